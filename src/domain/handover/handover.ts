/**
 * # handover: from one run to the next
 *
 * A long port is several runs of one workflow. The state that a run hands to the next is a workflow argument, which
 * Temporal bounds, so this room makes a port small and whole again: what no rule reads any more is left out (`slimmed`), and
 * the rest is written as tables (packing.ts).
 *
 * The room sees the model, the facts, and what commands know of their decisions.
 *
 * The hard idea is that leaving something out must change no decision: a port that was handed over and taken over proceeds
 * as the one that was not (test/unit/domain/handover.test.ts).
 */

import { isCurrent } from '../facts/items';
import { decisionsToCarry } from '../commands/decisions';
import { isOpenAttempt } from '../facts/attempts';
import { isFinal } from '../facts/item-status';
import { draftItems } from '../facts/submission';
import type { Attempt } from '../model/attempt';
import type { OrderItem } from '../model/item';
import type { ProviderOrder } from '../model/order';
import { CHECK_IS_FRESH_FOR } from '../model/policy';
import type { Port } from '../model/port';
import type { PortRequest } from '../model/request';
import { packed, unpacked } from './packing';

/**
 * A port as one run hands it to the next. What no rule reads any more is left out, and the rest is written in little
 * room, so that a port of a thousand numbers that was resubmitted ten times still fits (docs/decisions/0029).
 */
export interface Handover {
  readonly handover: 1;
  readonly request: PortRequest;
  /** Everything else of the port (packing.ts). */
  readonly rest: unknown;
}

/** What a run hands to the next. */
export function handoverOf(port: Port): Handover {
  const { request, ...rest } = slimmed(port);
  return { handover: 1, request, rest: packed(rest, numbersOf(request)) };
}

/** The port that was handed over; one that an older release handed over whole is taken as it is. */
export function takenOver(handed: Handover | Port): Port {
  if (!('handover' in handed)) return handed;
  const { request, rest } = handed;
  const port = { ...(unpacked(rest, numbersOf(request)) as Omit<Port, 'request'>), request };
  return { ...port, items: inOrderOf(request, port.items) };
}

/** How many comments: as many as the view shows. */
const KEPT_COMMENTS = 20;

/** The port without what no rule, no view and nobody's repeated command needs any more. */
export function slimmed(port: Port): Port {
  const { check: _, ...kept } = port;
  return {
    ...kept,
    ...slimCheck(port),
    // By attempt, because what the items of one attempt have in common is then said once.
    items: port.items.map(slimItem).sort((a, b) => a.attempt - b.attempt),
    orders: withNewestComments(port.orders),
    attempts: port.attempts.map(slimAttempt),
    recentDecisions: decisionsToCarry(port.recentDecisions),
  };
}

/** Of what a newer item replaced and the provider has ended, only what matters if it comes back to life. */
function slimItem(item: OrderItem): OrderItem {
  const isOver = !isCurrent(item) && isFinal(item.status) && item.contradiction === undefined;
  if (!isOver) return item;
  const {
    ref: _ref,
    providerStatus: _word,
    updatedAt: _updated,
    rejection: _rejection,
    missingFieldsSince: _missing,
    type: _type,
    country: _country,
    window: _window,
    answeredAt: _answered,
    extendedUntil: _extended,
    remindedFor: _reminded,
    unreadableDate: _date,
    unlistedSince: _unlisted,
    cancel,
    ...kept
  } = item;
  if (cancel === undefined) return kept;
  const { failure: _failure, ...asked } = cancel;
  return { ...kept, cancel: asked };
}

/** How an order was searched for is over with its attempt. */
function slimAttempt(attempt: Attempt): Attempt {
  const { search: _, ...kept } = attempt;
  return isOpenAttempt(attempt) ? attempt : kept;
}

/** A check is asked only which of the numbers that may still go were looked at, and how long ago. */
function slimCheck(port: Port): Pick<Port, 'check'> {
  const { check } = port;
  if (check === undefined || port.asOf > check.at + CHECK_IS_FRESH_FOR) return {};
  const drafts = new Set(draftItems(port).map((item) => item.phoneNumber));
  const answers = check.answers.flatMap(({ phoneNumber, portable }) =>
    drafts.has(phoneNumber) ? [{ phoneNumber, portable }] : [],
  );
  return answers.length === 0 ? {} : { check: { at: check.at, answers } };
}

function withNewestComments(orders: readonly ProviderOrder[]): readonly ProviderOrder[] {
  const byId = new Map(orders.flatMap(({ comments = [] }) => comments.map(({ id, at }) => [id, at])));
  const newest = new Map([...byId].sort(([, a], [, b]) => a - b).slice(-KEPT_COMMENTS));
  return orders.map((order) => {
    if (order.comments === undefined) return order;
    const { comments, ...kept } = order;
    const own = comments.filter(({ id }) => newest.has(id));
    return own.length === 0 ? kept : { ...kept, comments: own };
  });
}

function numbersOf({ numbers }: PortRequest): string[] {
  return numbers.map(({ phoneNumber }) => phoneNumber);
}

/** Items stand in the order of the request, the older of a number before the newer. */
function inOrderOf(request: PortRequest, items: readonly OrderItem[]): OrderItem[] {
  const place = new Map(numbersOf(request).map((phoneNumber, index) => [phoneNumber, index]));
  return [...items].sort((a, b) => (place.get(a.phoneNumber) ?? 0) - (place.get(b.phoneNumber) ?? 0));
}
