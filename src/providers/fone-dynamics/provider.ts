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
import { createBody, NUMBERS_PER_ORDER } from './create-body';
import { type Destination, requestsOf } from './find-submission';
import { foneDynamicsOrderPage } from './list-orders';
import { australianType } from './number-facts';
import { foneDynamicsOperations } from './operations';
import { foneDynamicsOptions } from './options';
import { readRequests } from './read';
import { missingFields } from './requirements';
import type { PortingRequest } from './schemas';
import { orderSnapshot, type SnapshotContext, unlistedItem } from './snapshot';
import { statusLookup, type StatusLookup } from './statuses';
import { FONE_DYNAMICS_UNTAKEN } from './unsupported-fields';
import { foneDynamicsErrors } from './error-format';

/** Where the search for a submission that was just taken begins: its clock may be behind ours. */
const BEFORE_SENDING = 5 * MINUTE;

/** What Fone Dynamics' porting API can do: submit and tell. */
export const FONE_DYNAMICS_CAPABILITIES: ProviderCapabilities = {
  // When a new request shows in the list is not published, so that it is absent proves too little to send again.
  afterUnknownSend: 'ask_person',
  cancel: 'ticket',
  webhookScope: 'order',
  list: 'changes',
  sweep: 'dates',
  numbersPerOrder: NUMBERS_PER_ORDER,
  // A request has room for one account number of the losing carrier.
  mixesAccounts: false,
  // Whatever is to change goes through its support.
  edits: false,
  comments: false,
  ratings: false,
  policy: {
    // Until when a port can be withdrawn is not published: a warning in time, and no refusal by us.
    cancellationWindow: 72 * HOUR,
    enforcement: 'best_effort',
    searchDelay: 30 * MINUTE,
    // A Category A port can be reversed for some hours after the cutover (docs/reference/fone-dynamics.md#category-a).
    holdAfterPorted: 24 * HOUR,
  },
};

/** One Fone Dynamics account as a `PortingProvider`. It keeps nothing between calls. */
export class FoneDynamicsProvider implements PortingProvider {
  readonly name = 'fone-dynamics';
  readonly capabilities = FONE_DYNAMICS_CAPABILITIES;
  readonly unsupportedFields = FONE_DYNAMICS_UNTAKEN;
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

  /** The API has no check, so nobody is asked: a losing carrier's rejection is the check of a Cat-A port. */
  checkPortability(numbers: readonly string[], _call: CallContext): Promise<Portability[]> {
    return Promise.resolve(numbers.map(portabilityOf));
  }

  /** What it answers is published nowhere, so an answer that does not name the request is followed by a look for it. */
  async send(plan: OrderPlan, call: CallContext): Promise<OrderSnapshot[]> {
    const built = createBody(plan, this.#account);
    if (!built.ok) {
      throw foneDynamicsErrors.notSendable(
        SUBMIT,
        `the request cannot be put into Fone Dynamics' form: ${built.wrong.join(', ')}`,
      );
    }
    const taken =
      (await this.#client.submit(built.propertySid, built.body, call)) ??
      (await this.#justTaken(plan, built.propertySid, call));
    const context = this.#context(plan.request.schedule.timeZone, call);
    const snapshot = orderSnapshot(taken, context);
    const listed = new Set(snapshot.items.map(({ phoneNumber }) => phoneNumber));
    // A number that the answer leaves out must not be lost sight of.
    const unlisted = plan.numbers.filter((number) => !listed.has(number));
    if (unlisted.length === 0) return forPort([snapshot]);
    const { isComplete: _, ...listedOnly } = snapshot;
    const items = [...snapshot.items, ...unlisted.map((n) => unlistedItem(n, taken, context))];
    return forPort([{ ...listedOnly, items }]);
  }

  async findSubmission(plan: OrderPlan, search: SubmissionSearch, call: CallContext): Promise<SearchResult> {
    const { propertySid = this.#account.propertySid } = foneDynamicsOptions(plan.request).options;
    const alike = await requestsOf(plan, this.#destination(propertySid), search.since, this.#client, call);
    const refs = [...alike.requests, ...alike.unlisted].map(({ PortingNo }) => PortingNo);
    const taken = refs.length > 0 ? await search.isTaken(refs) : new Set<string>();
    const [request, ...others] = alike.requests.filter(({ PortingNo }) => !taken.has(PortingNo));
    if (request === undefined) {
      const unlisted = alike.unlisted.map(({ PortingNo }) => PortingNo).filter((ref) => !taken.has(ref));
      return unlisted.length > 0 ? { kind: 'unlisted', orderRefs: unlisted } : { kind: 'absent' };
    }
    if (others.length > 0) {
      return { kind: 'ambiguous', orderRefs: [request, ...others].map(({ PortingNo }) => PortingNo) };
    }
    const context = this.#context(plan.request.schedule.timeZone, call);
    return { kind: 'found', orders: forPort([orderSnapshot(request, context)]) };
  }

  /**
   * Only people can cancel here.
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

  /** Orders that the list does not show are left out: a new one comes late. */
  async read(refs: readonly string[], call: CallContext): Promise<OrdersRead> {
    const { propertySid } = this.#account;
    const { requests, failed } = await readRequests(refs, this.#level(propertySid), this.#client, call);
    const orders = requests.map((request) => orderSnapshot(request, this.#context(call.timeZone, call)));
    return ordersRead(refs, orders, failed);
  }

  /** @throws ProviderError unknown, when it is not to be seen yet: it was taken all the same */
  async #justTaken(plan: OrderPlan, propertySid: string, call: CallContext): Promise<PortingRequest> {
    const since = call.now - BEFORE_SENDING;
    const destination = this.#destination(propertySid);
    try {
      const alike = await requestsOf(plan, destination, since, this.#client, call);
      const [request, ...others] = alike.requests;
      if (request !== undefined && others.length === 0) return request;
    } catch (error) {
      // That the list cannot be read says nothing of the submission: as it stands, this error would say "not sent".
      throw takenAndUnseen(error);
    }
    throw takenAndUnseen();
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

function takenAndUnseen(cause?: unknown): ProviderError {
  return new ProviderError(
    {
      code: 'provider_answer_unreadable',
      outcome: 'unknown',
      message:
        'Fone Dynamics: took the porting request, and its answer did not say as which; the status list does not tell ' +
        'yet. Look for it there before it is sent again.',
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
