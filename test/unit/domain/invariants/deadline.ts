import { isFinal } from '../../../../src/domain/facts/items';
import type { OrderItem } from '../../../../src/domain/model/item';
import type { Port } from '../../../../src/domain/model/port';
import { MINUTE, type Instant } from '../../../../src/domain/model/time';
import type { Happening, Line } from '../random-run';
import {
  cancelDecidedBy,
  currentOf,
  expectThat,
  expectNone,
  expectSame,
  keyOf,
  numbersRecorded,
  touched,
  type Invariants,
} from './invariant';

export const DEADLINE: Invariants = {
  'a cancel is accepted when it was asked in time, or there is no date, or the window is not hard': (run) => {
    const looks = new Looks();
    for (const line of run.lines) {
      looks.see(line);
      if (line.kind === 'step') continue;
      const { asked, decision } = cancelDecidedBy(line) ?? {};
      if (asked === undefined || decision === undefined) continue;
      const { before } = line;
      for (const number of decision.accepted) {
        expectThat(
          isInTime(before, currentOf(before, number), asked.at),
          () => `${number} was accepted too late`,
        );
      }
      for (const { number, code } of decision.refused) {
        if (code !== 'cancellation_window_closed') continue;
        const item = currentOf(before, number!);
        expectThat(!isInTime(before, item, asked.at), () => `${keyOf(item)} was refused in time`);
        // Never on a date that may have moved since: it was read lately, or a look was tried for this command.
        // No news is awaited of a number that is given up.
        const isFresh = item.givenUp !== undefined || looks.isFresh(item.orderRef!, asked.at);
        expectThat(isFresh, () => `${keyOf(item)} was refused on an old date`);
      }
    }
  },

  'no cancel that is first wanted inside a hard window is ever sent, whatever its cause': (run) => {
    for (const happening of run.happenings) {
      for (const [was, is] of touched(happening)) {
        const isNew =
          is.cancel?.state === 'asked' && (was?.cancel === undefined || was.cancel.state === 'refused');
        if (!isNew || is.orderRef === undefined || isFinal(is.status)) continue;
        expectThat(
          isInTime(happening.port, is, is.cancel.askedAt),
          () => `${keyOf(is)} is canceled too late`,
        );
      }
    }
  },

  'every number of a cancel is answered exactly once': (run) => {
    for (const happening of run.happenings) {
      const { asked, decision } = cancelDecidedBy(happening) ?? {};
      if (asked?.command.name !== 'cancel' || asked.command.numbers === undefined || decision === undefined)
        continue;
      const answered = [...decision.accepted, ...decision.refused.map(({ number }) => number)];
      expectSame(answered.sort(), [...new Set(asked.command.numbers)].sort(), 'the answered numbers');
    }
  },

  'a cancel is sent for what is to be canceled, for what makes room and for what is given up, and nothing else':
    (run) => {
      const accepted = new Set<string>();
      for (const line of run.lines) {
        if (line.kind === 'event') for (const item of itemsAccepted(line)) accepted.add(keyOf(item));
        if (line.kind !== 'step' || line.step.kind !== 'cancel') continue;
        const { numbers, isWhole, orderRef } = line.step.cancel;
        const own = line.port.items.filter((item) => item.orderRef === orderRef);
        const named = numbers.map(({ phoneNumber }) => own.find((item) => item.phoneNumber === phoneNumber)!);
        // A whole order takes every number with it.
        for (const item of isWhole ? own.filter(({ status }) => !isFinal(status)) : named) {
          const isWanted =
            accepted.has(keyOf(item)) || item.superseded !== undefined || item.givenUp !== undefined;
          expectThat(isWanted, () => `${keyOf(item)} is canceled without a command`);
        }
      }
    },

  'a whole order is canceled only while all its open numbers are outside their windows, where one alone could be':
    (run) => {
      for (const line of run.lines) {
        if (line.port.capabilities.cancel === 'order') continue;
        if (line.kind !== 'step' || line.step.kind !== 'cancel' || !line.step.cancel.isWhole) continue;
        const { orderRef } = line.step.cancel;
        for (const item of line.port.items.filter((other) => other.orderRef === orderRef)) {
          if (isFinal(item.status)) continue;
          const from = refusedFrom(line.port, item) ?? Number.POSITIVE_INFINITY;
          expectThat(from > line.at, () => `${keyOf(item)} is inside its window`);
        }
      }
    },

  'what is canceled before it was sent is never sent': (run) => {
    const out = new Set<string>();
    for (const line of run.lines) {
      if (line.kind === 'event') for (const item of itemsAccepted(line)) out.add(keyOf(item));
      else if (line.step.kind === 'submit') {
        const items = line.step.attempt.numbers.map((number) => currentOf(line.port, number));
        expectNone(
          items.map(keyOf).filter((key) => out.has(key)),
          'sent, though canceled',
        );
      }
    }
  },

  'a cancel that is not confirmed by its deadline is told: `cancelBy`, and for one asked later the last moment':
    (run) => {
      const told = new Map<string, Instant>();
      for (const line of run.lines) {
        if (line.kind === 'event') {
          for (const number of numbersRecorded(line, 'cancel_not_confirmed_in_time'))
            told.set(number, line.event.at);
        } else if (line.step.kind === 'wait') {
          const late = line.port.items.filter((item) => {
            const deadline = missedDeadline(line.port, item, line.at);
            return deadline !== undefined && (told.get(item.phoneNumber) ?? -Infinity) < deadline;
          });
          expectNone(late.map(keyOf), 'late cancels without a timeline entry');
        }
      }
    },
};

/** When each order was looked at. */
class Looks {
  private refs: readonly string[] = [];
  private readonly readAt = new Map<string, Instant>();
  private readonly triedAt = new Map<string, Instant>();

  see(line: Line): void {
    if (line.kind === 'step') {
      if (line.step.kind === 'read') this.refs = line.step.orderRefs;
      return;
    }
    const { event } = line;
    const isFound = event.kind === 'searched' && event.found.kind === 'found';
    const made = event.kind === 'submitted' ? event.orders : isFound ? event.found.orders : [];
    for (const { ref } of made) this.readAt.set(ref, event.at);
    const isTried = event.kind === 'read' || event.kind === 'read_failed';
    if (!isTried) return;
    const shown =
      event.kind === 'read' && event.result.kind === 'changed'
        ? event.result.orders.map(({ ref }) => ref)
        : [];
    for (const ref of [...this.refs, ...shown]) {
      this.triedAt.set(ref, event.startedAt);
      if (event.kind === 'read') this.readAt.set(ref, event.startedAt);
    }
  }

  /** The order was read lately, or a look was tried since. */
  isFresh(ref: string, askedAt: Instant): boolean {
    return (this.readAt.get(ref) ?? 0) >= askedAt - 15 * MINUTE || (this.triedAt.get(ref) ?? 0) >= askedAt;
  }
}

/** The items of which a cancel was accepted. */
function itemsAccepted(happening: Happening): OrderItem[] {
  const accepted = cancelDecidedBy(happening)?.decision.accepted ?? [];
  return accepted.map((number) => currentOf(happening.before, number));
}

/** From when on the provider refuses a cancel, computed from the date alone. */
function refusedFrom({ policy }: Port, { foc }: OrderItem): Instant | undefined {
  return foc && foc.until - policy.cancellationWindow;
}

function isInTime(port: Port, item: OrderItem, at: Instant): boolean {
  const from = refusedFrom(port, item);
  return from === undefined || port.policy.enforcement !== 'hard' || at < from;
}

/** The deadline of a cancel that was asked for before it, and is not confirmed after it. */
function missedDeadline(port: Port, item: OrderItem, at: Instant): Instant | undefined {
  const { cancel, foc, status, settled } = item;
  if (cancel === undefined || cancel.state === 'refused' || isFinal(status) || settled !== undefined)
    return undefined;
  if (foc === undefined) return undefined;
  const cancelBy = foc.from - port.policy.cancellationWindow;
  const last = foc.until - port.policy.cancellationWindow;
  const deadline = cancel.askedAt < cancelBy ? cancelBy : last;
  return cancel.askedAt < deadline && deadline <= at ? deadline : undefined;
}
