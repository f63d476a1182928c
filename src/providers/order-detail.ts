import type { OrderDetail, OrderNumber, RawResponse } from '../contract/order-operations';
import type { ItemSnapshot, OrderSnapshot } from '../domain/model/snapshot';
import { toRfc3339 } from '../domain/model/time';
import { MAX_LENGTHS } from './foreign-text';
import { boundRejection, share, TEXTS_OF_NUMBERS } from './port-snapshot';

/** Builds the detail of an order from a snapshot and the raw response. */
export function orderDetail(order: OrderSnapshot, raw: RawResponse): OrderDetail {
  const { ref, providerStatus, cancellationReason, supportKey, supportTicket, signatureUrl, items } = order;
  return {
    ref,
    status: providerStatus,
    ...(cancellationReason !== undefined && { cancellationReason }),
    ...(supportKey !== undefined && { supportKey }),
    ...(supportTicket !== undefined && { supportTicket }),
    ...(signatureUrl !== undefined && { signatureUrl }),
    numbers: items.map((item) =>
      orderNumber(item, share(TEXTS_OF_NUMBERS, items.length, MAX_LENGTHS.itemText)),
    ),
    raw,
  };
}

function orderNumber(
  { phoneNumber, status, providerStatus, foc, rejection, type, country }: ItemSnapshot,
  maxLength: number,
): OrderNumber {
  return {
    phoneNumber,
    ...(status !== undefined && { status }),
    providerStatus,
    ...(foc !== undefined && {
      foc: { from: toRfc3339(foc.from), until: toRfc3339(foc.until), precision: foc.precision },
    }),
    ...(rejection !== undefined && { rejection: boundRejection(rejection, maxLength) }),
    ...(type !== undefined && { type }),
    ...(country !== undefined && { country }),
  };
}

/** Names of PIN fields. A field that only says whether a PIN is required is no secret. */
const NAMES_A_PIN = /(^|_)(pin|passcode)(_(?!and_account_number_required)|$)/i;

/** A raw response without PINs, at any depth. */
export function withoutPins(raw: unknown): unknown {
  if (Array.isArray(raw)) return raw.map(withoutPins);
  if (typeof raw !== 'object' || raw === null) return raw;
  return Object.fromEntries(
    Object.entries(raw)
      .filter(([name]) => !NAMES_A_PIN.test(name))
      .map(([name, value]) => [name, withoutPins(value)]),
  );
}
