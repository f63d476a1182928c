import type { Change } from './change';
import type { AskedCommand, CommandRule, Decision, Need, Refusal } from './commands';
import type { Foc } from './foc';
import { isFinal } from './item-status';
import type { NumberOutcome } from './outcome';
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
import { openPredecessors } from './predecessors';
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
      status === 'draft' && (command.numbers === undefined || command.numbers.includes(phoneNumber)),
  );
  return takesDraft ? 'recall' : undefined;
}

/** The newest look is so old, or showed so little, that a date may have moved since. */
export function isOnOldDate({ reading }: Port, at: Instant): boolean {
  return (reading.readAt ?? 0) < at - DATE_IS_FRESH_FOR || reading.failures !== undefined;
}

/**
 * Judges a cancel number by number, at the moment it was asked: accepted before the deadline, and always while there
 * is no date. The end is what the provider says.
 */
function judgeCancel(port: Port, { at, command }: AskedCommand<CancelCommand>): Decision {
  const open = currentItems(port).filter((item) => !isFinal(item.status) || isHeldByOldOrder(port, item, at));
  const wanted = command.numbers ?? open.map((item) => item.phoneNumber);
  return wanted.length === 0 ? { accepted: [], refused: [nothingOpen()] } : judgeNumbers(port, wanted, at);
}

/** Which of some numbers could be canceled together at an instant, and why the others could not. */
export function judgeNumbers(port: Port, wanted: readonly string[], at: Instant): Decision {
  const byNumber = new Map(currentItems(port).map((item) => [item.phoneNumber, item]));
  const accepted: string[] = [];
  const refused: Refusal[] = [];
  for (const number of new Set(wanted)) {
    const item = byNumber.get(number);
    const refusal = item === undefined ? unknownNumber(number) : cancelRefusal(port, item, at);
    const isAccepted = refusal === undefined || (item !== undefined && isHeldByOldOrder(port, item, at));
    if (isAccepted) accepted.push(number);
    else refused.push(refusal);
  }
  const parts = partsOfOrders(port, accepted);
  return {
    accepted: accepted.filter((number) => !parts.has(number)),
    refused: [...refused, ...[...parts].map(([number, siblings]) => onlyAsAWhole(port, number, siblings))],
  };
}

/** The number has ended, but an order that it was in before is open, and can be canceled. */
function isHeldByOldOrder(port: Port, item: OrderItem, at: Instant): boolean {
  if (!isFinal(item.status) || item.settled !== undefined) return false;
  return openPredecessors(port, item).some((old) => isToBeRenewed(port, old, at));
}

/** A cancel of this item would be news to the provider, and it would still take it. */
function isToBeRenewed(port: Port, item: OrderItem, at: Instant): boolean {
  return renewedCancel(item, at) !== undefined && mayStillBeCanceled(port, item, at);
}

/** Numbers that cannot be taken out of their orders alone, each with the siblings that would go along. */
function partsOfOrders(port: Port, numbers: readonly string[]): ReadonlyMap<string, readonly string[]> {
  if (port.capabilities.cancel !== 'order') return new Map();
  const chosen = new Set(numbers);
  const open = currentItems(port).filter((item) => item.orderRef !== undefined && !isFinal(item.status));
  return new Map(
    open.flatMap(({ phoneNumber, orderRef }) => {
      if (!chosen.has(phoneNumber)) return [];
      const siblings = open.flatMap((other) =>
        other.orderRef === orderRef && !chosen.has(other.phoneNumber) && !isBeingCanceled(other)
          ? [other.phoneNumber]
          : [],
      );
      return siblings.length > 0 ? [[phoneNumber, siblings] as const] : [];
    }),
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

/**
 * The cancel of an item as it is to be sent now; undefined when the provider was asked and carries it out, or is being
 * asked. What it refused, and what it took and does not carry out, is asked of it again.
 */
export function renewedCancel({ cancel, status }: OrderItem, at: Instant): CancelRequest | undefined {
  if (cancel === undefined) return { askedAt: at, state: 'asked' };
  if (cancel.state === 'asked' || (cancel.state === 'sent' && status === 'canceling')) return undefined;
  const { failure: _, ...kept } = cancel;
  return { ...kept, askedAt: at, state: 'asked' };
}

/** Marks the accepted numbers and their old orders; numbers that are not at the provider yet are out at once. */
function withCancel(
  port: Port,
  { at, command }: AskedCommand<CancelCommand>,
  accepted: readonly string[],
): Change {
  const chosen = new Set(accepted);
  const items = port.items.map((item): OrderItem => {
    if (!chosen.has(item.phoneNumber) || isFinal(item.status)) return item;
    if (item.superseded !== undefined) return withOldCancel(port, item, at);
    const renewed = renewedCancel(item, at);
    // Already on its way.
    if (renewed === undefined) return item;
    const cancel = withLateness(port, item, renewed, at);
    const { settled: _, ...unsettled } = item;
    // What may be at the provider is canceled there, once it is found.
    return mayBeAtProvider(port, item)
      ? { ...unsettled, cancel }
      : { ...unsettled, cancel, status: 'canceled', changedAt: at };
  });
  const byNumber = new Map(currentItems({ ...port, items }).map((item) => [item.phoneNumber, item] as const));
  const notes = accepted.map((phoneNumber): Note => ({
    kind: 'cancel_requested',
    phoneNumber,
    data: {
      ...(command.reason !== undefined && { reason: command.reason }),
      ...lateness(port, byNumber.get(phoneNumber), at),
    },
  }));
  return { port: takeBack({ ...port, items }, accepted), notes };
}

/** An order that was replaced, and that the provider may still act on, is canceled with its number. */
function withOldCancel(port: Port, item: OrderItem, at: Instant): OrderItem {
  const cancel = renewedCancel(item, at);
  const isWanted = item.orderRef !== undefined && mayStillBeCanceled(port, item, at);
  return cancel === undefined || !isWanted ? item : { ...item, cancel };
}

/** A cancel that is asked for after its deadline is no surprise when the deadline has passed. */
function withLateness(port: Port, { foc }: OrderItem, cancel: CancelRequest, at: Instant): CancelRequest {
  const deadline = foc && lastDeadline(port, foc, at);
  return deadline === undefined ? cancel : { ...cancel, toldLateFor: deadline };
}

/** The newest deadline of a date that has passed. */
function lastDeadline(port: Port, foc: Foc, at: Instant): Instant | undefined {
  return [refusesCancelFrom(foc, port.policy), cancelByOf(foc, port.policy)].find(
    (deadline) => deadline <= at,
  );
}

/** What people should know of a cancel that is accepted after the safe time to ask for it. */
function lateness(port: Port, item: OrderItem | undefined, at: Instant): Record<string, true> {
  if (item?.foc === undefined || item.cancel === undefined || at < cancelByOf(item.foc, port.policy))
    return {};
  return isInsideWindow(port, item, at) ? { inside_window: true } : { deadline_uncertain: true };
}

/**
 * A submission that was certainly not sent, and holds one of these numbers, is taken back: what remains of it begins
 * anew without them, or with what was mended.
 */
export function takeBack(port: Port, numbers: readonly string[]): Port {
  const attempt = openAttempt(port);
  const isOnItsWay = attempt?.state === 'ready' || attempt?.state === 'delayed';
  if (!isOnItsWay || !attempt.numbers.some((number) => numbers.includes(number))) return port;
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

/**
 * When a cancel that is still unconfirmed is too late; undefined when there is nothing to tell. `cancelBy` first; for a
 * cancel that was accepted after it, the moment from which the provider refuses.
 */
export function cancelIsLateAt(port: Port, item: OrderItem): Instant | undefined {
  const { cancel, foc } = item;
  if (cancel === undefined || cancel.state === 'refused' || isFinal(item.status) || foc === undefined)
    return undefined;
  const cancelBy = cancelByOf(foc, port.policy);
  const last = refusesCancelFrom(foc, port.policy);
  if (cancel.toldLateFor === last) return undefined;
  if (cancel.toldLateFor === cancelBy) return cancel.askedAt < cancelBy ? undefined : last;
  return cancelBy;
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

/**
 * A cancel that was accepted, and that the provider has not answered yet. That a person settled the number as canceled
 * does not take it back: the provider still has to be told.
 */
export function isToBeSent(item: OrderItem): boolean {
  return (
    item.cancel?.state === 'asked' &&
    item.orderRef !== undefined &&
    !hasMoved(item.settled?.as) &&
    !isFinal(item.status)
  );
}

/** A person says that the number has moved: there is nothing left to cancel. */
function hasMoved(settledAs: NumberOutcome | undefined): boolean {
  return settledAs === 'ported' || settledAs === 'reversed';
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
  const ticket = port.orders.find((order) => order.ref === orderRef)?.supportTicket;
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
