import { MockActivityEnvironment } from '@temporalio/testing';
import { DefaultLogger } from '@temporalio/worker';
import type { Account } from '../../../activities/accounts';
import { AccountDirectory } from '../../../activities/accounts';
import { createActivities } from '../../../activities/index';
import { prepareRequest } from '../../../activities/port/prepare';
import { accountDirectory } from '../../../src/worker/worker';
import { testNumber, twilioRequest } from '../../scenarios/request';
import { sandboxAccount } from '../../scenarios/sandbox-account';
import { SANDBOX_BASE_URL } from '../../scenarios/sandbox-transport';

/** The shortest heartbeat time-out of a call (workflows/port/call-options.ts), with room for the throttling of the SDK. */
const MAX_SILENCE_MS = 15_000;

const real = accountDirectory([sandboxAccount(SANDBOX_BASE_URL)]).find('twilio', 'default')!;
/** Abilities that Twilio lacks; here each provider has them. */
const ABILITIES = new Set<string | symbol>(['allowedDates', 'comment', 'edit', 'rate']);
/** They send no request. */
const LOCAL = new Set<string | symbol>(['requirements', 'orderGroupOf']);
/** A provider that answers no request. */
const provider = new Proxy(real.provider, {
  get: (target, name) => {
    const value: unknown = Reflect.get(target, name);
    const isRequest = ABILITIES.has(name) || (typeof value === 'function' && !LOCAL.has(name));
    if (isRequest) return () => new Promise(() => undefined);
    return typeof value === 'function' ? (value.bind(target) as unknown) : value;
  },
});
const account: Account = { ...real, provider };
const openPorts = () => ({ holders: () => Promise.resolve(new Map()), signalPort: () => Promise.resolve() });
const activities = createActivities(new AccountDirectory([account]), { openPorts });

const ref = { provider: 'twilio', account: 'default' };
const numbers = [testNumber('00', '01'), testNumber('00', '02')];
const input = twilioRequest({
  requestId: 'acme-42',
  numbers: numbers.map((phoneNumber) => ({ phoneNumber })),
});
const { request } = prepareRequest(input, new AccountDirectory([real]), Date.now());
const orderRef = `KW${'0'.repeat(32)}`;
const items = numbers.map((phoneNumber) => ({ phoneNumber }));
const plan = { ...ref, request, attemptKey: 'acme-42/1', numbers };

const CALLS: Readonly<Record<string, readonly [keyof typeof activities, object]>> = {
  'the cancel of a whole order': [
    'cancelOrder',
    { ...ref, cancel: { orderRef, isWhole: true, numbers: items } },
  ],
  'the cancel of one number': [
    'cancelOrder',
    { ...ref, cancel: { orderRef, isWhole: false, numbers: items } },
  ],
  'a check': ['checkPortability', plan],
  'a search': ['searchOrder', { ...plan, since: 0, ownOrderRefs: [] }],
  'a read': ['readOrders', { ...ref, orderRefs: [orderRef] }],
  'a question about a date': [
    'fitDates',
    { ...ref, orderRefs: [orderRef], schedule: { date: '2026-12-10' } },
  ],
  'an order action': [
    'runOrderAction',
    { ...ref, orderRef, task: { kind: 'comment', body: 'x' }, request, numbers },
  ],
  'a sweep': ['sweepAccount', ref],
  'the cancel of an order that no port holds': [
    'callProvider',
    { ...ref, operation: 'order.cancel', input: { orderRef } },
  ],
  'a dry run': ['callProvider', { ...ref, operation: 'dryRun', input }],
};

afterEach(() => jest.useRealTimers());

test.each(Object.keys(CALLS))('%s is never silent while its provider does not answer', async (what) => {
  jest.useFakeTimers();
  const [name, given] = CALLS[what]!;
  const environment = new MockActivityEnvironment({}, { logger: new DefaultLogger('ERROR') });
  const beats: number[] = [Date.now()];
  environment.on('heartbeat', () => beats.push(Date.now()));
  let ended: unknown;
  environment
    .run(activities[name] as (given: object) => Promise<unknown>, given)
    .catch((error: unknown) => (ended = error));
  await jest.advanceTimersByTimeAsync(120_000);
  expect(ended).toBeUndefined();
  const silences = [...beats.slice(1), Date.now()].map((at, index) => at - (beats[index] ?? 0));
  expect(Math.max(...silences)).toBeLessThanOrEqual(MAX_SILENCE_MS);
});
