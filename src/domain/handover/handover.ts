/**
 * # handover: from one run to the next
 *
 * A long port is several runs of one workflow. The state that a run hands to the next is a workflow argument, which
 * Temporal bounds, so this folder reduces a port and restores it: it omits what no rule reads any more (`slimmed`)
 * and writes the rest as tables (packing.ts).
 *
 * The folder sees the model, the facts, and what commands know about their decisions.
 *
 * The main rule: an omission must not change a decision. A port that was handed over proceeds exactly like one that
 * was not (test/unit/domain/handover.test.ts).
 */

import { decisionsToCarry } from '../commands/decisions';
import { isCurrent, isFinal, isOpenAttempt } from '../facts/items';
import { draftItems } from '../facts/submission';
import type { Attempt } from '../model/attempt';
import type { OrderItem } from '../model/item';
import type { ProviderOrder } from '../model/order';
import { CHECK_IS_FRESH_FOR } from '../model/policy';
import type { Port } from '../model/port';
import type { PortRequest } from '../model/request';
import { packed, unpacked } from './packing';

/**
 * A port as one run hands it to the next. It omits what no rule reads any more and packs the rest, so that a port of
 * a thousand numbers that was resubmitted ten times still fits (docs/decisions/0029).
 */
export interface Handover {
  readonly handover: 1;
  readonly request: PortRequest;
  /** Everything else of the port (packing.ts). */
  readonly rest: unknown;
}

/** The handover of a run to the next. */
export function handoverOf(port: Port): Handover {
  const { request, ...rest } = slimmed(port);
  return { handover: 1, request, rest: packed(rest, numbersOf(request)) };
}

/** Restores the port from a handover. A whole port of an older release is accepted as it is. */
export function takenOver(handed: Handover | Port): Port {
  if (!('handover' in handed)) return handed;
  const { request, rest } = handed;
  const port = { ...(unpacked(rest, numbersOf(request)) as Omit<Port, 'request'>), request };
  return { ...port, items: inOrderOf(request, port.items) };
}

/** How many comments are kept: as many as the view shows. */
const KEPT_COMMENTS = 20;

/** The port without the data that no rule, view or repeated command needs. */
export function slimmed(port: Port): Port {
  const { check: _, ...kept } = port;
  return {
    ...kept,
    ...slimCheck(port),
    // Sorted by attempt, because values that the items of one attempt share are then written once.
    items: port.items.map(slimItem).sort((a, b) => a.attempt - b.attempt),
    orders: withNewestComments(port.orders),
    attempts: port.attempts.map(slimAttempt),
    recentDecisions: decisionsToCarry(port.recentDecisions),
  };
}

/** Of a superseded item that is final, keeps only what matters if it is revived. */
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

/** The search data is obsolete once its attempt is over. */
function slimAttempt(attempt: Attempt): Attempt {
  const { search: _, ...kept } = attempt;
  return isOpenAttempt(attempt) ? attempt : kept;
}

/** Of a check, rules use only the age and the numbers that are still drafts. */
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

/** Sorts items in the order of the request, older items of a number first. */
function inOrderOf(request: PortRequest, items: readonly OrderItem[]): OrderItem[] {
  const place = new Map(numbersOf(request).map((phoneNumber, index) => [phoneNumber, index]));
  return [...items].sort((a, b) => (place.get(a.phoneNumber) ?? 0) - (place.get(b.phoneNumber) ?? 0));
}
