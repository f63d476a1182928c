import type { CallContext } from '../call-context';
import type { Operation, ProviderConnection } from '../http/connection';
import {
  type BulkEligibility,
  bulkEligibilitySchema,
  createdBulkEligibilitySchema,
  type EligibilityAnswer,
  eligibilitySchema,
} from './hosting-schemas';
import { checkedSid } from './paths';

/** Options of an eligibility check. */
export interface EligibilityOptions {
  /** The account that would host them; default: the account of the credentials. */
  readonly hostingAccountSid?: string | undefined;
  readonly friendlyName?: string | undefined;
}

const PATH = '/v1/HostedNumber/Eligibility';

/**
 * Client for hosting eligibility: Twilio carries a number's messages while its calls stay where they are. The
 * specification leaves the bodies open; requests follow Twilio's guide
 * (docs/reference/twilio.md#hosting-eligibility).
 */
export class HostingClient {
  readonly #connection: ProviderConnection;
  readonly #accountSid: string;

  /** @param accountSid - the account of the credentials */
  constructor(connection: ProviderConnection, accountSid: string) {
    this.#connection = connection;
    this.#accountSid = accountSid;
  }

  /** Checks one number; Twilio answers at once, with 200 or 201. */
  async check(number: string, options: EligibilityOptions, call: CallContext): Promise<EligibilityAnswer> {
    const what = 'check the eligibility of a number';
    return this.#connection.json(this.#creating(what, PATH, [number], options), eligibilitySchema, call);
  }

  /** Starts a check of several numbers; `fetchBulk` reads the results. */
  async createBulk(
    numbers: readonly string[],
    options: EligibilityOptions,
    call: CallContext,
  ): Promise<BulkEligibility & { readonly request_id: string }> {
    const operation = this.#creating('check the eligibility of numbers', `${PATH}/Bulk`, numbers, options);
    return this.#connection.json(operation, createdBulkEligibilitySchema, call);
  }

  /** Reads a check of several numbers. */
  async fetchBulk(requestId: string, call: CallContext): Promise<BulkEligibility> {
    const what = 'read the eligibility check';
    const path = `${PATH}/Bulk/${checkedSid('EC', requestId)}`;
    return this.#connection.json({ what, method: 'GET', path }, bulkEligibilitySchema, call);
  }

  #creating(
    what: string,
    path: string,
    numbers: readonly string[],
    { hostingAccountSid = this.#accountSid, friendlyName }: EligibilityOptions,
  ): Operation {
    return {
      what,
      method: 'POST',
      path,
      body: {
        friendly_name: friendlyName,
        phone_numbers: numbers.map((phone_number) => ({
          phone_number,
          hosting_account_sid: hostingAccountSid,
        })),
      },
      secrets: numbers,
    };
  }
}
