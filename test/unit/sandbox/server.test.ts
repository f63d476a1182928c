import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { startSandbox, type RunningSandbox } from '../../../src/sandbox/server';
import { BASIC, createBody } from './support';

interface Received {
  readonly url: string;
  readonly signature: string | undefined;
  readonly body: Record<string, unknown>;
}

describe('the sandbox over HTTP', () => {
  const running: RunningSandbox[] = [];
  const receivers: Server[] = [];
  afterEach(async () => {
    await Promise.all(running.splice(0).map((sandbox) => sandbox.close()));
    for (const receiver of receivers.splice(0)) receiver.close();
  });

  async function start(options: Parameters<typeof startSandbox>[0] = {}): Promise<RunningSandbox> {
    const started = await startSandbox({ port: 0, ...options });
    running.push(started);
    return started;
  }

  const call = (sandbox: RunningSandbox, method: string, path: string, body?: unknown) =>
    fetch(`${sandbox.url}${path}`, {
      method,
      headers: { authorization: BASIC, 'content-type': 'application/json' },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });

  it('runs a port on its own and posts its webhooks, again where they are refused', async () => {
    const received: Received[] = [];
    let refusals = 1;
    let done = (): void => undefined;
    const completed = new Promise<void>((resolve) => (done = resolve));
    const receiver = createServer((request, response) => {
      let text = '';
      request.on('data', (chunk) => (text += String(chunk)));
      request.on('end', () => {
        const body = JSON.parse(text) as Record<string, unknown>;
        const signature = request.headers['x-twilio-signature'];
        received.push({ url: request.url ?? '', signature: signature?.toString(), body });
        const refuse = body['status'] === 'Completed' && refusals-- > 0;
        response.writeHead(refuse ? 503 : 204).end();
        if (body['status'] === 'Completed' && !refuse) done();
      });
    });
    receivers.push(receiver);
    await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
    const { port } = receiver.address() as AddressInfo;
    const lines: object[] = [];
    const sandbox = await start({
      daySeconds: 0.05,
      twilioWebhookUrl: `http://127.0.0.1:${port}/hook`,
      logger: { info: (fields) => lines.push(fields), warn: (fields) => lines.push(fields) },
    });
    const created = await call(sandbox, 'POST', '/twilio/v1/Porting/PortIn', createBody(['+12125550100']));
    expect(created.status).toBe(202);
    expect(created.headers.get('twilio-request-id')).toMatch(/^RQ/);
    await completed;
    expect(received.filter(({ body }) => body['status'] === 'Completed')).toHaveLength(2);
    expect(received[0]).toMatchObject({
      url: expect.stringMatching(/^\/hook\?bodySHA256=[0-9a-f]{64}$/),
      signature: expect.stringMatching(/=$/),
    });
    const { port_in_request_sid: sid } = (await created.json()) as { port_in_request_sid: string };
    const read = (await (await call(sandbox, 'GET', `/twilio/v1/Porting/PortIn/${sid}`)).json()) as object;
    expect(read).toMatchObject({ port_in_request_status: 'Completed' });
    await call(sandbox, 'GET', '/twilio/v1/Porting/Portability/PhoneNumber/%2B12125550100');
    expect(JSON.stringify(lines)).toContain('+…0100');
    expect(JSON.stringify(lines)).not.toContain('12125550100');
  });

  it('keeps a plus and a query as sent, and takes no body for none', async () => {
    const sandbox = await start();
    const path = '/twilio/v1/Porting/Portability/PhoneNumber';
    for (const number of ['+12125550100', '%2B12125550100']) {
      expect(await (await call(sandbox, 'GET', `${path}/${number}`)).json()).toMatchObject({
        portable: true,
      });
    }
    expect((await call(sandbox, 'GET', '/twilio/v1/Porting/PortIn/PortInRequests?Size=0')).status).toBe(400);
    expect((await call(sandbox, 'POST', '/_control/reset')).status).toBe(200);
    expect((await fetch(`${sandbox.url}/healthz`)).status).toBe(200);
  });

  it('carries out faults: it cuts, it waits, it says when to come again', async () => {
    const sandbox = await start();
    const fault = (rule: object) =>
      call(sandbox, 'POST', '/_control/faults', { provider: 'twilio', pathPattern: 'PortIn$', ...rule });
    const create = (number = '+12125550100') =>
      call(sandbox, 'POST', '/twilio/v1/Porting/PortIn', createBody([number]));
    await fault({ kind: 'drop_after' });
    await expect(create()).rejects.toThrow('fetch failed');
    await expect(create('+12125550112')).rejects.toThrow('fetch failed');
    expect(sandbox.sandbox.orders()).toHaveLength(2);
    await fault({ kind: 'status', status: 429, retryAfterSeconds: 3 });
    const limited = await create();
    expect([limited.status, limited.headers.get('retry-after')]).toEqual([429, '3']);
    await fault({ kind: 'delay', delayMs: 60 });
    const before = performance.now();
    expect((await create()).status).toBe(202);
    expect(performance.now() - before).toBeGreaterThan(50);
  });

  it('leaves what is due to the caller, when the clock is the caller’s', async () => {
    let now = Date.UTC(2026, 10, 2);
    const sandbox = await start({ clock: { now: () => now } });
    const created = await call(sandbox, 'POST', '/twilio/v1/Porting/PortIn', createBody(['+12125550100']));
    const { port_in_request_sid: sid } = (await created.json()) as { port_in_request_sid: string };
    now += 10 * 86_400_000;
    sandbox.sandbox.runDue();
    // Midnight would mean "some time that day", so the script takes an hour later.
    const focAt = '2026-11-12T01:00:00Z';
    expect(sandbox.sandbox.orders()).toMatchObject([
      { ref: sid, status: 'In progress', numbers: [{ focAt }] },
    ]);
    now += 3_600_000;
    sandbox.sandbox.runDue();
    expect(sandbox.sandbox.orders()).toMatchObject([{ status: 'Completed' }]);
  });

  it('gives each start ids of its own, and fails on a port that is taken', async () => {
    const first = await start({ runId: '00000001' });
    const second = await start();
    const id = async (sandbox: RunningSandbox) =>
      (await call(sandbox, 'GET', '/twilio/v1/x')).headers.get('twilio-request-id');
    expect(await id(first)).toBe(`RQ00000001${'1'.padStart(24, '0')}`);
    expect(await id(second)).not.toBe(await id(first));
    await expect(startSandbox({ port: Number(new URL(first.url).port) })).rejects.toThrow('EADDRINUSE');
  });

  it('says so when a body is too large, and goes on', async () => {
    const sandbox = await start();
    const { status } = await call(sandbox, 'POST', '/twilio/v1/Porting/PortIn', {
      much: 'x'.repeat(12 * 2 ** 20),
    });
    expect(status).toBe(413);
    expect((await call(sandbox, 'GET', '/healthz')).status).toBe(200);
  });

  it('can be closed twice', async () => {
    const sandbox = await start();
    await sandbox.close();
    await sandbox.close();
  });
});
