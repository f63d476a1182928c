import type { SearchResult } from '../../domain/model/events';
import type { PortRequest } from '../../domain/model/request';
import type {
  DateWindow,
  MissingField,
  OrderComment,
  OrderSnapshot,
  OrdersRead,
  Portability,
} from '../../domain/model/snapshot';
import type { CallContext } from '../call-context';
import { mapConcurrently } from '../concurrently';
import type { HttpTransport } from '../http/transport';
import type { ProviderOperationTable } from '../operations';
import { makeReads, ordersRead } from '../orders-read';
import { forPort } from '../port-snapshot';
import type {
  CancelTarget,
  DraftPlan,
  ListPosition,
  OrderEdit,
  OrderPage,
  OrderPlan,
  PortingProvider,
  Prepared,
  Rating,
  SubmissionSearch,
} from '../provider';
import type { TelnyxV1Account } from './account';
import { cancelSubRequest } from './cancel-sub-request';
import { TELNYX_V1_CAPABILITIES } from './capabilities';
import { TelnyxV1Client } from './client';
import { readComments } from './comments';
import { findSubmission } from './find-submission';
import { telnyxOrderPage } from './list-orders';
import { telnyxOperations } from './operations';
import { parseOrderRef } from './order-ref';
import { portabilityFrom } from './portability';
import { prepareDraft } from './prepare-draft';
import { RecentDrafts } from './recent-drafts';
import { missingFields } from './requirements';
import type { TelnyxSession } from './session';
import { emptiedOrder, orderSnapshots } from './snapshot';
import { statusLookup, type StatusLookup } from './statuses';
import { editSubRequest, ratingUpdate } from './sub-request-edit';
import { subRequestOf } from './sub-request-ids';
import { submitDraft } from './submit-draft';
import { TELNYX_V1_UNSUPPORTED_FIELDS } from './unsupported-fields';
import { writeComment } from './write-comment';

/** Telnyx publishes no limit for v1, so the concurrency is low. */
const REQUEST_CONCURRENCY = 4;

/**
 * No limit is published for a v1 check (docs/reference/telnyx-v1.md#portability-check); a small request is
 * fast.
 */
const NUMBERS_PER_CHECK = 100;

/**
 * One Telnyx account, with its v1 API, as a `PortingProvider`. Its only state between calls is a cache of
 * recent drafts.
 */
export class TelnyxV1Provider implements PortingProvider {
  readonly name = 'telnyx-v1';
  readonly capabilities = TELNYX_V1_CAPABILITIES;
  readonly unsupportedFields = TELNYX_V1_UNSUPPORTED_FIELDS;
  readonly timeZone: string | undefined;
  readonly operations: ProviderOperationTable;
  /** A port request is read as a whole. */
  readonly orderGroupOf = (orderRef: string): string => parseOrderRef(orderRef).portRequestId;
  readonly numbersPerCheck = NUMBERS_PER_CHECK;
  readonly #account: TelnyxV1Account;
  readonly #client: TelnyxV1Client;
  readonly #statusMap: StatusLookup;
  readonly #recentDrafts = new RecentDrafts();

  constructor(account: TelnyxV1Account, transport: HttpTransport) {
    this.#account = account;
    this.timeZone = account.timeZone;
    this.#client = new TelnyxV1Client(account, transport);
    this.#statusMap = statusLookup(account.statusMap);
    this.operations = telnyxOperations(this, (call) => this.#session(call));
  }

  requirements(request: PortRequest, now: number, _check?: readonly Portability[]): MissingField[] {
    return missingFields(request, now, this.#account.timeZone);
  }

  async checkPortability(numbers: readonly string[], call: CallContext): Promise<Portability[]> {
    const chunks = Array.from({ length: Math.ceil(numbers.length / NUMBERS_PER_CHECK) }, (_, index) =>
      numbers.slice(index * NUMBERS_PER_CHECK, (index + 1) * NUMBERS_PER_CHECK),
    );
    const answers = await mapConcurrently(chunks, REQUEST_CONCURRENCY, (chunk) =>
      this.#client.checkPortability(chunk, call),
    );
    return portabilityFrom(numbers, answers.flat());
  }

  async prepare(plan: DraftPlan, call: CallContext): Promise<Prepared> {
    const missing = this.requirements(plan.request, call.now);
    if (missing.length > 0) return { missing };
    return { missing: await prepareDraft(plan, this.#session(call)) };
  }

  async send(plan: OrderPlan, call: CallContext): Promise<OrderSnapshot[]> {
    return forPort(await submitDraft(plan, this.#session(call, plan.request.schedule.timeZone)));
  }

  async findSubmission(plan: OrderPlan, search: SubmissionSearch, call: CallContext): Promise<SearchResult> {
    return findSubmission(plan, search, this.#session(call, plan.request.schedule.timeZone));
  }

  async cancel(order: CancelTarget, call: CallContext): Promise<void> {
    return cancelSubRequest(order, this.#session(call));
  }

  async listOrders(from: ListPosition, call: CallContext): Promise<OrderPage> {
    return telnyxOrderPage(from, this.#session(call));
  }

  async read(refs: readonly string[], call: CallContext): Promise<OrdersRead> {
    const groups = new Map<string, string[]>();
    for (const ref of refs)
      groups.set(this.orderGroupOf(ref), [...(groups.get(this.orderGroupOf(ref)) ?? []), ref]);
    const reads = [...groups].map(([id, requestedRefs]) => ({
      refs: requestedRefs,
      read: () => this.#readGroup(id, requestedRefs, call),
    }));
    const { answers, failed } = await makeReads(reads, REQUEST_CONCURRENCY, call);
    return ordersRead(refs, answers.flat(), failed);
  }

  /**
   * Reads a whole port request. A requested order that is not in it any more becomes an order without
   * numbers.
   */
  async #readGroup(
    id: string,
    requestedRefs: readonly string[],
    call: CallContext,
  ): Promise<OrderSnapshot[]> {
    const session = this.#session(call);
    const portRequest = await this.#client.portRequests.get(id, call);
    const comments = await readComments(id, session);
    const orders = orderSnapshots(portRequest, comments, session.snapshots);
    const listedRefs = new Set(orders.map(({ ref }) => ref));
    const missingRefs = [...new Set(requestedRefs)].filter((ref) => !listedRefs.has(ref));
    return [...orders, ...missingRefs.flatMap((ref) => emptiedOrder(ref, portRequest))];
  }

  async edit(edit: OrderEdit, call: CallContext): Promise<void> {
    const ids = subRequestOf(edit.orderRef, 'edit the sub request');
    return editSubRequest(ids, edit, this.#session(call));
  }

  async allowedDates(orderRef: string, call: CallContext): Promise<DateWindow[]> {
    const { portRequestId, subRequestId } = subRequestOf(orderRef, 'read the allowed dates');
    return this.#client.portRequests.allowedFocDates(portRequestId, subRequestId, call);
  }

  async comment(orderRef: string, body: string, call: CallContext): Promise<OrderComment> {
    return writeComment(orderRef, body, this.#session(call));
  }

  async rate(orderRef: string, rating: Rating, call: CallContext): Promise<void> {
    const { portRequestId, subRequestId } = subRequestOf(orderRef, 'rate the sub request');
    const { portRequests } = this.#client;
    const present = await portRequests.getSubRequest(portRequestId, subRequestId, call);
    await portRequests.updateSubRequest(portRequestId, subRequestId, ratingUpdate(present, rating), call);
  }

  /** @param scheduleZone - the zone of the request's schedule, if the call has a request */
  #session(call: CallContext, scheduleZone = call.timeZone): TelnyxSession {
    const { timeZone: accountZone } = this.#account;
    return {
      client: this.#client,
      recentDrafts: this.#recentDrafts,
      accountZone,
      snapshots: { statusMap: this.#statusMap, zones: [scheduleZone, accountZone], now: call.now },
      call,
    };
  }
}
