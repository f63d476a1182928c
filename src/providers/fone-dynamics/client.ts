import { type Instant, MINUTE } from '../../domain/model/time';
import type { CallContext } from '../call-context';
import { basicAuthorization, type Operation, ProviderConnection } from '../http/connection';
import type { HttpTransport } from '../http/transport';
import { type Page, rowsOf } from '../pages';
import type { ProviderError } from '../provider-error';
import type { FoneDynamicsAccount } from './account';
import { type CreateBody, secretsIn } from './create-body';
import { type PortingRequest, statusPageSchema, submitAnswerSchema } from './schemas';
import { isSid, type SidKind } from './sids';
import { FONE_DYNAMICS_VOICE, foneDynamicsErrors } from './error-format';

/** The send activity allows 60 s, and a search may follow, so the submission must end well before it. */
const SUBMIT_TIMEOUT_MS = 30_000;

/** The default is 20 and no limit is published; a page that holds fewer than asked for is as good. */
const PAGE_SIZE = 100;

/** How far the provider's clock may be ahead of ours: what it stamps now must not lie behind the end of the list. */
export const CLOCK_TOLERANCE = 5 * MINUTE;

/**
 * Where a list of everything begins: 2015, before this API had porting. Not 1970: the time is a required parameter, and a
 * zero may count as none.
 */
export const BEFORE_ANY_REQUEST: Instant = Date.UTC(2015, 0);

/** Whose porting requests a list holds. */
export type Level =
  | { readonly scope: 'property'; readonly propertySid: string }
  | { readonly scope: 'account'; readonly accountSid: string };

/** Which porting requests a list holds: those whose status changed in that time. */
export interface StatusFilter {
  /** Epoch milliseconds. */
  readonly from: Instant;
  /** Only these, by `PortingNo`. Whether the filter is kept to is unconfirmed. */
  readonly refs?: readonly string[];
}

/** One page of the status list. */
export interface StatusPage extends Page<PortingRequest, number> {
  /** How many rows of it are left out, because they do not say which request they are. */
  readonly unreadableRows: number;
}

/**
 * Fone Dynamics' porting API (REST v2), one method per operation. Each page and each submission is one request, never a
 * second: retries belong to Temporal. Every failure is a `ProviderError`.
 */
export class FoneDynamicsClient {
  readonly #connection: ProviderConnection;

  constructor(account: Pick<FoneDynamicsAccount, 'credentials' | 'baseUrl'>, transport: HttpTransport) {
    const { accountSid, token } = account.credentials;
    this.#connection = new ProviderConnection({
      baseUrl: account.baseUrl,
      headers: { authorization: basicAuthorization(accountSid, token) },
      errorFormat: FONE_DYNAMICS_VOICE,
      transport,
    });
  }

  /**
   * Submits a porting request: this commits.
   *
   * @returns the request as it was taken; undefined when the answer does not say, which the form of the answer, being
   * unpublished, may never do
   */
  async submit(
    propertySid: string,
    body: CreateBody,
    call: CallContext,
  ): Promise<PortingRequest | undefined> {
    const operation: Operation = {
      what: 'submit the porting request',
      method: 'POST',
      path: `/v2/Properties/${checkedSid('S', propertySid)}/Porting`,
      body,
      timeoutMs: SUBMIT_TIMEOUT_MS,
      secrets: secretsIn(body),
    };
    const response = await this.#connection.exchange(operation, call);
    const isTaken = response.status >= 200 && response.status < 300;
    if (isTaken && response.body.trim() === '') return undefined;
    return this.#connection.read(operation, submitAnswerSchema, response, call);
  }

  /**
   * Lists porting requests, page by page; a page is asked for only when its first row is wanted. A request can come on
   * two pages: `gathered` makes one of them.
   *
   * All pages end at the same instant. The list is over when as many rows came as it says there are, or none:
   * `NextPageToken` is there even where nothing follows (docs/reference/fone-dynamics.md#paging).
   *
   * @throws ProviderError unreadable, after all that can be read: a row could not be, so any request may be missing
   */
  async *list(
    level: Level,
    filter: StatusFilter,
    call: CallContext,
  ): AsyncGenerator<PortingRequest, void, undefined> {
    const to = call.now + CLOCK_TOLERANCE;
    let failure: ProviderError | undefined;
    const read = async (skip = 0): Promise<Page<PortingRequest, number>> => {
      const { next, ...page } = await this.page(level, { ...filter, to, skip }, call);
      if (page.unreadableRows > 0)
        failure ??= page.unreadable('not as documented: PortingRequests.PortingNo');
      // Without a row that can be read, whether the pages run in a circle is not to be seen.
      const goesOn = next !== undefined && (page.rows.length > 0 || page.unreadableRows === 0);
      return { ...page, ...(goesOn && { next }) };
    };
    yield* rowsOf(read, ({ PortingNo }) => PortingNo);
    if (failure !== undefined) throw failure;
  }

  /** One page of that list. A position is the number of requests before the page. */
  async page(
    level: Level,
    { from, to, skip, refs }: StatusFilter & { readonly to: Instant; readonly skip: number },
    call: CallContext,
  ): Promise<StatusPage> {
    const operation: Operation = {
      what: 'list the porting requests',
      method: 'GET',
      path: `${pathOf(level)}/Porting/Status`,
      query: {
        From: String(Math.floor(from / 1000)),
        To: String(Math.ceil(to / 1000)),
        PortingRequestNumbers: refs,
        Results_Count: String(PAGE_SIZE),
        Results_Skip: String(skip),
      },
    };
    const response = await this.#connection.exchange(operation, call);
    const { requests, unreadable, total } = this.#connection.read(
      operation,
      statusPageSchema,
      response,
      call,
    );
    const count = requests.length + unreadable;
    const next = skip + count;
    const isLast = count === 0 || (total !== undefined && next >= total);
    return {
      rows: requests,
      unreadableRows: unreadable,
      ...(!isLast && { next }),
      unreadable: (detail) => this.#connection.errors.unreadable(operation, response, detail),
    };
  }
}

function pathOf(level: Level): string {
  return level.scope === 'property'
    ? `/v2/Properties/${checkedSid('S', level.propertySid)}`
    : `/v2/Accounts/${checkedSid('A', level.accountSid)}`;
}

/** @throws ProviderError refused: a wrong identifier would address something else. */
function checkedSid(kind: SidKind, sid: string): string {
  if (isSid(kind, sid)) return sid;
  throw foneDynamicsErrors.notSendable(
    { what: 'address an account or a property', method: 'GET' },
    `it is not ${kind} and 31 capitals or digits`,
  );
}
