import type { SearchResult } from '../../domain/model/events';
import { rejectionFor } from '../../domain/model/reasons';
import type { PortRequest } from '../../domain/model/request';
import type { MissingField, OrderSnapshot, OrdersRead, Portability } from '../../domain/model/snapshot';
import { HOUR, MINUTE } from '../../domain/model/time';
import type { CallContext } from '../call-context';
import type { HttpTransport } from '../http/transport';
import type { ProviderOperationTable } from '../operations';
import { ordersRead } from '../orders-read';
import { forPort } from '../port-snapshot';
import type {
  CancelTarget,
  ListPosition,
  OrderPage,
  OrderPlan,
  PortingProvider,
  ProviderCapabilities,
  SubmissionSearch,
} from '../provider';
import { ProviderError } from '../provider-error';
import type { FoneDynamicsAccount } from './account';
import { FoneDynamicsClient, type Level } from './client';
import { createBody, namesAttempt, namesPort, NUMBERS_PER_ORDER } from './create-body';
import { type Destination, findMatchingRequests } from './find-submission';
import { foneDynamicsOrderPage } from './list-orders';
import { australianType } from './number-facts';
import { foneDynamicsOperations } from './operations';
import { foneDynamicsOptions } from './options';
import { readRequests } from './read';
import { missingFields } from './requirements';
import type { PortingRequest } from './schemas';
import { orderSnapshot, type SnapshotContext, unlistedItem } from './snapshot';
import { statusLookup, type StatusLookup } from './statuses';
import { FONE_DYNAMICS_UNSUPPORTED_FIELDS } from './unsupported-fields';
import { foneDynamicsErrors } from './error-format';

/**
 * How long before the call the search for a just accepted submission begins: the provider's clock may be
 * behind.
 */
const BEFORE_SENDING = 5 * MINUTE;

/** The capabilities of Fone Dynamics' porting API: it submits and reads. */
export const FONE_DYNAMICS_CAPABILITIES: ProviderCapabilities = {
  // When a new request appears in the list is not published, so its absence is no reason to submit again.
  afterUnknownSend: 'ask_person',
  cancel: 'ticket',
  webhookScope: 'order',
  list: 'changes',
  sweep: 'dates',
  numbersPerOrder: NUMBERS_PER_ORDER,
  // A request has room for one account number of the losing carrier.
  mixesAccounts: false,
  // Changes go through the provider's support.
  edits: false,
  comments: false,
  ratings: false,
  policy: {
    // It is not published until when a port can be withdrawn: Portkeeper warns in time and refuses nothing.
    cancellationWindow: 72 * HOUR,
    enforcement: 'best_effort',
    searchDelay: 30 * MINUTE,
    // A Category A port can be reversed for some hours after the cutover (docs/reference/fone-dynamics.md#category-a).
    holdAfterPorted: 24 * HOUR,
  },
};

/** One Fone Dynamics account as a `PortingProvider`. It keeps no state between calls. */
export class FoneDynamicsProvider implements PortingProvider {
  readonly name = 'fone-dynamics';
  readonly capabilities = FONE_DYNAMICS_CAPABILITIES;
  readonly unsupportedFields = FONE_DYNAMICS_UNSUPPORTED_FIELDS;
  readonly timeZone: string;
  readonly operations: ProviderOperationTable;
  readonly #account: FoneDynamicsAccount;
  readonly #client: FoneDynamicsClient;
  readonly #statusMap: StatusLookup;

  constructor(account: FoneDynamicsAccount, transport: HttpTransport) {
    this.#account = account;
    this.timeZone = account.timeZone;
    this.#client = new FoneDynamicsClient(account, transport);
    this.#statusMap = statusLookup(account.statusMap);
    this.operations = foneDynamicsOperations(this.#client, this.checkPortability.bind(this), {
      level: this.#level(account.propertySid),
      timeZone: account.timeZone,
      statusMap: this.#statusMap,
    });
  }

  requirements(request: PortRequest, now: number): MissingField[] {
    return missingFields(request, now, this.#account);
  }

  /** The API has no portability check. The losing carrier's rejection is the check of a Cat-A port. */
  checkPortability(numbers: readonly string[], _call: CallContext): Promise<Portability[]> {
    return Promise.resolve(numbers.map(portabilityOf));
  }

  /**
   * The answer to a submission is not published. If it does not name the request, the status list is searched
   * for it.
   */
  async send(plan: OrderPlan, call: CallContext): Promise<OrderSnapshot[]> {
    const built = createBody(plan, this.#account);
    if (!built.ok) {
      throw foneDynamicsErrors.notSendable(
        SUBMIT,
        `the request cannot be put into Fone Dynamics' form: ${built.wrong.join(', ')}`,
      );
    }
    const accepted =
      (await this.#client.submit(built.propertySid, built.body, call)) ??
      (await this.#findAccepted(plan, built.propertySid, call));
    const context = this.#context(plan.request.schedule.timeZone, call);
    const snapshot = orderSnapshot(accepted, context);
    const listed = new Set(snapshot.items.map(({ phoneNumber }) => phoneNumber));
    // A number that the answer omits is still part of the order.
    const unlisted = plan.numbers.filter((number) => !listed.has(number));
    if (unlisted.length === 0) return forPort([snapshot]);
    const { isComplete: _, ...listedOnly } = snapshot;
    const items = [...snapshot.items, ...unlisted.map((n) => unlistedItem(n, accepted, context))];
    return forPort([{ ...listedOnly, items }]);
  }

  async findSubmission(plan: OrderPlan, search: SubmissionSearch, call: CallContext): Promise<SearchResult> {
    const { propertySid = this.#account.propertySid } = foneDynamicsOptions(plan.request).options;
    const matching = await findMatchingRequests(
      plan,
      namesPort,
      this.#destination(propertySid),
      search.since,
      this.#client,
      call,
    );
    const refs = [...matching.requests, ...matching.unlisted].map(({ PortingNo }) => PortingNo);
    const taken = refs.length > 0 ? await search.isTaken(refs) : new Set<string>();
    const [request, ...others] = matching.requests.filter(({ PortingNo }) => !taken.has(PortingNo));
    if (request === undefined) {
      const unlisted = matching.unlisted.map(({ PortingNo }) => PortingNo).filter((ref) => !taken.has(ref));
      return unlisted.length > 0 ? { kind: 'unlisted', orderRefs: unlisted } : { kind: 'absent' };
    }
    if (others.length > 0) {
      return { kind: 'ambiguous', orderRefs: [request, ...others].map(({ PortingNo }) => PortingNo) };
    }
    const context = this.#context(plan.request.schedule.timeZone, call);
    return { kind: 'found', orders: forPort([orderSnapshot(request, context)]) };
  }

  /**
   * Always fails: only the provider's support can cancel.
   *
   * @throws ProviderError refused, always
   */
  cancel({ orderRef }: CancelTarget, _call: CallContext): Promise<void> {
    const ifRefused = `Nothing was canceled. Write to Fone Dynamics' support to withdraw porting request ${orderRef}.`;
    return Promise.reject(
      foneDynamicsErrors.notSendable(
        { what: 'cancel the porting request', method: 'POST', ifRefused },
        'the API of Fone Dynamics cancels nothing',
      ),
    );
  }

  async listOrders(from: ListPosition, call: CallContext): Promise<OrderPage> {
    return foneDynamicsOrderPage(
      from,
      this.#level(this.#account.propertySid),
      this.#client,
      this.#context(call.timeZone, call),
      call,
    );
  }

  /** Orders that the list does not show are left out: a new order appears late. */
  async read(refs: readonly string[], call: CallContext): Promise<OrdersRead> {
    const { propertySid } = this.#account;
    const { requests, failed } = await readRequests(refs, this.#level(propertySid), this.#client, call);
    const orders = requests.map((request) => orderSnapshot(request, this.#context(call.timeZone, call)));
    return ordersRead(refs, orders, failed);
  }

  /** @throws ProviderError unknown, if it is not listed yet: it was accepted all the same */
  async #findAccepted(plan: OrderPlan, propertySid: string, call: CallContext): Promise<PortingRequest> {
    const since = call.now - BEFORE_SENDING;
    const destination = this.#destination(propertySid);
    try {
      const matching = await findMatchingRequests(plan, namesAttempt, destination, since, this.#client, call);
      const [request, ...others] = matching.requests;
      if (request !== undefined && others.length === 0) return request;
    } catch (error) {
      // An unreadable list does not affect the submission. Rethrown unchanged, this error would mean "not
      // sent".
      throw acceptedButUnlisted(error);
    }
    throw acceptedButUnlisted();
  }

  #destination(propertySid: string): Destination {
    return { level: this.#level(propertySid), propertySid };
  }

  #level(propertySid: string): Level {
    const { scope, credentials } = this.#account;
    return scope === 'property' ? { scope, propertySid } : { scope, accountSid: credentials.accountSid };
  }

  #context(scheduleZone: string | undefined, { now }: CallContext): SnapshotContext {
    return { statusMap: this.#statusMap, zones: [this.#account.timeZone, scheduleZone], now };
  }
}

const SUBMIT = { what: 'submit the porting request', method: 'POST' } as const;

function acceptedButUnlisted(cause?: unknown): ProviderError {
  return new ProviderError(
    {
      code: 'provider_answer_unreadable',
      outcome: 'unknown',
      message:
        'Fone Dynamics: accepted the porting request without naming it, and the status list does not show it yet. ' +
        'Look for it there before it is sent again.',
    },
    cause === undefined ? {} : { cause },
  );
}

function portabilityOf(phoneNumber: string): Portability {
  const type = australianType(phoneNumber);
  if (type !== undefined) return { phoneNumber, portable: true, type, country: 'AU' };
  const message = 'Fone Dynamics ports Australian geographic and mobile numbers only.';
  return { phoneNumber, portable: false, rejection: rejectionFor('unsupported', undefined, message) };
}
