import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { Context } from '@temporalio/activity';
import { testNumber } from '../scenarios/request';
import { DOCUMENTED_SCENARIOS } from '../scenarios/scenarios';
import { timeSkippingEnvironment } from '../support/servers/test-server';
import { createIntercepted, type Interceptor } from './intercepted-worker';
import { CANCEL, CHECK, CREATE, READ, SkippedAccount } from './skipped-account';

/**
 * Invariant same-twice: an activity may run twice, because a worker can die after the work and before it is
 * reported. `submitOrder` is the exception by nature: no provider takes an idempotency key. Temporal never repeats
 * it, so nothing here does.
 */
const TWICE: Interceptor = {
  async execute(input, next) {
    if (Context.current().info.activityType !== 'submitOrder') await next(input);
    return next(input);
  },
};

/** The work is done the first time too, and its answer is lost. A local activity is lost only with its task. */
const LOST: Interceptor = {
  async execute(input, next) {
    const result: unknown = await next(input);
    const { attempt, activityType } = Context.current().info;
    const isReported = attempt > 1 || activityType === 'submitOrder' || activityType === 'prepare';
    if (!isReported) throw new Error('The worker died.');
    return result;
  },
};

let environment: TestWorkflowEnvironment;
beforeAll(async () => {
  environment = await timeSkippingEnvironment();
});
afterAll(() => environment.teardown());

describe.each([
  ['every activity runs twice', 'twice', TWICE],
  ['every activity is done and then lost', 'lost', LOST],
])('%s', (_, name, interceptor) => {
  let account: SkippedAccount;
  beforeAll(async () => {
    account = await SkippedAccount.open(environment, `same-${name}`, {
      createWorker: (options) => createIntercepted(options, interceptor),
    });
  });
  afterEach(() => account.clear());
  afterAll(() => account.close());

  test.each(
    DOCUMENTED_SCENARIOS.filter(({ scenarioId }) => ['00', '11', '12', '13', '19'].includes(scenarioId)),
  )('scenario $scenarioId ends the same: $what', async ({ scenarioId, does, end }) => {
    const port = await account.start(account.request({ numbers: [{ phoneNumber: testNumber(scenarioId) }] }));
    for (const { whenPhase, id } of does) {
      await account.until(port, ({ phase }) => phase === whenPhase);
      await port.cancel({ idempotencyKey: id });
      // An update may come twice too.
      await port.cancel({ idempotencyKey: id });
    }
    await account.untilEnd(port);
    const { phase, numbers } = await port.result();
    expect({ phase, outcomes: numbers.map(({ outcome }) => outcome) }).toEqual({
      phase: end.phase,
      outcomes: [end.outcome],
    });
    const timeline = await port.timeline();
    const counted = Object.keys(end.timeline).map((kind) => [
      kind,
      timeline.filter((entry) => entry.kind === kind).length,
    ]);
    expect(Object.fromEntries(counted)).toEqual(end.timeline);
    expect(account.sandbox.orders()).toHaveLength(end.orders);
    expect(account.asked(CREATE)).toBe(1);
    // The interceptor was there.
    if (does.length > 0) expect(account.asked(CANCEL)).toBe(2);
    expect(account.asked(CHECK)).toBe(2);
    expect(account.asked(READ)).toBeGreaterThan(1);
    expect(account.asked(READ) % 2).toBe(0);
  });
});
