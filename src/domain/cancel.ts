import type { Change } from './change';
import type { AskedCommand, CommandRule, Decision, Need, Refusal } from './commands';
import { isFinal } from './item-status';
import { itemsByNumber, itemsByOrder, ordersByRef, setOf } from './lookup';
import {
  currentItems,
  mayBeAtProvider,
  openAttempt,
  withAttempt,
  type CancelRequest,
  type OrderItem,
  type Port,
} from './port';
import { MINUTE, toRfc3339, type Instant } from './time';
import type { Note } from './timeline';
import { contradictsVerdict } from './verdict';
import { cancelByOf, refusesCancelFrom } from './window';

/** Take numbers out of the port; without `numbers`, all that are still open. */
export interface CancelCommand {
  readonly name: 'cancel';
  readonly numbers?: readonly string[];
  readonly reason?: string;
}

/** A date that was read longer ago than this may have moved: one look comes before a refusal. */
const DATE_IS_FRESH_FOR = 15 * MINUTE;

export const CANCEL: CommandRule<CancelCommand> = {
  needs,
  judge: judgeCancel,
  apply: withCancel,
};

/** A refusal stands on a date that was read lately, and "never sent" on a run that has forgotten nothing. */
function needs(port: Port, asked: AskedCommand<CancelCommand>): Need | undefined {
  const { at, command, isLooked, isRecalled } = asked;
  const isLate = judgeCancel(port, asked).refused.some(({ code }) => code === 'cancellation_window_closed');
  if (!isLooked && isLate && isOnOldDate(port, at)) return 'look';
  if (isRecalled === true || openAttempt(port)?.state === 'unknown') return undefined;
  const takesDraft = currentItems(port).some(
    ({ status, phoneNumber }) =>
      status === 'draft' && (command.numbers === undefined || setOf(command.numbers).has(phoneNumber)),
  );
  return takesDraft ? 'recall' : undefined;
}

/** The newest look is so old that a date may have moved since. */
export function isOnOldDate(port: Port, at: Instant): boolean {
  return (port.reading.readAt ?? 0) < at - DATE_IS_FRESH_FOR;
}

/**
 * Judges a cancel number by number, at the moment it was asked: accepted before the deadline, and always while there
 * is no date. The end is what the provider says.
 */
function judgeCancel(port: Port, { at, command }: AskedCommand<CancelCommand>): Decision {
  const open = currentItems(port).filter((item) => !isFinal(item.status));
  const wanted = command.numbers ?? open.map((item) => item.phoneNumber);
  return wanted.length === 0 ? { accepted: [], refused: [nothingOpen()] } : judgeNumbers(port, wanted, at);
}

/** Which of some numbers could be canceled together at an instant, and why the others could not. */
export function judgeNumbers(port: Port, wanted: readonly string[], at: Instant): Decision {
  const byNumber = itemsByNumber(currentItems(port));
  const accepted: string[] = [];
  const refused: Refusal[] = [];
  for (const number of new Set(wanted)) {
    const item = byNumber.get(number)?.[0];
    const refusal = item === undefined ? unknownNumber(number) : cancelRefusal(port, item, at);
    if (refusal === undefined) accepted.push(number);
    else refused.push(refusal);
  }
  const parts = partsOfOrders(port, accepted);
  return {
    accepted: accepted.filter((number) => !parts.has(number)),
    refused: [...refused, ...[...parts].map(([number, siblings]) => onlyAsAWhole(port, number, siblings))],
  };
}

/** Numbers that cannot be taken out of their orders alone, each with the siblings that would go along. */
function partsOfOrders(port: Port, numbers: readonly string[]): ReadonlyMap<string, readonly string[]> {
  if (port.capabilities.cancel !== 'order') return new Map();
  const chosen = new Set(numbers);
  const current = currentItems(port);
  const byNumber = itemsByNumber(current);
  // What would go along is the same for all of an order, so it is looked for once.
  const siblingsIn = new Map<string, readonly string[]>();
  const siblingsOf = (orderRef: string) => {
    const known = siblingsIn.get(orderRef) ?? siblingsLeft(current, orderRef, chosen);
    siblingsIn.set(orderRef, known);
    return known;
  };
  return new Map(
    numbers.flatMap((number) => {
      const item = byNumber.get(number)?.[0];
      if (item?.orderRef === undefined || isFinal(item.status)) return [];
      const siblings = siblingsOf(item.orderRef);
      return siblings.length > 0 ? [[number, siblings] as const] : [];
    }),
  );
}

/** The numbers of an order that are open, and that nobody chose or cancels. */
function siblingsLeft(
  current: readonly OrderItem[],
  orderRef: string,
  chosen: ReadonlySet<string>,
): readonly string[] {
  return (itemsByOrder(current).get(orderRef) ?? []).flatMap((other) =>
    isFinal(other.status) || chosen.has(other.phoneNumber) || isBeingCanceled(other)
      ? []
      : [other.phoneNumber],
  );
}

/** How many siblings a refusal names. */
const MOST_SIBLINGS = 10;

function onlyAsAWhole(port: Port, number: string, siblings: readonly string[]): Refusal {
  const named = siblings.slice(0, MOST_SIBLINGS).join(', ');
  const more = siblings.length > MOST_SIBLINGS ? ` and ${String(siblings.length - MOST_SIBLINGS)} more` : '';
  const message =
    `${port.request.provider} cancels an order only as a whole, and ${number} shares one with ${named}${more}. ` +
    'Cancel these too, or ask its support.';
  return { number, code: 'not_supported', message, allowed: ['cancel', 'refresh'] };
}

/** Marks the accepted numbers; those that are not at the provider yet are out at once. */
function withCancel(
  port: Port,
  { at, command }: AskedCommand<CancelCommand>,
  accepted: readonly string[],
): Change {
  const chosen = new Set(accepted);
  const items = port.items.map((item): OrderItem => {
    if (!chosen.has(item.phoneNumber) || item.superseded !== undefined) return item;
    // What is on its way needs no second push; what the provider refused is asked of it again.
    if (item.cancel !== undefined && item.cancel.state !== 'refused') return item;
    const cancel: CancelRequest = { askedAt: at, state: 'asked' };
    const { settled: _, ...unsettled } = item;
    // What may be at the provider is canceled there, once it is found.
    return mayBeAtProvider(port, item)
      ? { ...unsettled, cancel }
      : { ...unsettled, cancel, status: 'canceled', changedAt: at };
  });
  const byNumber = new Map(items.map((item) => [item.phoneNumber, item] as const));
  const isUncertain = (phoneNumber: string) => {
    const item = byNumber.get(phoneNumber);
    return item?.foc !== undefined && item.cancel !== undefined && at >= cancelByOf(item.foc, port.policy);
  };
  const notes = accepted.map((phoneNumber): Note => ({
    kind: 'cancel_requested',
    phoneNumber,
    data: {
      ...(command.reason !== undefined && { reason: command.reason }),
      ...(isUncertain(phoneNumber) && { deadline_uncertain: true }),
    },
  }));
  return { port: takeBack({ ...port, items }, accepted), notes };
}

/**
 * A submission that was certainly not sent, and holds one of these numbers, is taken back: what remains of it begins
 * anew without them, or with what was mended.
 */
export function takeBack(port: Port, numbers: readonly string[]): Port {
  const attempt = openAttempt(port);
  const isOnItsWay = attempt?.state === 'ready' || attempt?.state === 'delayed';
  if (!isOnItsWay || !attempt.numbers.some((number) => setOf(numbers).has(number))) return port;
  return withAttempt(port, { ...attempt, state: 'withdrawn' });
}

/** Only the provider's support can take a number out of an order. */
export function isByTicket({ capabilities }: Port): boolean {
  return capabilities.cancel === 'ticket';
}

/** Whether the provider would still take a cancel of an item that it has or may have. */
export function mayStillBeCanceled(port: Port, item: OrderItem, at: Instant): boolean {
  return !isByTicket(port) && cancelRefusal(port, item, at) === undefined;
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
    // Where only whole orders can be canceled, the provider's people may still help inside a window.
    isWhole: own.length === open.length && (port.capabilities.cancel === 'order' || own.every(isOutside)),
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
  return (
    item.cancel?.state === 'asked' &&
    item.orderRef !== undefined &&
    item.settled === undefined &&
    !isFinal(item.status)
  );
}

/** Why a number may not be canceled at an instant; undefined when it may. */
export function cancelRefusal(port: Port, item: OrderItem, at: Instant): Refusal | undefined {
  if (isFinal(item.status) || (item.settled !== undefined && !contradictsVerdict(item))) {
    return {
      number: item.phoneNumber,
      code: 'number_ended',
      message: `${item.phoneNumber} is ${item.settled?.as ?? item.status} already.`,
      allowed: [],
    };
  }
  const isHard = port.policy.enforcement === 'hard';
  return isHard && isInsideWindow(port, item, at) ? windowClosed(port, item) : undefined;
}

/** The time to cancel a number is over. */
export function isInsideWindow(port: Port, { foc }: OrderItem, at: Instant): boolean {
  return foc !== undefined && at >= refusesCancelFrom(foc, port.policy);
}

/** The refusal of what would cancel a number on its date. */
export function windowClosed(port: Port, { phoneNumber, foc, orderRef }: OrderItem): Refusal {
  const ticket = orderRef === undefined ? undefined : ordersByRef(port.orders).get(orderRef)?.supportTicket;
  const dates = foc && { cancelBy: toRfc3339(cancelByOf(foc, port.policy)), foc: toRfc3339(foc.from) };
  return {
    number: phoneNumber,
    code: 'cancellation_window_closed',
    message:
      `${phoneNumber} could be canceled until ${dates?.cancelBy ?? 'now'}; it moves at ${dates?.foc ?? 'any moment'}. ` +
      `Only the provider's support may still help${ticket === undefined ? '' : `: ticket ${ticket}`}.`,
    allowed: ['refresh'],
    ...dates,
  };
}

export function unknownNumber(number: string): Refusal {
  return { number, code: 'unknown_number', message: `${number} is not in this port.`, allowed: [] };
}

function nothingOpen(): Refusal {
  return { code: 'number_ended', message: 'Every number of this port has ended already.', allowed: [] };
}
