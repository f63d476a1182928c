import { portOutcome } from '../../../../src/contract/view';
import { evolve } from '../../../../src/domain/lifecycle/evolve';
import { isFinal, openAttempt } from '../../../../src/domain/facts/items';
import type { OrderItem } from '../../../../src/domain/model/item';
import type { Port } from '../../../../src/domain/model/port';
import { currentOf, expectThat, expectNone, expectSame, type Invariants } from './invariant';

const OUTCOMES: readonly string[] = [
  'ported',
  'canceled',
  'rejected',
  'not_portable',
  'expired',
  'never_submitted',
  'left_open',
  'reversed',
];

export const ALL_ACCOUNTED: Invariants = {
  'whenever a port ends, every number is in the outcome exactly once, with an outcome word': (
    run,
    { given },
  ) => {
    for (const port of [run.port, endedNow(run.port)]) {
      const { numbers } = portOutcome(port);
      expectSame(
        numbers.map(({ phoneNumber }) => phoneNumber),
        given.numbers,
        'the numbers of the outcome',
      );
      for (const { outcome } of numbers)
        expectThat(OUTCOMES.includes(outcome), () => `an outcome ${outcome}`);
    }
  },

  'a number is left open if some order of it may still move it, and only then': ({ port }) => {
    if (port.ending === undefined) return;
    for (const { phoneNumber, outcome } of portOutcome(port).numbers) {
      const item = currentOf(port, phoneNumber);
      // It moved, or a person knows what became of it.
      if (item.settled !== undefined || item.status === 'ported' || item.status === 'reversed') continue;
      const open = port.items.filter((each) => each.phoneNumber === phoneNumber && mayStillMove(port, each));
      if (open.length > 0) expectThat(outcome === 'left_open', () => `${phoneNumber} ended as ${outcome}`);
      else expectThat(outcome !== 'left_open', () => `${phoneNumber} ended as ${outcome}`);
    }
  },

  'a port that ended by itself left no number behind that the provider still holds, or that was never sent':
    ({ port }) => {
      if (port.ending?.kind !== 'natural') return;
      for (const { phoneNumber, outcome } of portOutcome(port).numbers) {
        // What was canceled before any worker that has the account took it was never sent.
        expectThat(
          outcome !== 'never_submitted' || port.unprepared !== undefined,
          () => `${phoneNumber} ended as ${outcome}`,
        );
        // That an old order need not be waited for was said by a person.
        const open = port.items.filter(
          (each) => each.phoneNumber === phoneNumber && mayStillMove(port, each),
        );
        const isAwaited = open.some(({ superseded }) => superseded?.isConfirmed !== true);
        expectThat(outcome !== 'left_open' || !isAwaited, () => `${phoneNumber} ended as ${outcome}`);
      }
    },

  'a port that ended by itself had no final status left that a look contradicts': ({ port }) => {
    if (port.ending?.kind !== 'natural') return;
    expectNone(
      port.items.filter(
        (item) =>
          item.superseded === undefined && item.settled === undefined && item.contradiction !== undefined,
      ),
      'ended before the second look',
    );
  },

  'a port ends once, and nothing is done for it any more': (run) => {
    let isOver = false;
    for (const line of run.lines) {
      if (isOver && line.kind === 'step')
        expectThat(line.step.kind === 'done', () => `${line.step.kind} after the end`);
      if (line.kind === 'event' && line.event.kind === 'ended') {
        expectThat(!isOver, () => 'ended twice');
        isOver = true;
      }
    }
  },
};

function endedNow(port: Port): Port {
  return evolve(port, {
    kind: 'ended',
    at: port.asOf,
    ending: { kind: 'abandoned' },
    cause: { kind: 'timer' },
  });
}

/** The provider has it, or may have it, and has not said that it does nothing more with it. */
function mayStillMove(port: Port, item: OrderItem): boolean {
  if (item.orderRef !== undefined) return !isFinal(item.status) || item.contradiction !== undefined;
  const attempt = openAttempt(port);
  const isUnknown = attempt?.state === 'unknown' && attempt.numbers.includes(item.phoneNumber);
  return (
    item.status === 'draft' && (isUnknown || port.possiblySubmitted?.includes(item.phoneNumber) === true)
  );
}
