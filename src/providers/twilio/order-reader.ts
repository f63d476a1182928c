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

/** The maximum number of phone numbers read individually if an order requires action without a reason. */
const MAX_DETAILED_NUMBERS = 20;

/** Reads orders of one account, with the account's status map and zone. */
export class OrderReader {
  readonly #client: TwilioClient;
  readonly #statusMap: StatusLookup;
  readonly #accountZone: string | undefined;

  constructor(client: TwilioClient, { statusMap, timeZone }: Pick<TwilioAccount, 'statusMap' | 'timeZone'>) {
    this.#client = client;
    this.#statusMap = statusLookup(statusMap);
    this.#accountZone = timeZone;
  }

  /** Reads one order as it is now. */
  async read(ref: string, call: CallContext): Promise<OrderSnapshot> {
    return this.#snapshot(await this.#client.fetchPortIn(ref, call), call);
  }

  /** Like `read`, with the raw response without PINs. */
  async describe(ref: string, call: CallContext): Promise<OrderDetail> {
    const { read, raw } = await this.#client.describePortIn(ref, call);
    // An answer that was parsed as an order is an object.
    return orderDetail(await this.#snapshot(read, call), withoutPins(raw) as RawResponse);
  }

  /** The context of snapshots. */
  context(scheduleZone: string | undefined, { now }: CallContext): SnapshotContext {
    return { statusMap: this.#statusMap, zones: [scheduleZone, this.#accountZone], now };
  }

  async #snapshot(order: PortIn, call: CallContext): Promise<OrderSnapshot> {
    return orderSnapshot(await this.#withDetails(order, call), this.context(call.timeZone, call));
  }

  /**
   * Adds details to an order that requires action although none of its numbers says why. Only the PhoneNumber
   * resource shows `missing_required_fields`, so the numbers are read one by one in this case only. The
   * details only explain the status: if they cannot be read, the order stays as it was read.
   */
  async #withDetails(order: PortIn, call: CallContext): Promise<PortIn> {
    const numbers = order.phone_numbers;
    const explains = (number: PortInNumber) =>
      number.portable === false ||
      number.missing_required_fields === true ||
      this.#statusMap.ofNumber(number.port_in_phone_number_status ?? '') === 'rejected';
    if (!asksForAction(order.port_in_request_status ?? '') || numbers.some(explains)) return order;
    const details = await mapConcurrently(
      numbers.slice(0, MAX_DETAILED_NUMBERS),
      REQUEST_CONCURRENCY,
      (number) => this.#detailed(order.port_in_request_sid, number, call),
    );
    return { ...order, phone_numbers: [...details, ...numbers.slice(MAX_DETAILED_NUMBERS)] };
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
