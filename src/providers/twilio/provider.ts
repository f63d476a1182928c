import type { SearchResult } from '../../domain/events';
import type { PortRequest } from '../../domain/request';
import type { MissingField, OrderSnapshot, Portability } from '../../domain/snapshot';
import { HOUR, MINUTE } from '../../domain/time';
import type { TwilioAccount } from './account';
import { mapConcurrently } from '../concurrently';
import { firstZone } from '../country-zones';
import { readNoDocument, type ReadDocument } from '../documents';
import type { HttpTransport } from '../http/transport';
import type { ProviderOperationTable } from '../operations';
import type {
  CallContext,
  CancelTarget,
  ListPosition,
  OrderPage,
  OrderPlan,
  PortingProvider,
  Prepared,
  ProviderCapabilities,
  SubmissionSearch,
} from '../provider';
import { ProviderError } from '../provider-error';
import { uploadDocuments } from '../upload-documents';
import { TwilioClient } from './client';
import { createBody, NUMBERS_PER_ORDER } from './create-body';
import { ordersLike } from './find-submission';
import { twilioOrderPage } from './list-orders';
import { twilioOperations } from './operations';
import { twilioOptions } from './options';
import { twilioErrors } from './paths';
import { portabilityFrom } from './portability';
import { missingFields } from './requirements';
import type { PortIn, PortInNumber } from './schemas';
import { orderSnapshot, unlistedItem, type SnapshotContext } from './snapshot';
import { asksForAction, statusWords, type StatusWords } from './statuses';
import { uploadDocument } from './upload-document';

/** Twilio limits concurrent requests per account and publishes no figure (twilio.md section 10). */
const REQUESTS_AT_ONCE = 4;

/** The most numbers that are looked at one by one when an order asks for something and does not say what. */
const NUMBERS_LOOKED_INTO = 20;

/** What Twilio's porting API can do. */
export const TWILIO_CAPABILITIES: ProviderCapabilities = {
  // The order list finds an order whose create was not answered.
  afterUnknownSend: 'look_up',
  cancel: 'order_and_number',
  webhookScope: 'account',
  uploads: true,
  list: 'whole',
  sweep: 'statuses',
  numbersPerOrder: NUMBERS_PER_ORDER,
  // An order has room for one account number of the losing carrier.
  mixesAccounts: false,
  // What is wrong in an order goes out as a new one.
  edits: false,
  comments: false,
  ratings: false,
  policy: {
    // Twilio: cancel only more than 72 h before the port date, seed 000.
    cancellationWindow: 72 * HOUR,
    enforcement: 'hard',
    settle: 10 * MINUTE,
    holdAfterPorted: 0,
  },
};

/** One Twilio account as a `PortingProvider`. It keeps nothing between calls. */
export class TwilioProvider implements PortingProvider {
  readonly name = 'twilio';
  readonly capabilities = TWILIO_CAPABILITIES;
  readonly operations: ProviderOperationTable;
  readonly #account: TwilioAccount;
  readonly #client: TwilioClient;
  readonly #words: StatusWords;
  readonly #readDocument: ReadDocument;

  constructor(account: TwilioAccount, transport: HttpTransport, readDocument: ReadDocument = readNoDocument) {
    this.#account = account;
    this.#client = new TwilioClient(account, transport);
    this.#words = statusWords(account.statusMap);
    this.#readDocument = readDocument;
    this.operations = twilioOperations(this.#client, this.checkPortability.bind(this), readDocument);
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
    return mapConcurrently(numbers, REQUESTS_AT_ONCE, async (number) =>
      portabilityFrom(number, await this.#client.portability(number, { targetAccountSid, addressSid }, call)),
    );
  }

  async prepare({ request }: OrderPlan, call: CallContext): Promise<Prepared> {
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
    const context = this.#context(plan.request.schedule.timeZone);
    const snapshot = orderSnapshot(order, context);
    const listed = new Set(snapshot.items.map(({ phoneNumber }) => phoneNumber));
    // Twilio took them all or answered 4xx; a number that its answer leaves out must not be lost sight of.
    const unlisted = plan.numbers.filter((number) => !listed.has(number));
    const items = [...snapshot.items, ...unlisted.map((n) => unlistedItem(n, order, context))];
    return [{ ...snapshot, items }];
  }

  async findSubmission(plan: OrderPlan, search: SubmissionSearch, call: CallContext): Promise<SearchResult> {
    const { options } = twilioOptions(plan.request);
    const owner = options.targetAccountSid ?? this.#account.credentials.accountSid;
    const [order, ...others] = await ordersLike(plan, owner, search, this.#client, call);
    if (order === undefined) return { kind: 'absent' };
    if (others.length > 0) {
      return { kind: 'ambiguous', orderRefs: [order, ...others].map((like) => like.port_in_request_sid) };
    }
    return { kind: 'found', orders: [orderSnapshot(order, this.#context(plan.request.schedule.timeZone))] };
  }

  async cancel({ orderRef, number }: CancelTarget, call: CallContext): Promise<void> {
    if (number === undefined) return this.#client.cancelPortIn(orderRef, call);
    // The answer to a create may leave a number's sid out; the order as it is now has it.
    const ref = number.ref ?? (await this.#numberRef(orderRef, number.phoneNumber, call));
    return this.#client.cancelPhoneNumber(orderRef, ref, call);
  }

  async listOrders(from: ListPosition, call: CallContext): Promise<OrderPage> {
    return twilioOrderPage(from, this.#client, call);
  }

  async read(refs: readonly string[], call: CallContext): Promise<OrderSnapshot[]> {
    return mapConcurrently(refs, REQUESTS_AT_ONCE, async (ref) => {
      const order = await this.#client.fetchPortIn(ref, call);
      return orderSnapshot(await this.#lookInto(order, call), this.#context(call.timeZone));
    });
  }

  /** @throws ProviderError refused, when the order does not name the number */
  async #numberRef(orderRef: string, phoneNumber: string, call: CallContext): Promise<string> {
    const { phone_numbers } = await this.#client.fetchPortIn(orderRef, call);
    const ref = phone_numbers.find((number) => number.phone_number === phoneNumber)?.port_in_phone_number_sid;
    if (ref !== undefined) return ref;
    throw twilioErrors.notSendable(
      { what: 'cancel a number of the port-in order', method: 'DELETE' },
      'the order does not name it',
    );
  }

  #context(scheduleZone: string | undefined): SnapshotContext {
    return { words: this.#words, timeZone: firstZone(scheduleZone, this.#account.timeZone) };
  }

  /**
   * An order can ask for action although none of its numbers says why. `missing_required_fields` is shown by the
   * PhoneNumber resource only, so the open numbers are asked one by one, and only then. It is an explanation, not
   * the fact itself: where it cannot be had, the order stands as it was read.
   */
  async #lookInto(order: PortIn, call: CallContext): Promise<PortIn> {
    const numbers = order.phone_numbers;
    const explains = (number: PortInNumber) =>
      number.portable === false ||
      number.missing_required_fields === true ||
      this.#words.ofNumber(number.port_in_phone_number_status ?? '') === 'rejected';
    if (!asksForAction(order.port_in_request_status ?? '') || numbers.some(explains)) return order;
    const details = await mapConcurrently(numbers.slice(0, NUMBERS_LOOKED_INTO), REQUESTS_AT_ONCE, (number) =>
      this.#detailed(order.port_in_request_sid, number, call),
    );
    return { ...order, phone_numbers: [...details, ...numbers.slice(NUMBERS_LOOKED_INTO)] };
  }

  async #detailed(ref: string, number: PortInNumber, call: CallContext): Promise<PortInNumber> {
    if (number.port_in_phone_number_sid === undefined) return number;
    try {
      const detail = await this.#client.fetchPhoneNumber(ref, number.port_in_phone_number_sid, call);
      return {
        ...number,
        missing_required_fields: detail.missing_required_fields,
        number_type: number.number_type ?? detail.phone_number_type,
        country: number.country ?? detail.country,
      };
    } catch (error) {
      if (error instanceof ProviderError) return number;
      throw error;
    }
  }
}
