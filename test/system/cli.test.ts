import { join } from 'node:path';
import { Client, Connection } from '@temporalio/client';
import { CliProcess, portkeeper, type Finished, type Variables } from '../support/cli-process';
import { startProcesses, type ProcessStack } from '../support/process-stack';
import { smallestTwilioRequest } from '../scenarios/request';

let stack: ProcessStack;
let name: string;
let variables: Variables;
beforeAll(async () => {
  stack = await startProcesses('cli', 0.5);
  ({ account: name, variables } = stack);
});
afterAll(() => stack.stop());

test('a port is started, watched to its end, and shown', async () => {
  const request = requestFor('whole', '+12125550100');
  const started = json<View>(await cli(['start', '-', '--json'], JSON.stringify(request)));
  expect(started).toMatchObject({ requestId: request.requestId, provider: 'twilio', account: name });

  const watched = await cli(['watch', request.requestId, '--json']);
  const changes = lines(watched).map((line) => JSON.parse(line) as View);
  expect(watched.code).toBe(0);
  expect(changes.at(-1)).toMatchObject({ phase: 'completed', numbers: [{ outcome: 'ported' }] });

  const again = json<View>(await cli(['start', '-', '--json'], JSON.stringify(request)));
  expect(again).toMatchObject({ requestId: request.requestId, phase: 'completed' });

  const shown = await cli(['show', request.requestId]);
  expect(shown.stdout).toMatch(/: completed\n/);

  const timeline = json<TimelineEntry[]>(await cli(['timeline', request.requestId, '--json']));
  expect(timeline.map(({ kind }) => kind)).toEqual(
    expect.arrayContaining(['submitted', 'foc_confirmed', 'cancellation_window_closed', 'ended']),
  );
  // Found through webhooks: receiver, token and directory work together.
  expect(timeline.some(({ cause }) => cause === 'hint')).toBe(true);

  const story = await cli(['watch', request.requestId]);
  expect(story.stdout).toMatch(/FOC confirmed for …0100: .* cancel by /);
  expect(lines(story)).toHaveLength(timeline.length + 1);

  const refused = await cli(['refresh', request.requestId]);
  expect(refused).toMatchObject({ code: 2, stdout: '' });
  expect(refused.stderr).toMatch(/port_ended: .* has ended \(completed\)/);
});

test('a running port is listed by its phase, and read on request', async () => {
  const { requestId } = await start(requestFor('open', '+12125550114'));
  const result = json<{ accepted: string[]; view: View }>(
    await cli(['refresh', requestId, '--by', 'ada', '--json']),
  );
  expect(result).toMatchObject({ accepted: ['+12125550114'], view: { requestId } });

  const watch = new CliProcess(['watch', requestId, '--json'], variables);
  await watch.says(/"phase":"waiting_for_foc"/);
  const found = await until(async () => {
    const ports = json<Listed[]>(await cli(['list', '--phase', 'waiting_for_foc', '--json']));
    return ports.find((port) => port.requestId === requestId);
  });
  expect(found).toMatchObject({ workflowId: `port:${requestId}`, provider: 'twilio', account: name });
  expect(await watch.end('SIGINT')).toMatchObject({ code: 0, stderr: '' });
});

test('a used request id is refused for other content', async () => {
  const request = await start(requestFor('conflict', '+12125550114'));
  const other = { ...request, numbers: [{ phoneNumber: '+12125550199' }] };
  const refused = await cli(['start', '-'], JSON.stringify(other));
  expect(refused).toMatchObject({ code: 2, stdout: '' });
  expect(refused.stderr).toMatch(/^portkeeper: request_conflict: /);
});

test('a request for an account that no worker knows waits for one, and can be canceled', async () => {
  const request = { ...requestFor('stranger', '+12125550100'), account: 'stranger' };
  const waiting = await cli(['start', '-'], JSON.stringify(request));
  expect(waiting).toMatchObject({ code: 0 });
  expect(waiting.stdout).toMatch(/: draft\n[^]*waits for +a worker that has this account configured/);
  const refused = await cli(['submit', request.requestId]);
  expect(refused).toMatchObject({ code: 2, stdout: '' });
  expect(refused.stderr).toMatch(/not_prepared_yet: .*cancel, abandon/);
  const canceled = await cli(['cancel', request.requestId, '--json']);
  expect(json<{ view: View }>(canceled).view).toMatchObject({ numbers: [{ outcome: 'never_submitted' }] });
});

test('a port that was ended from outside says so, and its id stays spent', async () => {
  const request = await start(requestFor('terminated', '+12125550114'));
  const connection = await Connection.connect({ address: variables['TEMPORAL_ADDRESS']! });
  await new Client({ connection }).workflow.getHandle(`port:${request.requestId}`).terminate('a drill');
  await connection.close();
  for (const args of [
    ['start', '-'],
    ['show', request.requestId],
    ['cancel', request.requestId],
  ]) {
    const failed = await cli(args, args[1] === '-' ? JSON.stringify(request) : '');
    expect(failed).toMatchObject({ code: 1, stdout: '' });
    expect(failed.stderr).toMatch(/^portkeeper: port_failed: .*was terminated: a drill.*another/);
  }
});

test('without a worker a port is started all the same', async () => {
  const request = requestFor('alone', '+12125550100');
  const started = await portkeeper(
    ['start', '-', '--json'],
    { ...variables, PORTKEEPER_TASK_QUEUE: `${name}-nobody` },
    JSON.stringify(request),
  );
  expect(json(started)).toMatchObject({
    requestId: request.requestId,
    workflowId: `port:${request.requestId}`,
  });
  expect(started.stderr).toMatch(/is started and safe in Temporal, but no worker answers/);
});

test('what cannot be a port request is refused before Temporal is asked', async () => {
  const nowhere = { TEMPORAL_ADDRESS: '127.0.0.1:1' };
  const wrong = { requestId: 'a b', provider: 'twilio', numbers: [{ phoneNumber: '212', pin: 42 }] };
  const invalid = await portkeeper(['start', '-'], nowhere, JSON.stringify(wrong));
  expect(invalid).toMatchObject({ code: 2, stdout: '' });
  expect(invalid.stderr).toMatch(/requestId: [^]*numbers\[0\]\.phoneNumber: [^]*numbers\[0\]\.pin: .*"0042"/);

  const malformed = await portkeeper(['start', '-'], nowhere, '{\n  "requestId": a\n}');
  expect(malformed).toMatchObject({ code: 2, stdout: '' });
  expect(malformed.stderr).toContain('standard input: line 2, column 16: this is not JSON');

  const missing = await portkeeper(['start', join(__dirname, 'none.json')], nowhere);
  expect(missing).toMatchObject({ code: 2, stdout: '' });
  expect(missing.stderr).toContain('there is no such file');
});

test('a Temporal that is away is a failure, told in one line', async () => {
  const nowhere = { TEMPORAL_ADDRESS: '127.0.0.1:1' };
  const [{ code, stdout, stderr }, doctor] = await Promise.all([
    portkeeper(['list'], nowhere),
    portkeeper(['doctor', '--json'], nowhere),
  ]);
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
  expect(stderr).toMatch(/^portkeeper: temporal_unreachable: .*127\.0\.0\.1:1.*\n$/);

  // Doctor goes on where something is missing, and fails in the end.
  expect(doctor).toMatchObject({ code: 1, stderr: '' });
  const bad = (JSON.parse(doctor.stdout) as Finding[]).filter(({ ok }) => !ok);
  expect(new Set(bad.map(({ check }) => check))).toEqual(new Set(['configuration', 'temporal', 'webhooks']));
});

test('setup can be repeated, and doctor finds nothing wrong', async () => {
  expect(json(await cli(['setup', '--json']))).toMatchObject({ added: [], namespace: 'default' });
  const findings = json<Finding[]>(await cli(['doctor', '--json']));
  expect(findings.filter(({ ok }) => !ok)).toEqual([]);
  expect(findings.map(({ check }) => check)).toEqual(
    expect.arrayContaining([
      'temporal',
      'search attributes',
      'workers',
      `account twilio/${name}`,
      'webhooks',
    ]),
  );
});

test('a worker waits for Temporal, but not for its configuration', async () => {
  const waiting = new CliProcess(['worker'], { ...variables, TEMPORAL_ADDRESS: '127.0.0.1:1' });
  await waiting.says(/cannot reach Temporal at 127\.0\.0\.1:1/, 'stderr');
  expect(await waiting.end()).toMatchObject({ code: 0, stdout: '' });

  const wrong = await portkeeper(['worker'], { LOG_LEVEL: 'loud' });
  expect(wrong).toMatchObject({ code: 1, stdout: '' });
  expect(wrong.stderr).toMatch(/LOG_LEVEL: [^]*PORTKEEPER_ALLOW_PLAINTEXT: [^]*TWILIO_ACCOUNT_SID: /);
});

test('every process ends with 0 when it is asked to', async () => {
  for (const process of [stack.worker, stack.receiver, stack.sandbox]) {
    expect((await process.end()).code).toBe(0);
  }
});

interface View {
  readonly requestId: string;
  readonly phase: string;
}

interface TimelineEntry {
  readonly kind: string;
  readonly cause: string;
}

interface Finding {
  readonly check: string;
  readonly ok: boolean;
}

interface Listed {
  readonly requestId: string;
}

function requestFor(what: string, phoneNumber: string) {
  return smallestTwilioRequest({
    requestId: `${name}-${what}`,
    account: name,
    numbers: [{ phoneNumber }],
  });
}

async function start<T extends { requestId: string }>(request: T): Promise<T> {
  expect((await cli(['start', '-'], JSON.stringify(request))).code).toBe(0);
  return request;
}

function cli(args: readonly string[], input = ''): Promise<Finished> {
  return portkeeper(args, variables, input);
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

/** The index follows a port with a little delay. */
async function until<T>(ask: () => Promise<T | undefined>): Promise<T> {
  for (;;) {
    const found = await ask();
    if (found !== undefined) return found;
  }
}
