import { MockActivityEnvironment } from '@temporalio/testing';
import { DefaultLogger } from '@temporalio/worker';
import { createActivities } from '../../../activities/index';
import type { PortActivities } from '../../../activities/port/port-activities';
import { prepareRequest } from '../../../activities/port/prepare';
import type { TakenOrders } from '../../../activities/port/taken-orders';
import type { HttpRequest } from '../../../src/providers/http/transport';
import { Sandbox } from '../../../src/sandbox/sandbox';
import { accountDirectory } from '../../../src/worker/worker';
import { testNumber, twilioRequest } from '../../scenarios/request';
import { sandboxAccount } from '../../scenarios/sandbox-account';
import { SANDBOX_BASE_URL, sandboxTransport } from '../../scenarios/sandbox-transport';

export const ACCOUNT = { provider: 'twilio', account: 'default' };

/** The run that the environment of an activity under test says it is in. */
export const RUN = '00000000-0000-0000-0000-000000000000';

/**
 * The activities as a worker runs them, over the sandbox in this process.
 *
 * @param scenarios - one number for each
 * @param takenOrders - which orders other ports hold; default: none
 * @param restoredAt - when Temporal's database was restored; default: never
 */
export function activitiesUnderTest({
  scenarioIds = ['00'],
  takenOrders = () => Promise.resolve(new Set()),
  restoredAt,
}: { scenarioIds?: readonly string[]; takenOrders?: TakenOrders; restoredAt?: number } = {}) {
  const sandbox = new Sandbox();
  const toSandbox = sandboxTransport(sandbox);
  const sent: HttpRequest[] = [];
  const directory = accountDirectory([sandboxAccount(SANDBOX_BASE_URL)], {
    transport: (request) => {
      sent.push(request);
      return toSandbox(request);
    },
  });
  const activities = createActivities(directory, { takenOrders, restoredAt });
  // Failures are what is tested here; they need no log.
  const environment = new MockActivityEnvironment({}, { logger: new DefaultLogger('ERROR') });
  const run = async <K extends keyof PortActivities>(
    name: K,
    given: Parameters<PortActivities[K]>[0],
  ): Promise<Awaited<ReturnType<PortActivities[K]>>> => {
    type Answer = Awaited<ReturnType<PortActivities[K]>>;
    const activity = activities[name] as unknown as (given: unknown) => Promise<Answer>;
    return environment.run<[unknown], Answer, typeof activity>(activity, given);
  };
  const numbers = scenarioIds.map((scenario, index) => testNumber(scenario, `0${String(index + 1)}`));
  const input = twilioRequest({
    requestId: 'acme-42',
    numbers: numbers.map((phoneNumber) => ({ phoneNumber })),
  });
  const { request } = prepareRequest(input, directory, Date.now());
  const attempt = { ...ACCOUNT, request, attemptKey: 'acme-42/1', numbers };
  /** The one order that comes of it. */
  const submit = async () => {
    const [order, ...others] = await run('submitOrder', { ...attempt, allowedRuns: [RUN] });
    if (order === undefined || others.length > 0) throw new Error('Twilio makes one order of one.');
    return order;
  };
  /** What was sent to the provider since this was last asked: method and path. */
  const asked = () =>
    sent.splice(0).map(({ method, url }) => `${method} ${new URL(url).pathname.replace('/twilio', '')}`);
  /** The provider's list shows an order as soon as it is made. */
  const showAtOnce = () =>
    sandbox.handle({
      method: 'POST',
      path: '/_control/settings',
      query: {},
      headers: {},
      body: JSON.stringify({ listLagMs: 0 }),
    });
  return { sandbox, sent, asked, showAtOnce, run, submit, attempt, input, request, numbers, environment };
}
