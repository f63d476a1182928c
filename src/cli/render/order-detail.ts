import type { OrderCancel, OrderDetail, OrderNumber } from '../../contract/order-operations';
import { columns } from './columns';
import { factLines } from './facts';
import { second, words } from './instants';
import { rejectionInWords } from './portability';
import { saidLines, type Stringify } from './said';
import { section } from './section';

/** An order at the provider for people: our words first, then all of the provider's. */
export function orderDetailLines(order: OrderDetail, stringify: Stringify): string[] {
  const { ref, status, numbers, said } = order;
  return [
    `${ref}: ${status === '' ? '-' : status}`,
    ...factLines([
      ['canceled because', order.cancellationReason],
      ['support key', order.supportKey],
      ['support ticket', order.supportTicket],
      ['sign at', order.signatureUrl],
    ]),
    ...section('Numbers', columns(numbers.map(numberRow))),
    ...section('In the provider’s words', saidLines(said, stringify)),
  ];
}

function numberRow({ phoneNumber, status, word, foc, rejection }: OrderNumber): string[] {
  return [
    phoneNumber,
    status === undefined ? 'in a state that only the provider knows' : words(status),
    word === '' ? '' : `(${word})`,
    foc === undefined ? '' : `FOC ${second(foc.from)}`,
    rejection === undefined ? '' : rejectionInWords(rejection),
  ];
}

/** What the provider said to a cancel, for people. */
export function orderCancelLines({ orderRef, taken, refused }: OrderCancel): string[] {
  if (taken.length + refused.length === 0) return [`Nothing of ${orderRef} is open.`];
  return columns([
    ...taken.map((phoneNumber) => [phoneNumber, 'canceled, or being canceled']),
    ...refused.map(({ phoneNumber, code, message }) => [phoneNumber, 'refused', `${code}: ${message}`]),
  ]);
}
