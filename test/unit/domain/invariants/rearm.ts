import { clocksOf } from '../../../../src/domain/lifecycle/clocks';
import { isFinal } from '../../../../src/domain/facts/items';
import type { Port } from '../../../../src/domain/model/port';
import type { Instant } from '../../../../src/domain/model/time';
import {
  changed,
  expectThat,
  expectNone,
  expectSame,
  keyOf,
  numbersRecorded,
  observations,
  type Invariants,
} from './invariant';

export const REARM: Invariants = {
  'the window clocks of a resting port are those of its present dates, and no others': (run) => {
    for (const { at, port } of run.rests) {
      const armed = clocksOf(port).filter((clock) => clock.why.endsWith('window closes'));
      expectSame(armed.map((clock) => clock.at).sort(), windowInstantsAhead(port, at).sort(), 'armed');
    }
  },

  'a resting port wakes before any window of its present dates speaks': (run) => {
    for (const { at, step, port } of run.rests) {
      for (const ahead of windowInstantsAhead(port, at)) {
        expectThat(step.until !== undefined && step.until <= ahead, () => 'a window would speak unheard');
      }
    }
  },

  'an item has the date that the newest read shows of it': (run) => {
    for (const { item, snapshot } of observations(run)) {
      if (item.status !== 'foc_confirmed') continue;
      if (snapshot.foc !== undefined) expectSame(item.foc, snapshot.foc, `the date of ${keyOf(item)}`);
      expectThat(
        item.foc !== undefined && item.window !== undefined,
        () => `${keyOf(item)} has no date or no window`,
      );
    }
  },

  'a number that reads show on its way without a date has none, whatever it had': (run) => {
    for (const { item, snapshot } of observations(run)) {
      // A word that we do not know, and a cancel that is on its way, take no date back.
      if (snapshot.status === undefined || item.status === 'canceling' || isFinal(item.status)) continue;
      if (item.status === 'foc_confirmed') continue;
      expectThat(item.foc === undefined && item.window === undefined, () => `${keyOf(item)} has an old date`);
    }
  },

  'every change of a date is told': (run) => {
    for (const happening of run.happenings) {
      const moved = changed(happening).filter(
        ([was, is]) =>
          was.foc !== undefined &&
          is.foc !== undefined &&
          was.foc.from !== is.foc.from &&
          !isFinal(is.status),
      );
      if (moved.length === 0) continue;
      const told = numbersRecorded(happening, 'foc_changed');
      expectNone(
        moved.map(([, { phoneNumber }]) => phoneNumber).filter((number) => !told.has(number)),
        'numbers whose date changed untold',
      );
    }
  },

  'whatever moves or withdraws a date, no clock of the old one is left': (run) => {
    for (const happening of run.happenings) {
      const { port } = happening;
      const old = changed(happening).flatMap(([was, is]) =>
        was.foc !== undefined && was.foc.from !== is.foc?.from ? momentsOf(was.foc, port) : [],
      );
      if (old.length === 0) continue;
      const present = port.items.flatMap(({ foc }) => (foc ? momentsOf(foc, port) : []));
      const armed = clocksOf(port).filter((clock) => clock.notifies && isAboutDates(clock.why));
      expectNone(
        armed.filter(({ at }) => old.includes(at) && !present.includes(at)),
        'clocks of an old date',
      );
    }
  },

  'every date that is withdrawn is told, and no window clock is left for it': (run) => {
    for (const happening of run.happenings) {
      for (const [was, is] of changed(happening)) {
        if (was.foc === undefined || is.foc !== undefined) continue;
        const told = numbersRecorded(happening, 'foc_withdrawn');
        expectThat(told.has(is.phoneNumber), () => `${keyOf(is)} lost its date untold`);
        expectThat(is.window === undefined, () => `${keyOf(is)} has a window without a date`);
      }
    }
  },
};

function isAboutDates(why: string): boolean {
  return why.includes('window') || why.includes('cancel should be confirmed');
}

/** What is armed for a date: notice, deadline, and when a cancel is too late. */
function momentsOf(foc: { from: Instant; until: Instant }, { policy }: Port): Instant[] {
  const closes = foc.from - policy.cancellationWindow;
  return [closes - policy.notice, closes, foc.until - policy.cancellationWindow];
}

/** When the windows of a port's dates speak next, computed from the dates alone. */
function windowInstantsAhead({ items, policy }: Port, now: Instant): Instant[] {
  return items.flatMap(({ status, foc, settled }) => {
    if (status !== 'foc_confirmed' || foc === undefined || settled !== undefined) return [];
    const closes = foc.from - policy.cancellationWindow;
    return [closes - policy.notice, closes].filter((at) => at > now).slice(0, 1);
  });
}
