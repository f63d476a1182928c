import {
  ActivityFailure,
  ApplicationFailure,
  CancelledFailure,
  TimeoutFailure,
  type TimeoutType,
} from '@temporalio/common';
import { problemOf } from '../../../workflows/failures';
import type { ProviderProblem } from '../../../src/domain/model/snapshot';

const account = { provider: 'twilio', account: 'default' };

/** The failure of an activity as its workflow sees it. */
function activityFailure(cause: Error): ActivityFailure {
  return new ActivityFailure(
    'Activity task failed',
    'readOrders',
    '1',
    'NON_RETRYABLE_FAILURE',
    'worker',
    cause,
  );
}

const timedOut = (type: TimeoutType) =>
  activityFailure(new TimeoutFailure('activity timed out', undefined, type));

test('the provider’s problem arrives as the activity told it', () => {
  const problem: ProviderProblem = {
    code: 'provider_refused',
    message: 'No.',
    status: 400,
    outcome: 'refused',
  };
  const failure = ApplicationFailure.create({ message: 'No.', type: problem.code, details: [problem] });
  expect(problemOf(activityFailure(failure), account)).toEqual(problem);
});

test('a call that no worker took was certainly not sent', () => {
  expect(problemOf(timedOut('SCHEDULE_TO_START'), account)).toMatchObject({
    code: 'no_worker_for_account',
    outcome: 'unavailable',
    message: expect.stringContaining('account default of twilio'),
  });
});

test('a call that was given up while it waited was not sent', () => {
  expect(problemOf(activityFailure(new CancelledFailure('canceled')), account)).toMatchObject({
    code: 'called_off',
    outcome: 'unavailable',
  });
});

test.each<TimeoutType>(['START_TO_CLOSE', 'HEARTBEAT', 'SCHEDULE_TO_CLOSE'])(
  'a call that ended in a time-out (%s) may have been carried out',
  (type) => {
    expect(problemOf(timedOut(type), account)).toMatchObject({
      code: 'provider_timeout',
      outcome: 'unknown',
    });
  },
);

test.each([
  ['an error of ours', new ApplicationFailure('x is undefined', 'TypeError')],
  ['details that are no problem', ApplicationFailure.create({ message: 'x', type: 'x', details: ['text'] })],
  ['details that are nothing', ApplicationFailure.create({ message: 'x', type: 'x', details: [null] })],
])('%s: nothing is certain', (_, cause) => {
  expect(problemOf(activityFailure(cause), account)).toMatchObject({
    code: 'internal_error',
    outcome: 'unknown',
  });
});

test('what is no failure of an activity is thrown on', () => {
  const bug = new TypeError('a bug in the workflow');
  expect(() => problemOf(bug, account)).toThrow(bug);
});
