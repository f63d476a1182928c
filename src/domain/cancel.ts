import type { AskedCommand, Decision, Refusal } from './commands';
import { isFinal } from './item-status';
import { currentItems, openAttempt, type CancelRequest, type OrderItem, type Port } from './port';
import { MINUTE, toRfc3339, type Instant } from './time';
import type { Note } from './timeline';
import { cancelByOf, refusesCancelFrom } from './window';

/** Take numbers out of the port; without `numbers`, all that are still open. */
export interface CancelCommand {
  readonly name: 'cancel';
  readonly numbers?: readonly string[];
  readonly reason?: string;
}

/** A date that was read longer ago than this may have moved: one look comes before a refusal. */
const DATE_IS_FRESH_FOR = 15 * MINUTE;

/**
 * Judges a cancel number by number, at the moment it was asked: accepted before the deadline, and always while there
 * is no date. The end is what the provider says.
 */
export function judgeCancel(
  port: Port,
  asked: AskedCommand,
  command: CancelCommand,
): Decision & { readonly isOnOldDate: boolean } {
  const items = currentItems(port);
  const accepted: string[] = [];
  const refused: Refusal[] = [];
  let isOnOldDate = false;
  const wanted =
    command.numbers ?? items.filter((item) => !isFinal(item.status)).map((item) => item.phoneNumber);
  for (const number of new Set(wanted)) {
    const item = items.find(({ phoneNumber }) => phoneNumber === number);
    const refusal = item === undefined ? unknownNumber(number) : cancelRefusal(port, item, asked.at);
    if (refusal === undefined) accepted.push(number);
    else refused.push(refusal);
    if (refusal?.code === 'cancellation_window_closed') {
      isOnOldDate ||= (port.reading.readAt ?? 0) < asked.at - DATE_IS_FRESH_FOR;
    }
  }
  if (wanted.length === 0) refused.push(nothingOpen());
  return { accepted, refused, isOnOldDate };
}

/** Marks the accepted numbers; those that are not at the provider yet are out at once. */
export function withCancel(
  port: Port,
  asked: AskedCommand,
  command: CancelCommand,
  accepted: readonly string[],
): { port: Port; notes: Note[] } {
  if (accepted.length === 0) return { port, notes: [] };
  const attempt = openAttempt(port);
  const isUnknown = attempt?.state === 'unknown';
  const current = new Set(currentItems(port));
  const items = port.items.map((item): OrderItem => {
    if (!current.has(item) || !accepted.includes(item.phoneNumber)) return item;
    // What is on its way needs no second push; what the provider refused is asked of it again.
    if (item.cancel !== undefined && item.cancel.state !== 'refused') return item;
    const cancel: CancelRequest = { askedAt: asked.at, state: 'asked' };
    // What may be at the provider is canceled there, once it is found.
    const mayBeThere =
      item.orderRef !== undefined || (isUnknown && attempt.numbers.includes(item.phoneNumber));
    return mayBeThere ? { ...item, cancel } : { ...item, cancel, status: 'canceled', changedAt: asked.at };
  });
  // Nothing further is sent: what remains of the attempt begins anew without the canceled numbers.
  const isWithdrawn =
    attempt !== undefined && !isUnknown && attempt.numbers.some((n) => accepted.includes(n));
  const attempts = port.attempts.map((other) =>
    isWithdrawn && other === attempt ? { ...other, state: 'withdrawn' as const } : other,
  );
  const isUncertain = (item: OrderItem) =>
    item.foc !== undefined && asked.at >= cancelByOf(item.foc, port.policy);
  const notes = accepted.map((phoneNumber): Note => {
    const item = items.find((other) => other.phoneNumber === phoneNumber && other.cancel !== undefined);
    return {
      kind: 'cancel_requested',
      phoneNumber,
      data: {
        ...(command.reason !== undefined && { reason: command.reason }),
        ...(item !== undefined && isUncertain(item) && { deadline_uncertain: true }),
      },
    };
  });
  return { port: { ...port, items, attempts }, notes };
}

/** The next cancel that is to be sent: a whole order where that is what was asked, otherwise number by number. */
export interface CancelToSend {
  readonly orderRef: string;
  readonly isWhole: boolean;
  readonly numbers: readonly { readonly phoneNumber: string; readonly ref?: string }[];
}

/** A cancel that was accepted and not taken by the provider yet. */
export function cancelToSend(port: Port, now: Instant): CancelToSend | undefined {
  const due = port.items.filter((item) => isToBeSent(item) && now >= (item.cancel?.failure?.retryAt ?? now));
  const orderRef = due[0]?.orderRef;
  if (orderRef === undefined) return undefined;
  const own = due.filter((item) => item.orderRef === orderRef);
  const open = port.items.filter((item) => item.orderRef === orderRef && isPerhapsOpen(item));
  const isOutside = (item: OrderItem) =>
    item.foc === undefined || now < refusesCancelFrom(item.foc, port.policy);
  return {
    orderRef,
    isWhole: own.length === open.length && own.every(isOutside),
    numbers: own.map(({ phoneNumber, ref }) => ({ phoneNumber, ...(ref !== undefined && { ref }) })),
  };
}

/** A number that has ended, and that the newest read shows alive, would be canceled with its order. */
function isPerhapsOpen(item: OrderItem): boolean {
  return !isFinal(item.status) || item.contradiction !== undefined;
}

/** When a cancel that failed is sent again. */
export function cancelRetryAt(item: OrderItem): Instant | undefined {
  return isToBeSent(item) ? item.cancel?.failure?.retryAt : undefined;
}

/** When a cancel that is still unconfirmed is too late; undefined when there is nothing to tell. */
export function cancelIsLateAt(port: Port, item: OrderItem): Instant | undefined {
  const { cancel, foc } = item;
  if (cancel === undefined || cancel.state === 'refused' || isFinal(item.status)) return undefined;
  const deadline = foc && refusesCancelFrom(foc, port.policy);
  return deadline === cancel.toldLateFor ? undefined : deadline;
}

/** Tells of every cancel that was not confirmed in time, once for each deadline. */
export function speakLateCancels(port: Port, at: Instant): { items: OrderItem[]; notes: Note[] } {
  const notes: Note[] = [];
  const items = port.items.map((item) => {
    const lateAt = cancelIsLateAt(port, item);
    if (lateAt === undefined || lateAt > at || item.cancel === undefined) return item;
    notes.push({ kind: 'cancel_not_confirmed_in_time', phoneNumber: item.phoneNumber });
    return { ...item, cancel: { ...item.cancel, toldLateFor: lateAt } };
  });
  return { items, notes };
}

/** Somebody here wants this number out, and the provider has not refused. */
export function isBeingCanceled(item: OrderItem): boolean {
  return item.status === 'canceling' || (item.cancel !== undefined && item.cancel.state !== 'refused');
}

/** A cancel that was accepted, and that the provider has not answered yet. */
export function isToBeSent(item: OrderItem): boolean {
  return item.cancel?.state === 'asked' && item.orderRef !== undefined && !isFinal(item.status);
}

/** Why a number may not be canceled at an instant; undefined when it may. */
export function cancelRefusal(port: Port, item: OrderItem, at: Instant): Refusal | undefined {
  if (isFinal(item.status)) {
    return {
      number: item.phoneNumber,
      code: 'number_ended',
      message: `${item.phoneNumber} is ${item.status} already.`,
      allowed: [],
    };
  }
  const { foc } = item;
  if (foc === undefined || port.policy.enforcement !== 'hard') return undefined;
  if (at < refusesCancelFrom(foc, port.policy)) return undefined;
  const ticket = port.orders.find((order) => order.ref === item.orderRef)?.supportTicket;
  const cancelBy = toRfc3339(cancelByOf(foc, port.policy));
  return {
    number: item.phoneNumber,
    code: 'cancellation_window_closed',
    message:
      `${item.phoneNumber} could be canceled until ${cancelBy}; it moves at ${toRfc3339(foc.from)}. ` +
      `Only the provider's support may still help${ticket === undefined ? '' : `: ticket ${ticket}`}.`,
    allowed: ['refresh'],
    cancelBy,
    foc: toRfc3339(foc.from),
  };
}

function unknownNumber(number: string): Refusal {
  return { number, code: 'unknown_number', message: `${number} is not in this port.`, allowed: [] };
}

function nothingOpen(): Refusal {
  return { code: 'number_ended', message: 'Every number of this port has ended already.', allowed: [] };
}
