import { request } from 'undici';
import { serveWorkerHealth, type WorkerHealth } from '../../../src/cli/processes/worker-health';
import type { WorkerReadiness } from '../../../src/worker/worker';

const READY: WorkerReadiness = {
  temporal: 'reachable',
  workflows: { served: true },
  accounts: [{ provider: 'twilio', account: 'default', served: true }],
};

let stop: AbortController;
let health: WorkerHealth;

async function serve(host = '127.0.0.1'): Promise<void> {
  stop = new AbortController();
  health = await serveWorkerHealth({ port: 0, host }, stop.signal);
}

afterEach(() => health.close());

async function get(path: string, method: 'GET' | 'POST' = 'GET'): Promise<[number, object]> {
  const { port } = new URL(health.address);
  const { statusCode, body } = await request(`http://127.0.0.1:${port}${path}`, { method });
  return [statusCode, (await body.json()) as object];
}

function watch(...reports: WorkerReadiness[]): () => number {
  let asked = 0;
  health.watch({ readiness: () => Promise.resolve(reports[asked++] ?? READY) });
  return () => asked;
}

test('before it has a worker, the process is alive and not ready', async () => {
  await serve();
  expect(await get('/healthz')).toEqual([200, { status: 'alive' }]);
  expect(await get('/readyz')).toEqual([503, { status: 'starting' }]);
});

test('a worker that polls everything is ready, with the accounts as at the receiver', async () => {
  await serve();
  watch(READY);
  expect(await get('/readyz')).toEqual([200, { status: 'ready', ...READY }]);
  expect(await get('/readyz?verbose')).toEqual([200, { status: 'ready', ...READY }]);
});

test.each<[string, Partial<WorkerReadiness>]>([
  ['Temporal does not answer', { temporal: 'unreachable' }],
  ['it polls for no workflows', { workflows: { served: false } }],
  [
    'it polls for one account of two',
    { accounts: [...READY.accounts, { provider: 'twilio', account: 'west', served: false }] },
  ],
])('when %s it is alive and not ready', async (_when, missing) => {
  await serve();
  watch({ ...READY, ...missing });
  expect(await get('/readyz')).toEqual([503, { status: 'not_ready', ...READY, ...missing }]);
  expect(await get('/healthz')).toEqual([200, { status: 'alive' }]);
});

test('a stopped process drains: it is alive, not ready, and Temporal is not asked', async () => {
  await serve();
  const asked = watch(READY);
  stop.abort();
  expect(await get('/readyz')).toEqual([503, { status: 'draining' }]);
  expect(await get('/healthz')).toEqual([200, { status: 'alive' }]);
  expect(asked()).toBe(0);
});

test('a process that is stopped while Temporal is asked drains', async () => {
  await serve();
  let answer: (report: WorkerReadiness) => void = () => undefined;
  const isAsked = new Promise<void>((resolve) =>
    health.watch({
      readiness: () => {
        resolve();
        return new Promise((answered) => (answer = answered));
      },
    }),
  );
  const answered = get('/readyz');
  await isAsked;
  stop.abort();
  answer(READY);
  expect(await answered).toEqual([503, { status: 'draining' }]);
});

test('checks that come together cost Temporal one question', async () => {
  await serve();
  const asked = watch(READY);
  await Promise.all(Array.from({ length: 20 }, () => get('/readyz')));
  expect(asked()).toBe(1);
});

test('on an address that others reach it does not name the accounts', async () => {
  await serve('0.0.0.0');
  watch(READY);
  const { temporal, workflows } = READY;
  expect(await get('/readyz')).toEqual([200, { status: 'ready', temporal, workflows }]);
});

test('nothing else is there', async () => {
  await serve();
  expect((await get('/'))[0]).toBe(404);
  expect((await get('/readyz', 'POST'))[0]).toBe(404);
});

test('a port that is taken is an error, and not a worker without health checks', async () => {
  await serve();
  const port = Number(new URL(health.address).port);
  const second = serveWorkerHealth({ port, host: '127.0.0.1' }, stop.signal);
  await expect(second).rejects.toMatchObject({ code: 'EADDRINUSE' });
});
