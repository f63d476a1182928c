/**
 * # Ending: when a port or a number ends by itself, and when people are told before
 *
 * - A port ends when each of its numbers has ended, after its hold for reversals (`endingOf`).
 * - What ends waits for the provider first: for the end of a cancel (`hasWaitedFor`) or of a replaced order (`isOverdue`),
 *   and for a read that shows it (`isReadSince`), but not for ever (`blindAt`).
 * - A number that waits for a person has a deadline, and is given up then (`answerByOf`).
 * - A draft that was never sent expires (`draftExpiresAt`).
 * - A reminder precedes both (`reminderAt`, `draftReminderAt`). Silence of the provider ends nothing and only raises an
 *   attention (`noNewsAt`, `missingAt`).
 */

import type { Attempt, AttemptState } from '../model/attempt';
import type { OrderItem } from '../model/item';
import type { Ending } from '../model/outcome';
import type { Port } from '../model/port';
import { DAY, HOUR, type Instant, type Milliseconds, MINUTE } from '../model/time';
import { isBeingCanceled, isByTicket, isToBeSent } from './canceling';
import {
  blockingPredecessors,
  contradictsSettlement,
  currentItems,
  isActive,
  isCurrent,
  isFinal,
  isLeftBehind,
  isStranded,
  mayBeAtProvider,
} from './items';
import { itemsByNumber, memoizeByIdentity, setOf } from './lookup';
import { NUMBER_IN_FLIGHT } from './retry';

/** How a port ends that is over. */
export interface DueEnding {
  readonly ending: Omit<Ending, 'at'>;
  /** When its draft expired, if it ends for that. */
  readonly draftExpiredAt?: Instant;
}

/**
 * Whether the port is over, and how; undefined while something can still happen.
 *
 * @param attempt - the attempt that is in progress
 */
export function endingOf(port: Port, attempt: Attempt | undefined, now: Instant): DueEnding | undefined {
  if (isEveryNumberAtItsEnd(port)) {
    const isHeld = isHolding(port) && !isHoldOver(port, now);
    const isBusy = hasCancelToSend(port) || hasOrderToFind(port, attempt);
    return isHeld || isBusy ? undefined : { ending: kindOfEnding(port) };
  }
  const expiresAt = draftExpiresAt(port);
  const isDue = expiresAt !== undefined && now >= expiresAt && draftReminderAt(port) === undefined;
  return isDue ? { ending: { kind: 'draft_expired' }, draftExpiredAt: expiresAt } : undefined;
}

function kindOfEnding(port: Port): Omit<Ending, 'at'> {
  const { abandoned } = port;
  if (abandoned !== undefined) return { kind: 'abandoned', ...abandoned };
  const isUnanswered = currentItems(port).some((item) => item.givenUp !== undefined);
  return { kind: isUnanswered ? 'answer_by' : 'natural' };
}

function isEveryNumberAtItsEnd(port: Port): boolean {
  return currentItems(port).every((item) => isAtItsEnd(port, item));
}

/** The number has ended, and no person needs to decide about it. */
export function isAtItsEnd(port: Port, item: OrderItem): boolean {
  if (item.settled !== undefined) return !contradictsSettlement(item);
  const isWaitedFor = item.givenUp !== undefined && hasWaitedFor(port, item, item.givenUp.at);
  if (item.contradiction !== undefined) return isWaitedFor;
  if (item.status === 'ported' || item.status === 'reversed') return true;
  const old = blockingPredecessors(port, item);
  if (old.some((each) => each.contradiction !== undefined)) return isWaitedFor;
  // A person canceled the number, and its old order is still open: a person must decide.
  if (item.givenUp === undefined && item.cancel !== undefined && old.length > 0) return false;
  if (isWaitingForOldOrder(port, item)) return false;
  if (item.givenUp !== undefined) return isWaitedFor || !isStillCanceled(port, item);
  // A person canceled the number, and the provider canceled it.
  if (item.cancel !== undefined && (item.status === 'canceled' || item.status === 'expired')) return true;
  return isLeftBehind(port, item);
}

/** The number was given up, a cancel of it was sent, and the provider may still confirm it. */
function isStillCanceled(port: Port, item: OrderItem): boolean {
  const isOpen = !isFinal(item.status) && mayBeAtProvider(port, item);
  return isOpen && item.cancel !== undefined && item.cancel.state !== 'refused';
}

/** A number that is not portable holds the others, unless the request says to continue without it. */
export function isHeldByNotPortable(port: Port): boolean {
  return (
    port.request.onNotPortable === 'hold' &&
    currentItems(port).some(
      (item) => item.status === 'not_portable' && item.orderRef === undefined && isActive(item),
    )
  );
}

/** An accepted cancel is sent before the port ends, unless it has waited for too long. */
function hasCancelToSend(port: Port): boolean {
  return port.items.some(
    (item) => item.cancel !== undefined && isToBeSent(item) && !hasWaitedFor(port, item, item.cancel.askedAt),
  );
}

/** An attempt with an unknown outcome is searched for before the port ends, unless that takes too long. */
function hasOrderToFind(port: Port, attempt: Attempt | undefined): boolean {
  if (attempt?.state !== 'unknown' || attempt.search?.nextAt === undefined) return false;
  return port.asOf < confirmedBy(port, attempt.failure?.since ?? attempt.startedAt);
}

/** All numbers have ended, but the port stays open because a ported number can be reversed. */
export function isHolding(port: Port): boolean {
  return port.policy.holdAfterPorted > 0 && isEveryNumberAtItsEnd(port) && portedItems(port).length > 0;
}

/** The hold is over when a read after its end shows the numbers, or when reads have failed for too long. */
function isHoldOver(port: Port, now: Instant): boolean {
  const until = holdsUntil(port);
  return now >= until && (isHoldRead(port) || now >= blindAt(port, until));
}

/** The ported numbers were read since the end of the hold. */
export function isHoldRead(port: Port): boolean {
  return portedItems(port).every((item) => isReadSince(port, item, holdsUntil(port)));
}

/** Until when a port is held open after its last number ported. */
export function holdsUntil(port: Port): Instant {
  return Math.max(...portedItems(port).map((item) => item.changedAt)) + port.policy.holdAfterPorted;
}

function portedItems(port: Port): OrderItem[] {
  return currentItems(port).filter((item) => item.status === 'ported');
}

/**
 * The provider has not confirmed in time that an old item is canceled, or refuses to cancel it. If only its support
 * can cancel, the provider was not asked, and there is nothing to wait for.
 */
export function isOverdue(port: Port, item: OrderItem): boolean {
  const { superseded, cancel } = item;
  if (superseded === undefined) return false;
  return (
    isByTicket(port) || cancel?.state === 'refused' || hasWaitedFor(port, item, waitedForSince(superseded))
  );
}

/** An order that the item replaces is not closed yet, and the provider should confirm that soon. */
export function isWaitingForOldOrder(port: Port, item: OrderItem): boolean {
  return blockingPredecessors(port, item).some((old) => !isOverdue(port, old));
}

/** Since when the old item is overdue. */
export function overdueSince(port: Port, { superseded, cancel }: OrderItem): Instant {
  const since = superseded === undefined ? port.asOf : waitedForSince(superseded);
  if (isByTicket(port)) return since;
  return cancel?.state === 'refused'
    ? Math.max(since, cancel.failure?.since ?? since)
    : confirmedBy(port, since);
}

/** Since when the port waits for the end of an old order; restarts when the order is revived. */
export function waitedForSince({ at, revivedAt }: NonNullable<OrderItem['superseded']>): Instant {
  return Math.max(at, revivedAt ?? at);
}

/**
 * The provider should have confirmed a cancel by now, and a read since its deadline shows the provider status of the
 * number.
 */
export function hasWaitedFor(port: Port, item: OrderItem, askedAt: Instant): boolean {
  return isKnownSince(port, item, confirmedBy(port, askedAt));
}

/** The deadline for the provider to confirm a cancel. */
export function confirmedBy(port: Port, askedAt: Instant): Instant {
  return askedAt + port.policy.confirmWithin;
}

/**
 * Whether an instant may now end or cancel something: the number was read since, or reads have failed for so long
 * that the port stops waiting. A number without an order needs no read. Warnings need no read; irreversible steps do.
 */
function isKnownSince(port: Port, item: OrderItem, instant: Instant): boolean {
  if (!hasOrder(port, item)) return port.asOf >= instant;
  return isReadSince(port, item, instant) || port.asOf >= blindAt(port, instant);
}

/** When an action that waits for a read since an instant happens without one. */
export function blindAt(port: Port, instant: Instant): Instant {
  return instant + port.policy.readPatience;
}

/**
 * Every order of the number was read successfully at or after the instant. A contradicted status does not count
 * before the second read: a number whose order may be active again is not ended.
 */
export function isReadSince(port: Port, item: OrderItem, instant: Instant): boolean {
  const { readAt, failures } = port.reading;
  if (readAt === undefined || readAt < instant) return false;
  if ([item, ...blockingPredecessors(port, item)].some((each) => each.contradiction !== undefined))
    return false;
  return failures === undefined || ordersOf(port, item).every((ref) => failures[ref] === undefined);
}

/** The number is in an order, or in a replaced order that the provider may still act on. */
export function hasOrder(port: Port, item: OrderItem): boolean {
  return ordersOf(port, item).length > 0;
}

function ordersOf(port: Port, item: OrderItem): string[] {
  const old = blockingPredecessors(port, item).flatMap(({ orderRef }) => orderRef ?? []);
  return item.orderRef === undefined ? old : [item.orderRef, ...old];
}

/** The number ends by itself after one more poll: its answer-by has passed, or its hold after porting is over. */
export function endsWithPoll(port: Port, item: OrderItem, now: Instant): boolean {
  if (!isCurrent(item)) return false;
  if (item.status === 'ported' && port.policy.holdAfterPorted > 0) {
    const until = holdsUntil(port);
    return until <= now && !isReadSince(port, item, until);
  }
  const answerBy = answerByOf(port, item);
  return answerBy !== undefined && answerBy <= now;
}

/**
 * The deadline for people's answer about a number. Undefined when no answer is needed, or when the provider may still
 * act by itself. Each answer restarts the whole time, and people can extend it.
 */
export function answerByOf(port: Port, item: OrderItem): Instant | undefined {
  const since = askedSince(port, item);
  if (since === undefined) return undefined;
  const answerBy = Math.max(since, item.answeredAt ?? since) + port.policy.answerBy;
  return Math.max(answerBy, item.extendedUntil ?? answerBy);
}

function askedSince(port: Port, item: OrderItem): Instant | undefined {
  if (!isActive(item) || item.cancel !== undefined) return undefined;
  if (item.status === 'draft') {
    const since = draftSince(port, item);
    if (isInFlight(port, item)) return Math.max(since, port.draftFailure?.since ?? 0);
    return lacksSomething(port, item) ? since : undefined;
  }
  return isStranded(item.status) && !isLeftBehind(port, item) ? item.changedAt : undefined;
}

/** A draft that was created later, or that waited for its old order to end, has its own full time. */
function draftSince(port: Port, { phoneNumber, attempt, changedAt }: OrderItem): Instant {
  const old = attempt === 1 ? [] : (itemsByNumber(port.items).get(phoneNumber) ?? []);
  return Math.max(port.missingSince ?? changedAt, changedAt, ...old.map((item) => item.changedAt));
}

function lacksSomething(port: Port, item: OrderItem): boolean {
  if (mayBeAtProvider(port, item) || blockingPredecessors(port, item).length > 0) return false;
  return port.missing.some(({ numbers }) => numbers === undefined || setOf(numbers).has(item.phoneNumber));
}

/** The numbers of the newest failed check that another port has. */
export function numbersInFlight({ draftFailure }: Port): readonly string[] {
  if (draftFailure?.problem.code !== NUMBER_IN_FLIGHT) return [];
  return draftFailure.problem.numbers ?? [];
}

/** Another port has the number: nothing is sent before that port ends. */
function isInFlight(port: Port, { phoneNumber }: OrderItem): boolean {
  const numbers = numbersInFlight(port);
  return numbers.length > 0 && setOf(numbers).has(phoneNumber);
}

/** When the reminder about a number's answer-by is due; undefined when it was sent, or when none is needed. */
export function reminderAt(port: Port, item: OrderItem): Instant | undefined {
  const answerBy = answerByOf(port, item);
  return answerBy === item.remindedFor ? undefined : remindAt(port, answerBy, port.policy.answerBy);
}

/** The numbers whose answer-by has passed, and which were read since. */
export function unansweredItems(port: Port, at: Instant): OrderItem[] {
  return currentItems(port).filter((item) => {
    const answerBy = answerByOf(port, item);
    return answerBy !== undefined && answerBy <= at && isKnownSince(port, item, answerBy);
  });
}

/** A reminder that is due: of which end, and whether a late reminder moves that end. */
export interface DueReminder {
  readonly end: Instant;
  readonly isMoved: boolean;
}

/** The reminder about a number's answer-by, if it is due. */
export function dueReminder(port: Port, item: OrderItem, at: Instant): DueReminder | undefined {
  return reminderOf(port, answerByOf(port, item), reminderAt(port, item), at);
}

/** The reminder about the draft's expiry, if it is due. */
export function dueDraftReminder(port: Port, at: Instant): DueReminder | undefined {
  return reminderOf(port, draftExpiresAt(port), draftReminderAt(port), at);
}

/** A reminder up to this late counts as punctual: timers fire a moment late. */
const IN_TIME = MINUTE;

function reminderOf(
  { policy }: Port,
  planned: Instant | undefined,
  remindAt: Instant | undefined,
  at: Instant,
): DueReminder | undefined {
  if (planned === undefined || remindAt === undefined || remindAt > at) return undefined;
  const end = at <= remindAt + IN_TIME ? planned : Math.max(planned, at + policy.remindBefore);
  return { end, isMoved: end !== planned };
}

/**
 * When a draft that was never sent expires; undefined while no person is asked for anything. The time runs from the
 * last action of a person, or from the moment they were asked. A draft that waits for a manual submit does not expire
 * before its wanted date.
 */
export function draftExpiresAt(port: Port): Instant | undefined {
  if (!wasNeverSent(port) || !isPersonAwaited(port)) return undefined;
  const { actedAt = port.createdAt, missingSince = port.createdAt, policy } = port;
  const since = Math.max(port.createdAt, actedAt, missingSince, ...heldSince(port));
  const extended = currentItems(port).flatMap(({ extendedUntil }) => extendedUntil ?? []);
  const wantedDayEnd = port.isSubmitApproved ? undefined : endOfWantedDay(port);
  return Math.max(since + policy.draftExpiry, wantedDayEnd ?? 0, ...extended);
}

/** Something is missing, the draft waits for `submit`, or numbers that are not portable need a decision. */
export function isPersonAwaited(port: Port): boolean {
  return !port.isSubmitApproved || port.missing.length > 0 || isHeldByNotPortable(port);
}

/** Nothing of this port is at a provider or in flight to it. */
export function wasNeverSent({ attempts, isSubmitApproved }: Port): boolean {
  // An unapproved draft gets a search only after a reset, and the search found nothing.
  const isSearchOver = (state: AttemptState) =>
    !isSubmitApproved && (state === 'lost' || state === 'settled');
  return attempts.every(({ state }) => state === 'withdrawn' || isSearchOver(state));
}

/** Since when numbers that are not portable hold the others. */
function heldSince(port: Port): Instant[] {
  return currentItems(port).flatMap(({ status, changedAt }) =>
    status === 'not_portable' ? [changedAt] : [],
  );
}

/** The end of the wanted day in every time zone. */
function endOfWantedDay({ request }: Port): Instant | undefined {
  const day = Date.parse(`${request.schedule.date}T00:00:00Z`);
  return Number.isNaN(day) ? undefined : day + 2 * DAY;
}

/** When the reminder about the draft's expiry is due; undefined when it was sent, or when none is needed. */
export function draftReminderAt(port: Port): Instant | undefined {
  const expiresAt = draftExpiresAt(port);
  return expiresAt === port.remindedFor ? undefined : remindAt(port, expiresAt, port.policy.draftExpiry);
}

/**
 * When a reminder before an end is due. None if the whole time is no longer than `remindBefore`: the attention is the
 * reminder then.
 */
export function remindAt(
  { policy: { remindBefore } }: Port,
  end: Instant | undefined,
  whole: Milliseconds,
): Instant | undefined {
  return end === undefined || whole <= remindBefore ? undefined : end - remindBefore;
}

/** When silence about an item becomes an attention; undefined for items that are not waiting for news. */
export function noNewsAt(port: Port, item: OrderItem): Instant | undefined {
  if (!isCurrent(item) || !isActive(item)) return undefined;
  const { status, changedAt } = item;
  // A cancel that the provider accepted without effect has its own attention.
  const isSilent =
    status === 'canceling' ||
    (['in_review', 'awaiting_signature', 'submitted'].includes(status) && !isBeingCanceled(item));
  return isSilent ? changedAt + port.policy.noNews : undefined;
}

/** When a number that its order does not list raises an attention; undefined while the order lists it. */
export function missingAt(port: Port, item: OrderItem): Instant | undefined {
  const { unlistedSince, orderRef, status } = item;
  if (unlistedSince === undefined || orderRef === undefined || isFinal(status)) return undefined;
  if (!isActive(item)) return undefined;
  const sentAt = sentTimes(port.attempts).get(orderRef) ?? port.createdAt;
  return Math.max(unlistedSince, sentAt + LISTS_NUMBERS_AFTER);
}

/** A new order may need this long to list its numbers. */
const LISTS_NUMBERS_AFTER = HOUR;

const sentTimes = memoizeByIdentity(
  (attempts: readonly Attempt[]): ReadonlyMap<string, Instant> =>
    new Map(
      attempts.flatMap(({ orderRefs, sentAt, startedAt }) =>
        orderRefs.map((ref) => [ref, sentAt ?? startedAt] as const),
      ),
    ),
);
