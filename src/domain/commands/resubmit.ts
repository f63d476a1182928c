import { attemptLost } from '../changes/attempts';
import type { Change } from '../changes/change';
import { withOrderActions } from '../changes/order-actions';
import {
  isBeingCanceled,
  isByTicket,
  isInsideWindow,
  isOnOldDate,
  mayStillBeCanceled,
  unknownNumber,
  windowClosed,
} from '../facts/canceling';
import { confirmedBy, isOverdue, waitedForSince } from '../facts/ending';
import { blockingPredecessors, currentItems, isFinal, isOpenAtProvider, openAttempt } from '../facts/items';
import { itemsByNumber, setOf } from '../facts/lookup';
import { editableOrders, isEditable } from '../facts/order-actions';
import { waitsForPerson } from '../facts/superseding';
import type { Attempt } from '../model/attempt';
import type { AskedCommand, Decision, Prerequisite, Refusal } from '../model/commands';
import type { OrderItem } from '../model/item';
import type { Port } from '../model/port';
import type { CommandOf } from '../model/port-commands';
import { type Instant, toRfc3339 } from '../model/time';
import type { NewEntry } from '../model/timeline';
import type { CommandRule } from './rule';

export const RESUBMIT: CommandRule<'resubmit'> = {
  prerequisite,
  decide: decideResubmit,
  apply: (port, asked, accepted) => {
    const attempt = openAttempt(port);
    return attempt?.state === 'unknown' ? confirmed(port, attempt) : resubmitNumbers(port, asked, accepted);
  },
};

function prerequisite(port: Port, asked: AskedCommand<'resubmit'>): Prerequisite | undefined {
  if (asked.isPolled) return undefined;
  const { refused } = decideResubmit(port, asked);
  const isTooEarly = refused.some(({ code }) => code === 'supersede_too_early');
  const isLate = refused.some(({ code }) => code === 'cancellation_window_closed');
  return isTooEarly || (isLate && isOnOldDate(port, asked.at)) ? { kind: 'poll' } : undefined;
}

function decideResubmit(port: Port, { at, command }: AskedCommand<'resubmit'>): Decision {
  const attempt = openAttempt(port);
  if (attempt?.state === 'unknown') return decideConfirm(attempt, command);
  if (attempt !== undefined) {
    return {
      accepted: [],
      refused: [inFlight('A submission is under way: resubmit when its answer is there.')],
    };
  }
  const items = currentItems(port);
  const isWanted = (item: OrderItem) =>
    waitsForPerson(port, item) ||
    (command.supersede === true && item.status === 'draft' && blockingPredecessors(port, item).length > 0);
  const wanted = command.numbers ?? items.filter(isWanted).map((item) => item.phoneNumber);
  const accepted: string[] = [];
  const refused: Refusal[] = [];
  for (const number of new Set(wanted)) {
    const item = itemsByNumber(items).get(number)?.[0];
    const refusal = item === undefined ? unknownNumber(number) : refusalOf(port, item, at, command);
    if (refusal === undefined) accepted.push(number);
    else refused.push(refusal);
  }
  if (wanted.length === 0) {
    const message =
      'No number of this port waits to be submitted again; name those that should be all the same.';
    refused.push({ code: 'nothing_to_resubmit', message, allowed: ['refresh', 'cancel'] });
  }
  return { accepted, refused };
}

/** Only a person who has checked at the provider can confirm that a submission was not made. */
function decideConfirm(
  { numbers, search }: Attempt,
  { confirm, numbers: named = numbers }: CommandOf<'resubmit'>,
): Decision {
  if (named.some((number) => !setOf(numbers).has(number))) {
    return { accepted: [], refused: [inFlight('It is not known yet what came of the newest submission.')] };
  }
  const isSearching = search?.nextAt !== undefined && search.isUnlisted !== true;
  if (isSearching && search.failure === undefined) {
    const message = `The provider is still searched for the order, next at ${toRfc3339(search.nextAt)}.`;
    return { accepted: [], refused: [inFlight(message)] };
  }
  if (confirm === true) return { accepted: numbers, refused: [] };
  return {
    accepted: [],
    refused: [
      {
        code: 'submission_unknown',
        message:
          'It is unknown whether the provider has the order. Look there first; if it has none, resubmit with confirm.',
        allowed: ['refresh', 'resubmit', 'settle', 'abandon'],
      },
    ],
  };
}

function refusalOf(
  port: Port,
  item: OrderItem,
  at: Instant,
  { supersede }: CommandOf<'resubmit'>,
): Refusal | undefined {
  const blocking = item.status === 'draft' ? blockingPredecessors(port, item) : [];
  if (blocking.length === 0 || supersede !== true) {
    const refusal = resubmitRefusal(port, item, at);
    return refusal ?? (supersede === true ? nothingToSupersede(port, item) : undefined);
  }
  const tooEarly = blocking.find((old) => !isOverdue(port, old));
  if (tooEarly?.superseded === undefined) return undefined;
  const from = toRfc3339(confirmedBy(port, waitedForSince(tooEarly.superseded)));
  return {
    number: item.phoneNumber,
    code: 'supersede_too_early',
    message: `The provider has until ${from} to confirm that the old order of ${item.phoneNumber} is canceled.`,
    allowed: ['refresh', 'cancel', 'settle', 'abandon'],
  };
}

/**
 * `supersede` ends the wait for an old order. A number that is resubmitted for the first time has no old order yet:
 * its order must be canceled first. If only the provider's support can cancel, the person may supersede at once.
 */
function nothingToSupersede(port: Port, item: OrderItem): Refusal | undefined {
  if (isByTicket(port) || isEditable(port, item) || !isOpenAtProvider(item)) return undefined;
  return {
    number: item.phoneNumber,
    code: 'supersede_too_early',
    message:
      `The order of ${item.phoneNumber} has not been asked to end yet: resubmit without supersede, which cancels it. ` +
      'Supersede it when the provider does not confirm that.',
    allowed: ['resubmit', 'cancel'],
  };
}

/** Why a number cannot be resubmitted at an instant; undefined when it can. */
export function resubmitRefusal(port: Port, item: OrderItem, at: Instant): Refusal | undefined {
  const number = item.phoneNumber;
  // The order is edited in place: nothing must be canceled.
  if (isEditable(port, item)) return undefined;
  if (item.givenUp !== undefined && !isFinal(item.status)) {
    return { number, code: 'being_canceled', message: `${number} was given up.`, allowed: ['refresh'] };
  }
  if (item.settled !== undefined || isOutOnPurpose(item)) {
    const message = `${number} has ended: ${item.settled?.as ?? item.status}.`;
    return { number, code: 'number_ended', message, allowed: [] };
  }
  if (item.status === 'draft') {
    const message = `${number} is a draft: it goes out when it is complete and its old order, if any, has ended.`;
    return { number, code: 'not_submitted_yet', message, allowed: ['amend', 'submit', 'cancel'] };
  }
  if (isBeingCanceled(item) && !isFinal(item.status)) {
    return { number, code: 'being_canceled', message: `${number} is being canceled.`, allowed: ['refresh'] };
  }
  return !isFinal(item.status) && isInsideWindow(port, item, at) ? windowClosed(port, item) : undefined;
}

function isOutOnPurpose(item: OrderItem): boolean {
  if (item.status === 'ported' || item.status === 'reversed') return true;
  return isFinal(item.status) && (item.cancel !== undefined || item.givenUp !== undefined);
}

/**
 * If the provider can edit its orders, they get the current data of the request. Otherwise new drafts supersede the
 * accepted numbers, and their open orders are canceled at the provider.
 */
function resubmitNumbers(port: Port, asked: AskedCommand<'resubmit'>, accepted: readonly string[]): Change {
  const { at, command } = asked;
  const entry: NewEntry = { kind: 'resubmitted', numbers: accepted };
  const inPlace = new Set(
    currentItems(port).flatMap((item) => (isEditable(port, item) ? [item.phoneNumber] : [])),
  );
  const edited = withOrderActions(port, asked, editableOrders(port, accepted), { kind: 'edit' });
  const newlySubmitted = accepted.filter((number) => !inPlace.has(number));
  const isConfirmedOut = command.supersede === true && isByTicket(port);
  return {
    port: newlySubmitted.length === 0 ? edited : asNewOrder(edited, at, newlySubmitted, isConfirmedOut),
    entries: [entry],
  };
}

/**
 * @param isConfirmedOut - a person confirms that the old orders are closed, so the provider's confirmation is not
 * awaited
 */
function asNewOrder(port: Port, at: Instant, accepted: readonly string[], isConfirmedOut: boolean): Port {
  const chosen = new Set(accepted);
  // Drafts are accepted only with `supersede`.
  const drafts = currentItems(port).filter((item) => item.status === 'draft' && chosen.has(item.phoneNumber));
  const waiting = new Set(drafts.map((item) => item.phoneNumber));
  const items = port.items.flatMap((item): OrderItem[] => {
    if (!chosen.has(item.phoneNumber)) return [item];
    if (item.superseded === undefined) {
      return item.status === 'draft'
        ? [{ ...item, answeredAt: port.asOf }]
        : [superseded(port, item, at, isConfirmedOut), draftAfter(item, port.asOf)];
    }
    // A person confirmed it: the new item no longer waits for the old one.
    return [
      waiting.has(item.phoneNumber)
        ? { ...item, superseded: { ...item.superseded, isConfirmed: true } }
        : item,
    ];
  });
  const { check: _, ...unchecked } = port;
  return { ...unchecked, items, isSubmitApproved: true, isReviewed: false };
}

function superseded(port: Port, item: OrderItem, at: Instant, isConfirmed: boolean): OrderItem {
  const marked = { ...item, superseded: { at, status: item.status, ...(isConfirmed && { isConfirmed }) } };
  const isOpen = isOpenAtProvider(item);
  const isCancelable = isOpen && mayStillBeCanceled(port, item, at);
  return isCancelable ? { ...marked, cancel: { askedAt: at, state: 'asked' } } : marked;
}

function draftAfter(
  { phoneNumber, attempt, type, country, extendedUntil }: OrderItem,
  at: Instant,
): OrderItem {
  return {
    phoneNumber,
    attempt: attempt + 1,
    status: 'draft',
    changedAt: at,
    ...(type !== undefined && { type }),
    ...(country !== undefined && { country }),
    // An extension belongs to the number, whatever its order.
    ...(extendedUntil !== undefined && { extendedUntil }),
  };
}

/** A person found no order at the provider: numbers that were not canceled meanwhile are submitted again. */
function confirmed(port: Port, attempt: Attempt): Change {
  const lost = attemptLost(port, attempt, port.asOf);
  return {
    port: { ...lost, isSubmitApproved: true },
    entries: [{ kind: 'resubmitted', numbers: attempt.numbers, data: { confirmed: true } }],
  };
}

function inFlight(message: string): Refusal {
  return { code: 'submission_in_flight', message, allowed: ['refresh', 'cancel', 'abandon'] };
}
