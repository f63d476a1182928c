import type { OrderDetail, RawResponse } from '../../contract/order-operations';
import type { OrderSnapshot } from '../../domain/model/snapshot';
import type { CallContext } from '../call-context';
import { mapConcurrently } from '../concurrently';
import { orderDetail, withoutPins } from '../order-detail';
import { ProviderError } from '../provider-error';
import type { TwilioAccount } from './account';
import { REQUEST_CONCURRENCY, type TwilioClient } from './client';
import type { PortIn, PortInNumber } from './schemas';
import { orderSnapshot, type SnapshotContext } from './snapshot';
import { asksForAction, statusLookup, type StatusLookup } from './statuses';

/** The most numbers that are looked at one by one when an order asks for something and does not say what. */
const NUMBERS_LOOKED_INTO = 20;

/** Reads orders of one account, with the account's words and zone. */
export class OrderReader {
  readonly #client: TwilioClient;
  readonly #statusMap: StatusLookup;
  readonly #accountZone: string | undefined;

  constructor(client: TwilioClient, { statusMap, timeZone }: Pick<TwilioAccount, 'statusMap' | 'timeZone'>) {
    this.#client = client;
    this.#statusMap = statusLookup(statusMap);
    this.#accountZone = timeZone;
  }

  /** One order as it is now. */
  async read(ref: string, call: CallContext): Promise<OrderSnapshot> {
    return this.#snapshot(await this.#client.fetchPortIn(ref, call), call);
  }

  /** The same with all that Twilio says of the order, but for PINs. */
  async describe(ref: string, call: CallContext): Promise<OrderDetail> {
    const { read, raw } = await this.#client.describePortIn(ref, call);
    // What could be read as an order is an object.
    return orderDetail(await this.#snapshot(read, call), withoutPins(raw) as RawResponse);
  }

  /** How an answer of Twilio's becomes a snapshot. */
  context(scheduleZone: string | undefined, { now }: CallContext): SnapshotContext {
    return { statusMap: this.#statusMap, zones: [scheduleZone, this.#accountZone], now };
  }

  async #snapshot(order: PortIn, call: CallContext): Promise<OrderSnapshot> {
    return orderSnapshot(await this.#lookInto(order, call), this.context(call.timeZone, call));
  }

  /**
   * An order can ask for action although none of its numbers says why. `missing_required_fields` is shown by
   * the PhoneNumber resource only, so the open numbers are asked one by one, and only then. It is an
   * explanation, not the fact itself: where it cannot be had, the order stands as it was read.
   */
  async #lookInto(order: PortIn, call: CallContext): Promise<PortIn> {
    const numbers = order.phone_numbers;
    const explains = (number: PortInNumber) =>
      number.portable === false ||
      number.missing_required_fields === true ||
      this.#statusMap.ofNumber(number.port_in_phone_number_status ?? '') === 'rejected';
    if (!asksForAction(order.port_in_request_status ?? '') || numbers.some(explains)) return order;
    const details = await mapConcurrently(
      numbers.slice(0, NUMBERS_LOOKED_INTO),
      REQUEST_CONCURRENCY,
      (number) => this.#detailed(order.port_in_request_sid, number, call),
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
