import { WorkflowExecutionAlreadyStartedError } from '@temporalio/common';
import { startChild } from '@temporalio/workflow';
import { ACCOUNT_POLICY, newAccount } from '../../../src/domain/account/account';
import { withSweepInterval } from '../../../src/domain/account/sweep';
import { HOUR, SECOND } from '../../../src/domain/model/time';
import { openSweepRun } from '../../../workflows/account/sweep-run';

jest.mock('@temporalio/workflow', () => ({
  ...jest.requireActual<object>('@temporalio/workflow'),
  startChild: jest.fn(),
}));

/**
 * Temporal can report the start of a pass and the end of it in one workflow task. Signals are handled first, so the
 * account hears of the end before it hears of the start.
 */
const NOW = Date.parse('2026-12-01T10:00:00Z');
const ACCOUNT = withSweepInterval(newAccount('twilio', 'main'), HOUR, NOW);
const pass = { result: () => new Promise(() => undefined) };
const endOf = (since: number, nextAt: number) => ({ since, sweep: { every: HOUR, nextAt } });

beforeEach(() => jest.spyOn(Date, 'now').mockReturnValue(NOW));
afterEach(() => jest.restoreAllMocks());

test('the end of a pass that comes before its start is heard, so the next pass can begin', async () => {
  const run = openSweepRun(ACCOUNT_POLICY, undefined);
  jest.mocked(startChild).mockImplementation(() => {
    run.ended(endOf(NOW, NOW + HOUR));
    return Promise.resolve(pass as never);
  });
  await run.begin(ACCOUNT);
  expect(run).toMatchObject({ isOver: true, since: undefined, checkAt: undefined });
  expect(run.finish(ACCOUNT).sweep).toMatchObject({ nextAt: NOW + HOUR });
  expect(run.isOver).toBe(false);
});

test('the end of an earlier pass, while the next one starts, does not end the next one', async () => {
  const run = openSweepRun(ACCOUNT_POLICY, NOW - 2 * HOUR);
  jest.mocked(startChild).mockImplementation(() => {
    run.ended(endOf(NOW - 2 * HOUR, NOW + HOUR));
    return Promise.resolve(pass as never);
  });
  await run.begin(ACCOUNT);
  expect(run).toMatchObject({ isOver: true, since: NOW, checkAt: undefined });
});

test('the end of a running pass, while it is asked for, leaves nothing to check', async () => {
  const run = openSweepRun(ACCOUNT_POLICY, NOW - 2 * HOUR);
  jest.mocked(startChild).mockImplementation(() => {
    run.ended(endOf(NOW - 2 * HOUR, NOW + HOUR));
    throw new WorkflowExecutionAlreadyStartedError('it runs', 'sweep:twilio:main', 'accountSweep');
  });
  await run.begin(ACCOUNT);
  expect(run).toMatchObject({ isOver: true, since: undefined, checkAt: undefined });
});

test('a pass that has started is under way until it signals its end', async () => {
  const run = openSweepRun(ACCOUNT_POLICY, undefined);
  jest.mocked(startChild).mockResolvedValue(pass as never);
  await run.begin(ACCOUNT);
  expect(run).toMatchObject({ isOver: false, since: NOW });
  run.ended(endOf(NOW - HOUR, NOW)); // of another pass
  expect(run.isOver).toBe(false);
  run.ended(endOf(NOW, NOW + HOUR));
  expect(run).toMatchObject({ isOver: true, since: undefined });
});

test('a pass that has signaled its end, but has not closed, is checked again in seconds, any other in an hour', async () => {
  const isRunning = () => {
    throw new WorkflowExecutionAlreadyStartedError('it runs', 'sweep:twilio:main', 'accountSweep');
  };
  const run = openSweepRun(ACCOUNT_POLICY, undefined);
  jest.mocked(startChild).mockResolvedValue(pass as never);
  await run.begin(ACCOUNT);
  run.ended(endOf(NOW, NOW));
  run.finish(ACCOUNT);
  jest.mocked(startChild).mockImplementation(isRunning);
  await run.begin(ACCOUNT);
  expect(run).toMatchObject({ since: NOW, checkAt: NOW + 5 * SECOND });

  const other = openSweepRun(ACCOUNT_POLICY, undefined);
  await other.begin(ACCOUNT);
  expect(other).toMatchObject({ since: NOW, checkAt: NOW + HOUR });
});
