import { evolve } from '../../../src/domain/lifecycle/evolve';
import { DEFAULT_POLICY } from '../../../src/domain/model/policy';
import { DAY, type Milliseconds } from '../../../src/domain/model/time';
import { BEGIN } from './instants';
import { atProvider, proceedOrThrow } from './port-under-test';
import { quietAnswer } from './quiet-model';

/**
 * Users pay Temporal for each action. A port that hears of nothing polls rarely: each poll is an activity, and each wait
 * for one a timer. These counts are exact, so a poll or a timer more fails the test.
 */
const WEEKS: Milliseconds = 14 * DAY;

/** Polls and timers of two weeks in which the provider reports nothing new. */
function quietWeeks(watchEvery: Milliseconds): { polls: number; timers: number } {
  let port = atProvider({ policy: { ...DEFAULT_POLICY, watchEvery, noNews: 100 * DAY } });
  let now = BEGIN;
  let polls = 0;
  let timers = 0;
  for (;;) {
    const next = proceedOrThrow(port, now);
    const { step } = next;
    port = next.port;
    if (step.kind === 'done') throw new Error('The port ended.');
    if (step.kind === 'wait') {
      if (step.until === undefined || step.until > BEGIN + WEEKS) return { polls, timers };
      timers += 1;
      now = step.until;
      continue;
    }
    if (step.kind === 'read') polls += 1;
    port = evolve(port, quietAnswer(step, port, now));
  }
}

test('two quiet weeks take a poll and a timer a day', () => {
  expect(quietWeeks(DEFAULT_POLICY.watchEvery)).toEqual({ polls: 14, timers: 14 });
});

test('with a sweep of the account, they take a poll and a timer a week', () => {
  expect(quietWeeks(DEFAULT_POLICY.watchEveryWithSweep)).toEqual({ polls: 2, timers: 2 });
});
