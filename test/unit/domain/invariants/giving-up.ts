import { isFinal, isStranded, mayBeAtProvider } from '../../../../src/domain/facts/items';
import type { OrderItem } from '../../../../src/domain/model/item';
import type { Port } from '../../../../src/domain/model/port';
import type { Instant } from '../../../../src/domain/model/time';
import {
  changed,
  currentOf,
  expectThat,
  expectNone,
  GoodReads,
  keyOf,
  ordersOf,
  type Invariants,
} from './invariant';

export const GIVING_UP: Invariants = {
  'nothing is sent for numbers that are given up, settled or canceled': (run) => {
    for (const line of run.lines) {
      if (line.kind !== 'step' || line.step.kind !== 'submit') continue;
      const items = line.step.attempt.numbers.map((number) => currentOf(line.port, number));
      expectNone(
        items.filter(({ givenUp, settled, cancel }) => givenUp ?? settled ?? cancel),
        'sent, though it is not wanted',
      );
    }
  },

  'what is given up or makes room is canceled at the provider, unless that is impossible': (
    run,
    { given },
  ) => {
    for (const { port, at } of run.rests) {
      for (const item of port.items) {
        const isNobodys = item.givenUp !== undefined || item.superseded !== undefined;
        if (!isNobodys || item.cancel !== undefined || isFinal(item.status)) continue;
        if (item.settled !== undefined || !mayBeAtProvider(port, item)) continue;
        // What took the place of an order that moved all the same is canceled when it is found.
        if (item.superseded !== undefined && item.orderRef === undefined) continue;
        // What a port without its account's terms may have sent before a reset is canceled when it is found too.
        if (given.isUnprepared === true && item.orderRef === undefined) continue;
        expectThat(isImpossible(port, item, at), () => `${keyOf(item)} is not canceled`);
      }
    }
  },

  'the time to answer ends the unanswered numbers, and those only, and not before': (run) => {
    const asked = new Map<string, Instant>();
    const first = run.lines[0]!.port;
    noteAsked(asked, first, first.createdAt);
    for (const happening of run.happenings) {
      const { event, before, port } = happening;
      for (const [was, is] of changed(happening)) {
        if (was.status !== is.status) asked.delete(keyOf(is));
        if (was.givenUp !== undefined || is.givenUp?.because !== 'answer_by') continue;
        expectThat(event.kind === 'timer_fired', () => `${event.kind} gave ${keyOf(is)} up`);
        const since = asked.get(keyOf(is));
        expectThat(
          since !== undefined && isAsked(before, was),
          () => `no attention was raised about ${keyOf(is)}`,
        );
        const until = Math.max(
          Math.max(since!, was.answeredAt ?? 0) + port.policy.answerBy,
          was.extendedUntil ?? 0,
        );
        expectThat(event.at >= until, () => `${keyOf(is)} was given up early`);
      }
      noteAsked(asked, port, event.at);
    }
  },

  'no number waits for an answer longer than the policy, people and the patience for a read say': (run) => {
    const reads = new GoodReads();
    for (const line of run.lines) {
      if (line.kind === 'event') {
        reads.see(line);
        continue;
      }
      const { port, at, step } = line;
      if (step.kind !== 'wait') continue;
      for (const item of port.items) {
        if (item.superseded !== undefined || !isAsked(port, item)) continue;
        const lackingSince = item.status === 'draft' ? port.missingSince! : 0;
        const own = port.items.filter(({ phoneNumber }) => phoneNumber === item.phoneNumber);
        const since = Math.max(lackingSince, item.answeredAt ?? 0, ...own.map(({ changedAt }) => changedAt));
        const until = Math.max(since + port.policy.answerBy, item.extendedUntil ?? 0);
        // What a look contradicts is not known before the second one.
        const isRead =
          item.contradiction === undefined && reads.areSince(ordersOf(port, item.phoneNumber), until);
        expectThat(
          at < (isRead ? until : until + port.policy.readPatience),
          () => `${keyOf(item)} still waits for an answer`,
        );
      }
    }
  },

  'who is given up stays given up, and who is settled or superseded stays so until a command or the provider says otherwise':
    (run) => {
      for (const happening of run.happenings) {
        for (const [was, is] of changed(happening)) {
          if (was.givenUp !== undefined)
            expectThat(is.givenUp !== undefined, () => `${keyOf(is)} is taken up again`);
          if (was.settled !== undefined && is.settled === undefined) {
            expectThat(
              was.status !== was.settled.status && was.status !== was.settled.as,
              () => `${keyOf(is)} is unsettled, and the provider does not contradict`,
            );
          }
          if (was.superseded !== undefined && is.superseded === undefined) {
            expectThat(is.status === 'ported', () => `${keyOf(is)} is current again, and did not move`);
          }
        }
      }
    },
};

/** Since when each item has an attention; another search or a read of an old order gives no more time. */
function noteAsked(asked: Map<string, Instant>, port: Port, at: Instant): void {
  for (const item of port.items) {
    const isNow = item.superseded === undefined && isAskedAbout(port, item);
    if (!isNow) asked.delete(keyOf(item));
    else if (!asked.has(keyOf(item))) asked.set(keyOf(item), at);
  }
}

/** The provider has no cancel, or its window was hard and closed when it was known that the number is to go. */
function isImpossible({ capabilities, policy }: Port, { foc }: OrderItem, at: Instant): boolean {
  if (capabilities.cancel === 'ticket') return true;
  return policy.enforcement === 'hard' && foc !== undefined && at >= foc.until - policy.cancellationWindow;
}

/** A person is asked about the number, and only a person can go on. */
function isAsked(port: Port, item: OrderItem): boolean {
  const isLookedFor =
    item.status === 'draft' &&
    (mayBeAtProvider(port, item) || oldOrders(port, item).some((old) => old.contradiction !== undefined));
  return isAskedAbout(port, item) && !isLookedFor;
}

function isAskedAbout(port: Port, item: OrderItem): boolean {
  if (item.givenUp !== undefined || item.settled !== undefined || item.cancel !== undefined) return false;
  if (item.status === 'draft') {
    return lacksSomething(port, item) && oldOrders(port, item).every((old) => isFinal(old.status));
  }
  const isLeftOnPurpose =
    item.status === 'not_portable' &&
    item.orderRef === undefined &&
    item.attempt === 1 &&
    port.request.onNotPortable === 'continue_without';
  return isStranded(item.status) && !isLeftOnPurpose;
}

function lacksSomething({ missing }: Port, { phoneNumber }: OrderItem): boolean {
  return missing.some(({ numbers }) => numbers === undefined || numbers.includes(phoneNumber));
}

/** The orders that a number was in before, but for those that a person confirmed to be out. */
function oldOrders({ items }: Port, { phoneNumber }: OrderItem): OrderItem[] {
  return items.filter(
    (old) =>
      old.phoneNumber === phoneNumber &&
      old.orderRef !== undefined &&
      old.superseded !== undefined &&
      old.superseded.isConfirmed !== true,
  );
}
