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
import { FONE_DYNAMICS_ERROR_FORMAT, foneDynamicsErrors } from './error-format';

/** The send activity allows 60 s, and a search may follow, so the submission must end well before that. */
const SUBMIT_TIMEOUT_MS = 30_000;

/** The default is 20 and no limit is published; a shorter page than requested is fine. */
const PAGE_SIZE = 100;

/**
 * How far the provider's clock may be ahead: a change that is stamped now must not lie after the end of the
 * list.
 */
export const CLOCK_TOLERANCE = 5 * MINUTE;

/**
 * The start of a complete list: 2015, before this API had porting. Not 1970: the time is a required
 * parameter, and a zero may count as missing.
 */
export const BEFORE_ANY_REQUEST: Instant = Date.UTC(2015, 0);

/** The property or account whose porting requests are listed. */
export type Level =
  | { readonly scope: 'property'; readonly propertySid: string }
  | { readonly scope: 'account'; readonly accountSid: string };

/** Which porting requests are listed: those whose status changed in the time span. */
export interface StatusFilter {
  /** Epoch milliseconds. */
  readonly from: Instant;
  /** Only these, by `PortingNo`. It is unconfirmed whether the provider applies this filter. */
  readonly refs?: readonly string[];
}

/** One page of the status list. */
export interface StatusPage extends Page<PortingRequest, number> {
  /** The number of rows that are left out, because they do not name their request. */
  readonly unreadableRows: number;
}

/**
 * Client of Fone Dynamics' porting API (REST v2), one method per operation. Each page and each submission is
 * one request and is never repeated: Temporal retries. Every failure is a `ProviderError`.
 */
export class FoneDynamicsClient {
  readonly #connection: ProviderConnection;

  constructor(account: Pick<FoneDynamicsAccount, 'credentials' | 'baseUrl'>, transport: HttpTransport) {
    const { accountSid, token } = account.credentials;
    this.#connection = new ProviderConnection({
      baseUrl: account.baseUrl,
      headers: { authorization: basicAuthorization(accountSid, token) },
      errorFormat: FONE_DYNAMICS_ERROR_FORMAT,
      transport,
    });
  }

  /**
   * Submits a porting request. This commits the order.
   *
   * @returns the accepted request; undefined if the answer does not contain it. The format of the answer is
   * unpublished, so that may always be the case.
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
    const isAccepted = response.status >= 200 && response.status < 300;
    if (isAccepted && response.body.trim() === '') return undefined;
    return this.#connection.read(operation, submitAnswerSchema, response, call);
  }

  /**
   * Lists porting requests, page by page; a page is requested only when its first row is needed. A request
   * can be on two pages: `gathered` merges them.
   *
   * All pages end at the same instant. The list ends when as many rows were read as it reports, or with an
   * empty page: a `NextPageToken` is present even on the last page (docs/reference/fone-dynamics.md#paging).
   *
   * @throws ProviderError unreadable, after all readable rows: a row could not be read, so any request may be missing
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
      // Without a readable row, pages that repeat cannot be detected.
      const goesOn = next !== undefined && (page.rows.length > 0 || page.unreadableRows === 0);
      return { ...page, ...(goesOn && { next }) };
    };
    yield* rowsOf(read, ({ PortingNo }) => PortingNo);
    if (failure !== undefined) throw failure;
  }

  /** Reads one page of that list. A position is the number of requests before the page. */
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

/** @throws ProviderError refused: an invalid identifier would address another resource */
function checkedSid(kind: SidKind, sid: string): string {
  if (isSid(kind, sid)) return sid;
  throw foneDynamicsErrors.notSendable(
    { what: 'address an account or a property', method: 'GET' },
    `it is not ${kind} and 31 capitals or digits`,
  );
}
