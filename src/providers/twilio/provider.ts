import type { SearchResult } from '../../domain/model/events';
import type { PortRequest } from '../../domain/model/request';
import type { MissingField, OrderSnapshot, OrdersRead, Portability } from '../../domain/model/snapshot';
import { HOUR, MINUTE } from '../../domain/model/time';
import type { CallContext } from '../call-context';
import { mapConcurrently } from '../concurrently';
import { type ReadDocument, readNoDocument } from '../documents';
import type { HttpTransport } from '../http/transport';
import type { ProviderOperationTable } from '../operations';
import { makeReads, ordersRead } from '../orders-read';
import { forPort } from '../port-snapshot';
import type {
  CancelTarget,
  DraftPlan,
  ListPosition,
  OrderPage,
  OrderPlan,
  PortingProvider,
  Prepared,
  ProviderCapabilities,
  SubmissionSearch,
} from '../provider';
import { uploadDocuments } from '../upload-documents';
import type { TwilioAccount } from './account';
import { REQUEST_CONCURRENCY, TwilioClient } from './client';
import { createBody, NUMBERS_PER_ORDER } from './create-body';
import { findMatchingOrders } from './find-submission';
import { twilioOrderPage } from './list-orders';
import { twilioOperations } from './operations';
import { twilioOptions } from './options';
import { OrderReader } from './order-reader';
import { twilioErrors } from './paths';
import { portabilityFrom } from './portability';
import { missingFields } from './requirements';
import { numberOf, orderSnapshot, unlistedItem } from './snapshot';
import { TWILIO_UNSUPPORTED_FIELDS } from './unsupported-fields';
import { uploadDocument } from './upload-document';

/** The capabilities of Twilio's porting API. */
export const TWILIO_CAPABILITIES: ProviderCapabilities = {
  // The order list contains an order whose create was not answered.
  afterUnknownSend: 'look_up',
  cancel: 'order_and_number',
  webhookScope: 'account',
  uploads: true,
  list: 'whole',
  sweep: 'statuses',
  numbersPerOrder: NUMBERS_PER_ORDER,
  // An order has room for one account number of the losing carrier.
  mixesAccounts: false,
  // A correction is submitted as a new order.
  edits: false,
  comments: false,
  ratings: false,
  policy: {
    // Twilio accepts a cancel only more than 72 h before the port date
    // (docs/reference/twilio.md#cancellation).
    cancellationWindow: 72 * HOUR,
    enforcement: 'hard',
    searchDelay: 10 * MINUTE,
    holdAfterPorted: 0,
  },
};

/** One Twilio account as a `PortingProvider`. It keeps no state between calls. */
export class TwilioProvider implements PortingProvider {
  readonly name = 'twilio';
  readonly capabilities = TWILIO_CAPABILITIES;
  readonly unsupportedFields = TWILIO_UNSUPPORTED_FIELDS;
  readonly operations: ProviderOperationTable;
  readonly #account: TwilioAccount;
  readonly #client: TwilioClient;
  readonly #orders: OrderReader;
  readonly #readDocument: ReadDocument;

  constructor(account: TwilioAccount, transport: HttpTransport, readDocument: ReadDocument = readNoDocument) {
    this.#account = account;
    this.#client = new TwilioClient(account, transport);
    this.#orders = new OrderReader(this.#client, account);
    this.#readDocument = readDocument;
    this.operations = twilioOperations({
      client: this.#client,
      orders: this.#orders,
      checkPortability: this.checkPortability.bind(this),
      readDocument,
    });
  }

  requirements(request: PortRequest, now: number, check?: readonly Portability[]): MissingField[] {
    return missingFields(request, now, check, this.#account.timeZone);
  }

  async checkPortability(
    numbers: readonly string[],
    call: CallContext,
    request?: Pick<PortRequest, 'providerOptions'>,
  ): Promise<Portability[]> {
    const { targetAccountSid, addressSid } = request ? twilioOptions(request).options : {};
    return mapConcurrently(numbers, REQUEST_CONCURRENCY, async (number) =>
      portabilityFrom(number, await this.#client.portability(number, { targetAccountSid, addressSid }, call)),
    );
  }

  async prepare({ request }: DraftPlan, call: CallContext): Promise<Prepared> {
    return uploadDocuments(request.documents, (document) =>
      uploadDocument(document, this.#readDocument, this.#client.documents, call),
    );
  }

  async send(plan: OrderPlan, call: CallContext): Promise<OrderSnapshot[]> {
    const { accountSid } = this.#account.credentials;
    const { timeZone } = this.#account;
    const built = createBody(plan.request, plan.numbers, { accountSid, timeZone });
    if (!built.ok) {
      const exchange = { what: 'create the port-in order', method: 'POST' } as const;
      throw twilioErrors.notSendable(
        exchange,
        `the request cannot be put into Twilio's form: ${built.wrong.join(', ')}`,
      );
    }
    const order = await this.#client.createPortIn(built.body, call);
    const context = this.#orders.context(plan.request.schedule.timeZone, call);
    const snapshot = orderSnapshot(order, context);
    const listed = new Set(snapshot.items.map(({ phoneNumber }) => phoneNumber));
    // Twilio accepts all numbers or answers 4xx, so a number that its answer omits is still part of the
    // order.
    const unlisted = plan.numbers.filter((number) => !listed.has(number));
    if (unlisted.length === 0) return forPort([snapshot]);
    const { isComplete: _, ...listedOnly } = snapshot;
    const items = [...snapshot.items, ...unlisted.map((n) => unlistedItem(n, order, context))];
    return forPort([{ ...listedOnly, items }]);
  }

  async findSubmission(plan: OrderPlan, search: SubmissionSearch, call: CallContext): Promise<SearchResult> {
    const { options } = twilioOptions(plan.request);
    const owner = options.targetAccountSid ?? this.#account.credentials.accountSid;
    const { matching: alike, unlisted } = await findMatchingOrders(plan, owner, search, this.#client, call);
    const [order, ...others] = alike;
    if (order === undefined) {
      return unlisted.length > 0 ? { kind: 'unlisted', orderRefs: unlisted } : { kind: 'absent' };
    }
    if (others.length > 0) {
      return { kind: 'ambiguous', orderRefs: [order, ...others].map((like) => like.port_in_request_sid) };
    }
    const context = this.#orders.context(plan.request.schedule.timeZone, call);
    return { kind: 'found', orders: forPort([orderSnapshot(order, context)]) };
  }

  async cancel({ orderRef, number }: CancelTarget, call: CallContext): Promise<void> {
    if (number === undefined) return this.#client.cancelPortIn(orderRef, call);
    // The answer to a create may omit a number's SID; the order itself has it.
    const ref = number.ref ?? (await this.#numberRef(orderRef, number.phoneNumber, call));
    return this.#client.cancelPhoneNumber(orderRef, ref, call);
  }

  async listOrders(from: ListPosition, call: CallContext): Promise<OrderPage> {
    return twilioOrderPage(from, this.#client, call);
  }

  async read(refs: readonly string[], call: CallContext): Promise<OrdersRead> {
    const reads = refs.map((ref) => ({ refs: [ref], read: () => this.#orders.read(ref, call) }));
    const { answers, failed } = await makeReads(reads, REQUEST_CONCURRENCY, call);
    return ordersRead(refs, answers, failed);
  }

  /** @throws ProviderError refused, if the order does not have the number */
  async #numberRef(orderRef: string, phoneNumber: string, call: CallContext): Promise<string> {
    const order = await this.#client.fetchPortIn(orderRef, call);
    const ref = order.phone_numbers.find(
      (number) => numberOf(number, order) === phoneNumber,
    )?.port_in_phone_number_sid;
    if (ref !== undefined) return ref;
    throw twilioErrors.notSendable(
      { what: 'cancel a number of the port-in order', method: 'DELETE' },
      'the order does not name it',
    );
  }
}
