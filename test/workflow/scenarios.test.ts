import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { numberWithFate, twilioRequest } from '../scenarios/request';
import { SCENARIOS } from '../scenarios/scenarios';
import { timeSkippingEnvironment } from '../support/servers/test-server';
import { SkippedPort } from '../support/skipped-port';

let environment: TestWorkflowEnvironment;
beforeAll(async () => {
  environment = await timeSkippingEnvironment();
});
afterAll(async () => {
  await environment.teardown();
});

test.each(SCENARIOS)(
  'fate $fate on a Temporal server with skipped time: $what',
  async ({ fate, does, end }) => {
    const port = new SkippedPort(environment, `fate-${fate}`);
    const handle = await port.start(
      twilioRequest({ requestId: `fate-${fate}`, numbers: [{ phoneNumber: numberWithFate(fate) }] }),
    );
    try {
      await port.untilEnd(does);
      const outcome = await handle.result();
      expect(outcome.phase).toBe(end.phase);
      expect(outcome.numbers).toEqual([{ phoneNumber: numberWithFate(fate), outcome: end.outcome }]);
      const timeline = await handle.timeline();
      const counted = Object.keys(end.told).map((kind) => [
        kind,
        timeline.filter((entry) => entry.kind === kind).length,
      ]);
      expect(Object.fromEntries(counted)).toEqual(end.told);
      expect(port.sandbox.orders()).toHaveLength(end.orders);
    } finally {
      await port.stop();
    }
  },
);
