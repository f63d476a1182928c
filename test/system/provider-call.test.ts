import { PortingClient } from '../../src/client/porting-client';
import type { PortRequestInput } from '../../src/contract/port-request-input';
import type { PortView } from '../../src/contract/port-view';
import { connectClient, temporalConfig, type TemporalClient } from '../../temporal.config';
import { CliProcess, type Finished, type Variables } from '../support/cli-process';
import { startProcesses, type ProcessStack } from '../support/process-stack';
import { eventually } from '../support/stack';
import { smallestTwilioRequest } from '../scenarios/request';

/** A day is long enough that a cancellation window of three days stays as a test finds it. */
const DAY_SECONDS = 20;

let stack: ProcessStack;
/** Makes what a test begins with, in this process: faster than a command. */
let porting: PortingClient;
let temporal: TemporalClient;
/** Every command that was run, so that none outlives a test that failed. */
const commands: CliProcess[] = [];
/** Asks an account that no worker serves: it hears so after a minute, so it begins before all others. */
let askingNobody: CliProcess;
beforeAll(async () => {
  stack = await startProcesses('provider', DAY_SECONDS);
  const config = temporalConfig(stack.variables);
  temporal = await connectClient(config);
  porting = new PortingClient(temporal, config.taskQueue);
  askingNobody = command(['provider', 'twilio', 'orders', '--account', 'nobody']);
});
afterAll(async () => {
  await Promise.all(commands.map((each) => each.end('SIGKILL')));
  await porting.close();
  await stack.stop();
});

describe('provider twilio', () => {
  test('portability answers for each number', async () => {
    const numbers = ['+12125550100', '+12125550101'];
    const plain = await provider('portability', ...numbers);
    expect(plain.code).toBe(0);
    expect(lines(plain)).toEqual([
      expect.stringMatching(/^NUMBER +PORTABLE /),
      expect.stringMatching(/^\+12125550100 +yes .* US/),
      expect.stringMatching(/^\+12125550101 +no .* unsupported \(22130\)/),
    ]);
    const answers = json<object[]>(await provider('portability', ...numbers, '--json'));
    expect(answers).toMatchObject([{ portable: true }, { portable: false, rejection: {} }]);
  });

  test('orders are listed, and what is left out is told', async () => {
    for (const last of ['0214', '0314']) await submitted(`listed-${last}`, `+1212555${last}`);
    const all = json<Order[]>(await provider('orders', '--json'));
    expect(all).toMatchObject([
      { ref: expect.stringMatching(/^KW/), numbers: 1, ported: 0 },
      { ref: expect.stringMatching(/^KW/), numbers: 1, ported: 0 },
    ]);
    const one = await provider('orders', '--limit', '1');
    expect(lines(one)).toHaveLength(2);
    expect(one.stderr).toContain('raise --limit');
    const [, second] = all;
    const chosen = json<Order[]>(await provider('orders', '--refs', second!.ref, '--json'));
    expect(chosen.map(({ ref }) => ref)).toEqual([second!.ref]);
    const none = await provider('orders', '--status', 'completed');
    expect(none).toMatchObject({ code: 0, stdout: 'No orders.\n' });
  });

  test('an order is shown whole; it is canceled here when no open port has it', async () => {
    const id = await submitted('held', '+12125550614');
    const { orders } = await porting.get(id).view();
    const { ref } = orders[0]!;
    const found = json<{ numbers: object[]; raw: object }>(await provider('order', 'show', ref, '--json'));
    expect(found.numbers).toMatchObject([{ phoneNumber: '+12125550614', status: expect.any(String) }]);
    expect(found.raw).toMatchObject({ port_in_request_sid: ref });
    const holding = (isHeld: boolean) =>
      eventually(
        () =>
          temporal.client.workflow.count(
            `PortOrderIds = 'twilio/${stack.account}/${ref}' AND ExecutionStatus = 'Running'`,
          ),
        ({ count }) => count === (isHeld ? 1 : 0),
      );
    await holding(true);
    const refused = await provider('order', 'cancel', ref);
    expect(refused).toMatchObject({ code: 2, stdout: '' });
    expect(refused.stderr).toContain(`order_of_port: Order ${ref} belongs to port ${id}.`);

    await temporal.client.workflow.getHandle(`port:${id}`).terminate('nobody wants it any more');
    await holding(false);
    const taken = await provider('order', 'cancel', ref);
    expect(taken).toMatchObject({ code: 0, stderr: '' });
    expect(taken.stdout).toMatch(/^\+12125550614 +canceled, or being canceled\n$/);
  });

  test('webhooks are set and deleted', async () => {
    const url = await ownUrl();
    expect(json(await provider('webhooks', 'get', '--json'))).toEqual({ url, events: [] });
    expect(json(await provider('webhooks', 'delete', '--json'))).toEqual({ events: [], changed: true });
    expect((await provider('webhooks', 'get')).stdout).toContain('none');
    expect(json(await provider('webhooks', 'set', '--json'))).toEqual({ url, events: [], changed: true });
  });

  test('another receiver’s webhooks are left alone, unless it is forced', async () => {
    const foreign = {
      port_in_target_url: 'https://foreign.example/hook?key=s3cr3t',
      port_out_target_url: 'https://foreign.example/out',
      notifications_of: ['PortInCompleted'],
    };
    await configureAtTwilio(foreign);
    const refused = await provider('webhooks', 'set');
    expect(refused).toMatchObject({ code: 2, stdout: '' });
    expect(refused.stderr).toMatch(/^portkeeper: foreign_webhook_url: .*foreign\.example/);
    expect(refused.stderr).not.toContain('s3cr3t');
    expect((await provider('webhooks', 'delete')).code).toBe(2);
    expect(await configuredAtTwilio()).toMatchObject(foreign);

    const url = await ownUrl();
    const forced = await provider('webhooks', 'set', '--force', '--json');
    expect(json(forced)).toEqual({ url, events: ['PortInCompleted'], changed: true });
    expect(await configuredAtTwilio()).toMatchObject({ ...foreign, port_in_target_url: url });

    await configureAtTwilio({ port_in_target_url: url, notifications_of: [] });
  });

  test('what is wrong is refused, and says what', async () => {
    const wrong = await provider('portability', '2125550100');
    expect(wrong).toMatchObject({ code: 2, stdout: '' });
    expect(wrong.stderr).toMatch(/^portkeeper: invalid_request: .*numbers\[0\] must be a phone number/);
  });

  test('a call that no worker takes fails soon, and is withdrawn', async () => {
    const nowhere = { ...stack.variables, PORTKEEPER_TASK_QUEUE: `${stack.account}-nobody` };
    const alone = await command(['provider', 'twilio', 'orders'], nowhere).ended;
    expect(alone).toMatchObject({ code: 1, stdout: '' });
    expect(alone.stderr).toMatch(/^portkeeper: no_worker: .*`portkeeper worker`/);
    const query = `WorkflowType = 'providerCall' AND TaskQueue = '${nowhere.PORTKEEPER_TASK_QUEUE}'`;
    const calls = await eventually(
      async () => {
        const found: string[] = [];
        for await (const { status } of temporal.client.workflow.list({ query })) found.push(status.name);
        return found;
      },
      ([status]) => status !== undefined && status !== 'RUNNING',
    );
    expect(calls).toEqual(['TERMINATED']);
  });
});

describe('cancel', () => {
  test('accepted: 0, and with --wait the story until the port has ended', async () => {
    const id = await submitted('stays', '+12125550400');
    const canceled = await cli('cancel', id, '--reason', 'customer stays', '--by', 'ada', '--wait');
    expect(canceled.code).toBe(0);
    expect(canceled.stdout).toMatch(/^Accepted for …0400\.\n/);
    expect(canceled.stdout).toMatch(/\[cancel by ada\]/);
    expect(lines(canceled).at(-1)).toBe(`${id}: canceled`);

    const late = await cli('cancel', id, '--json');
    expect(late.code).toBe(2);
    expect(JSON.parse(late.stdout)).toMatchObject({ code: 'port_ended', accepted: [], refused: [] });
  });

  test('partly accepted: 0, with the refused numbers; refused: 2, with what is allowed', async () => {
    const near = '+12125557514';
    const far = '+12125557614';
    const id = await submitted('window', near, far);
    const focAt = new Date(Date.now() + 2 * DAY_SECONDS * 1_000).toISOString();
    await advance(id, { to: 'foc_confirmed', focAt, numbers: [near] });
    await until(id, ({ numbers }) => numbers.some(({ foc }) => foc !== undefined));

    const both = await cli('cancel', id, '-', '--json', { input: JSON.stringify({ numbers: [near, far] }) });
    expect(json(both)).toMatchObject({
      accepted: [far],
      refused: [{ number: near, code: 'cancellation_window_closed', allowed: ['refresh'] }],
    });

    const refused = await cli('cancel', id, '--numbers', near);
    expect(refused).toMatchObject({ code: 2, stdout: '' });
    expect(refused.stderr).toMatch(
      /^portkeeper: cancellation_window_closed: \+12125557514 could be canceled until .* Allowed now: refresh\.\n$/,
    );
    const asJson = await cli('cancel', id, '--numbers', near, '--wait', '--json'); // and nothing is waited for
    expect(asJson).toMatchObject({ code: 2 });
    expect(JSON.parse(asJson.stdout)).toMatchObject({
      code: 'cancellation_window_closed',
      accepted: [],
      refused: [{ number: near, allowed: ['refresh'], foc: focAt }],
    });
  });

  test('the same key is the same command', async () => {
    const id = await submitted('twice', '+12125550714', '+12125550814');
    const once = ['cancel', id, '--numbers', '+12125550714', '--idempotency-key', 'k-1', '--json'];
    const first = json<{ accepted: string[] }>(await cli(...once));
    expect(first.accepted).toEqual(['+12125550714']);
    expect(json(await cli(...once))).toMatchObject({ accepted: first.accepted });
    const timeline = await porting.get(id).timeline();
    expect(timeline.filter(({ kind }) => kind === 'cancel_requested')).toHaveLength(1);
  });
});

describe('change-date', () => {
  test('of a draft is accepted, after the submission refused', async () => {
    const request = requestFor('dated', ['+12125550914']);
    const { requestId } = await porting.start({ ...request, submit: 'manual' });
    const args = ['--date', '2099-12-10', '--time-range', '10:00-12:00', '--time-zone', 'America/New_York'];
    const accepted = await cli('change-date', requestId, ...args, '--by', 'ada');
    expect(accepted).toMatchObject({ code: 0, stderr: '' });
    expect(accepted.stdout).toMatch(/^Accepted for …0914\./);

    const id = await submitted('sent', '+12125551014');
    const refused = await cli('change-date', id, '--date', '2099-12-10', '--json');
    expect(refused.code).toBe(2);
    expect(JSON.parse(refused.stdout)).toMatchObject({
      code: 'not_supported',
      refused: [{ code: 'not_supported', allowed: expect.arrayContaining(['cancel']) }],
    });
  });
});

test('a waiting client may leave with Ctrl-C, and reads how to follow on', async () => {
  const id = await submitted('left', '+12125551114');
  const waiting = command(['refresh', id, '--wait', '--json']);
  await waiting.says(/^\{"accepted":\["\+12125551114"\].*\n\{"at":/m);
  const { code, stderr } = await waiting.end('SIGINT');
  expect({ code, stderr }).toEqual({ code: 0, stderr: expect.stringContaining(`portkeeper watch ${id}`) });
});

test('an account that no worker serves is noticed', async () => {
  const { code, stdout, stderr } = await askingNobody.ended;
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
  expect(stderr).toMatch(/^portkeeper: no_worker_for_account: .*account nobody of twilio/);
}, 90_000);

interface Order {
  readonly ref: string;
}

function requestFor(what: string, numbers: readonly string[]): PortRequestInput {
  return smallestTwilioRequest({
    requestId: `${stack.account}-${what}`,
    account: stack.account,
    numbers: numbers.map((phoneNumber) => ({ phoneNumber })),
  });
}

/** A port whose order is at the provider. */
async function submitted(what: string, ...numbers: string[]): Promise<string> {
  const { requestId } = await porting.start(requestFor(what, numbers));
  await until(requestId, ({ orders }) => orders.length > 0);
  return requestId;
}

/** Waits until a port has come so far. */
async function until(requestId: string, isSo: (view: PortView) => boolean): Promise<PortView> {
  return eventually(() => porting.get(requestId).view(), isSo);
}

/** Pushes a port's order at the provider. */
async function advance(requestId: string, push: object): Promise<void> {
  const { orders } = await porting.get(requestId).view();
  await stack.control.advance(orders[0]!.ref, push);
}

async function ownUrl(): Promise<string> {
  return (await cli('webhook-url', 'twilio', stack.account)).stdout.trim();
}

async function configureAtTwilio(change: object): Promise<void> {
  const answer = await atTwilio({ method: 'POST', body: JSON.stringify(change) });
  if (!answer.ok) throw new Error(await answer.text());
}

async function configuredAtTwilio(): Promise<unknown> {
  return (await atTwilio({})).json();
}

/** What another client does with the same Twilio account. */
function atTwilio(request: RequestInit): Promise<Response> {
  const credentials = Buffer.from(`AC${'0'.repeat(32)}:sandbox-token`).toString('base64');
  const headers = { authorization: `Basic ${credentials}`, 'content-type': 'application/json' };
  return fetch(`${stack.control.url}/twilio/v1/Porting/Configuration/Webhook`, { ...request, headers });
}

function provider(...args: string[]): Promise<Finished> {
  return cli('provider', 'twilio', ...args, '--account', stack.account);
}

function cli(...args: (string | { readonly input: string })[]): Promise<Finished> {
  const words = args.filter((arg) => typeof arg === 'string');
  const last = args.at(-1);
  return command(words, stack.variables, typeof last === 'object' ? last.input : '').ended;
}

function command(args: readonly string[], variables: Variables = stack.variables, input = ''): CliProcess {
  const process = new CliProcess(args, variables, input);
  commands.push(process);
  return process;
}

/** The result of a command that succeeded. */
// eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters -- says what the test expects
function json<T = unknown>({ code, stdout, stderr }: Finished): T {
  if (code !== 0) throw new Error(`exit code ${String(code)}: ${stderr}${stdout}`);
  return JSON.parse(stdout) as T;
}

function lines({ stdout }: Finished): string[] {
  return stdout.split('\n').filter((line) => line !== '');
}
