import { createHash } from 'node:crypto';
import { z } from 'zod';
import {
  dateFrom,
  forPort,
  makeReads,
  normalizeStatus,
  ordersRead,
  phoneNumbers,
  rejectionFor,
  type CallContext,
  type CancelTarget,
  type DraftPlan,
  type HttpTransport,
  type MissingField,
  type OrderPlan,
  type OrderSnapshot,
  type OrdersRead,
  type Portability,
  type PortingProvider,
  type PortRequest,
  type Prepared,
  type ProviderCapabilities,
  type ProviderItemStatus,
  type ProviderOperationTable,
  type SearchResult,
  type StatusMap,
} from '../../../src/providers/index';
import type { MyCarrierAccount } from './account';
import { MyCarrierClient, type Order } from './client';

const HOUR = 3_600_000;

/** What My Carrier can do, and by which rules: a port keeps to them without knowing the provider. */
export const CAPABILITIES: ProviderCapabilities = {
  // An order carries our reference, so a submission whose answer is lost can be looked up.
  afterUnknownSend: 'look_up',
  cancel: 'order',
  webhookScope: 'account',
  numbersPerOrder: 1_000,
  mixesAccounts: false,
  edits: false,
  comments: false,
  ratings: false,
  policy: { cancellationWindow: 48 * HOUR },
};

/** My Carrier's statuses in our words. A status that is not here is shown, and changes nothing. */
const STATUSES: StatusMap = {
  received: 'in_review',
  with_carrier: 'submitted',
  confirmed: 'foc_confirmed',
  ported: 'ported',
  refused: 'rejected',
  canceled: 'canceled',
};

/** One account at My Carrier. */
export class MyCarrierProvider implements PortingProvider {
  readonly name = 'my-carrier';
  readonly capabilities = CAPABILITIES;
  readonly timeZone = 'America/New_York';
  /** Fields of a request for which My Carrier has no place. */
  readonly unsupportedFields = new Set(['schedule.timeRange', 'notificationEmails'] as const);
  readonly operations: ProviderOperationTable = {
    portability: {
      input: z.strictObject({ numbers: phoneNumbers }),
      run: ({ numbers }) => this.checkPortability(numbers),
    },
  };
  readonly #client: MyCarrierClient;
  readonly #statusMap: StatusMap;

  constructor(account: MyCarrierAccount, transport: HttpTransport) {
    this.#client = new MyCarrierClient(account, transport);
    this.#statusMap = account.statusMap;
  }

  /** What a request lacks, as far as one can say without asking. */
  requirements({ subscriber }: PortRequest): MissingField[] {
    if (subscriber?.accountNumber !== undefined) return [];
    return [{ field: 'subscriber.accountNumber', message: 'The account number at the losing carrier.' }];
  }

  /** My Carrier has no check of its own: it moves North American numbers. */
  checkPortability(numbers: readonly string[]): Promise<Portability[]> {
    return Promise.resolve(
      numbers.map((phoneNumber) =>
        phoneNumber.startsWith('+1')
          ? { phoneNumber, portable: true }
          : { phoneNumber, portable: false, rejection: rejectionFor('unsupported') },
      ),
    );
  }

  /** The draft. It is made before every submission, perhaps several times: its id makes that safe to repeat. */
  async prepare(plan: DraftPlan, call: CallContext): Promise<Prepared> {
    const body = { numbers: plan.numbers, account_number: plan.request.subscriber?.accountNumber };
    const { missing } = await this.#client.putDraft(draftOf(plan), body, call);
    return {
      missing: missing.map((field) => ({ field: 'subscriber', message: `My Carrier wants ${field}.` })),
    };
  }

  /** Commits. It is called once for an attempt and never repeated. */
  async send(plan: OrderPlan, call: CallContext): Promise<OrderSnapshot[]> {
    const body = { draft: draftOf(plan), reference: plan.attemptKey };
    return forPort([this.#snapshot(await this.#client.submit(body, call), call)]);
  }

  /** Called after a submission whose answer was lost. */
  async findSubmission(
    { attemptKey }: OrderPlan,
    _search: unknown,
    call: CallContext,
  ): Promise<SearchResult> {
    const orders = await this.#client.ordersOf(attemptKey, call);
    if (orders.length === 0) return { kind: 'absent' };
    if (orders.length > 1) return { kind: 'ambiguous', orderRefs: orders.map(({ id }) => id) };
    return { kind: 'found', orders: forPort(orders.map((order) => this.#snapshot(order, call))) };
  }

  async read(refs: readonly string[], call: CallContext): Promise<OrdersRead> {
    const reads = refs.map((ref) => ({ refs: [ref], read: () => this.#client.order(ref, call) }));
    const { answers, failed } = await makeReads(reads, 4, call);
    return ordersRead(
      refs,
      answers.map((order) => this.#snapshot(order, call)),
      failed,
    );
  }

  async cancel({ orderRef }: CancelTarget, call: CallContext): Promise<void> {
    await this.#client.cancel(orderRef, call);
  }

  /** An order of My Carrier in the words of a port. */
  #snapshot(order: Order, { now, timeZone }: CallContext): OrderSnapshot {
    const status = this.#statusOf(order.status);
    const date = dateFrom(order.port_date ?? undefined, { now, zones: [timeZone, this.timeZone] });
    const rejection = rejectionFor('other', undefined, order.reason ?? undefined);
    return {
      ref: order.id,
      providerStatus: order.status,
      ...(status === undefined && { isStatusUnknown: true }),
      actionRequired: status === 'rejected',
      isComplete: true,
      items: order.numbers.map((phoneNumber) => ({
        phoneNumber,
        providerStatus: order.status,
        ...(status !== undefined && { status }),
        ...(status === 'rejected' && { rejection }),
        ...date,
      })),
    };
  }

  #statusOf(providerStatus: string): ProviderItemStatus | undefined {
    const own = Object.entries(this.#statusMap).map(
      ([key, status]) => [normalizeStatus(key), status] as const,
    );
    return new Map([...Object.entries(STATUSES), ...own]).get(normalizeStatus(providerStatus));
  }
}

/** The id of a draft: the same for the same numbers of the same port, and it names no number. */
function draftOf({ request, numbers }: DraftPlan): string {
  const digest = createHash('sha256')
    .update([...numbers].sort().join())
    .digest('hex');
  return `${request.requestId}-${digest.slice(0, 12)}`;
}
