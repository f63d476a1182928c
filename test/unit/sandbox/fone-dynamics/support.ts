import { DAY } from '../../../../src/domain/model/time';
import type { SandboxOptions } from '../../../../src/sandbox/sandbox';
import { SandboxHarness, START, type Answer } from '../harness';

export const ACCOUNT_SID = `A${'A'.repeat(31)}`;
export const PROPERTY_SID = `S${'A'.repeat(31)}`;
export const BASIC = `Basic ${Buffer.from(`${ACCOUNT_SID}:sandbox-token`).toString('base64')}`;
export const HOOK = 'https://hooks.example.com/fone-dynamics/port-1';
export const SUBMIT = `/v2/Properties/${PROPERTY_SID}/Porting`;
export const STATUS = `${SUBMIT}/Status`;

/** A submission that Fone Dynamics accepts. */
export function submitBody(
  numbers: readonly (string | Record<string, unknown>)[],
  more: Record<string, unknown> = {},
): Record<string, unknown> {
  return {
    CustomerDescription: 'CRM-7781 acme-42/1',
    AuthorisedContactName: 'Ada Moss',
    AuthorisedContactEmail: 'ada@acme.example',
    DaytimeContactNumber: '+61255501999',
    CurrentCarrier: 'Old Telco',
    CurrentCarrierAccountNo: 'A-991',
    PreferredPortSchedule: 'ASAP',
    WebHookURL: HOOK,
    PortingNumbers: numbers.map((number) => (typeof number === 'string' ? numberBody(number) : number)),
    ...more,
  };
}

export function numberBody(phoneNumber: string): Record<string, unknown> {
  return {
    Number: phoneNumber,
    PortType: 'Cat-A',
    PortAddress: 'Level 10, 123 Example St, Spring Hill QLD 4000',
    IncomingActionType: 'Answering Point',
    IncomingAnswerPoint: '+61255501888',
  };
}

/** A PortingRequest, as far as tests look into it. */
export interface RequestJson {
  readonly PortingNo: string;
  readonly Status: string;
  readonly Created: number;
  readonly PortDate?: number;
  readonly PreferredPortDate?: number;
  readonly PortingNumbers: readonly {
    readonly Number: string;
    readonly Status: string;
    readonly StatusHistory: readonly Record<string, unknown>[];
  }[];
}

/** A sandbox with a client that speaks to its Fone Dynamics. */
export class FoneDynamicsHarness extends SandboxHarness {
  constructor(options: Omit<SandboxOptions, 'clock'> = {}) {
    super(options, { authorization: BASIC });
  }

  api(method: string, url: string, body?: unknown): Answer {
    return this.call(method, `/fone-dynamics${url}`, body);
  }

  /** Submits and returns the PortingNo. */
  submit(...numbers: (string | Record<string, unknown>)[]): string {
    const answer = this.api('POST', SUBMIT, submitBody(numbers));
    if (answer.status !== 200) throw new Error(answer.raw.body);
    return answer.json.PortingRequest.PortingNo as string;
  }

  /** The whole list, or what a query of more parameters finds. */
  list(query = '', from = START - DAY, to = this.now + DAY): Answer {
    const [seconds, until] = [Math.floor(from / 1000), Math.ceil(to / 1000)];
    return this.api('GET', `${STATUS}?From=${seconds}&To=${until}&Results_Count=100${query}`);
  }

  fetch(portingNo: string): RequestJson {
    const { PortingRequests } = this.list(`&PortingRequestNumbers=${portingNo}`).json as {
      PortingRequests: RequestJson[];
    };
    return PortingRequests[0]!;
  }

  /** The provider statuses of the request, then of each number. */
  statuses(portingNo: string): string[] {
    const request = this.fetch(portingNo);
    return [request.Status, ...request.PortingNumbers.map(({ Status }) => Status)];
  }
}
