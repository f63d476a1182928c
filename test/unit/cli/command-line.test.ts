import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PROVIDERS } from '../../support/providers';
import { toKebabCase } from '../../../src/cli/render/format';
import { COMMAND_NAMES, portCommand } from '../../../src/domain/model/port-commands';
import { BUILT_IN_PROVIDERS } from '../../../src/providers/registry';
import { runCommand } from './run-command';

const COMMANDS = [
  ...['dev', 'start', 'show', 'timeline', 'list', 'watch', 'schema'],
  ...COMMAND_NAMES.filter((name) => portCommand(name).commandLines !== undefined).map(toKebabCase),
  'accounts',
  ...['worker', 'receiver', 'sandbox', 'setup', 'doctor', 'webhook-url'],
];
const WEBHOOKS = {
  WEBHOOK_PUBLIC_URL: 'https://hooks.example.com',
  PORTKEEPER_WEBHOOK_SECRETS: `k1:${Buffer.alloc(32, 'one').toString('base64')}`,
};

const OPERATIONS: Readonly<Record<string, readonly string[]>> = {
  twilio: [
    ...['portability', 'orders', 'webhooks get', 'webhooks set', 'webhooks delete'],
    ...['eligibility check', 'eligibility get', 'loa get', 'loa set', 'documents upload'],
  ],
  'telnyx-v1': [
    ...['portability', 'orders', 'drafts', 'allowed-dates', 'comments list', 'comments add'],
    ...['documents list', 'documents link', 'rate'],
  ],
  'fone-dynamics': ['portability', 'orders'],
};
const ALL = [
  ...COMMANDS,
  ...['deployment show', 'deployment set-current'],
  ...Object.entries(OPERATIONS).flatMap(([provider, operations]) =>
    operations.map((operation) => `provider ${provider} ${operation}`),
  ),
];

test.each(ALL)('%s has help with an example, and --json', async (command) => {
  const { exitCode, stdout, stderr } = await runCommand([...command.split(' '), '--help']);
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
  expect(stdout).toMatch(/--json/);
  expect(stdout).toMatch(/\nExamples?:\n {2}\$ .*portkeeper/);
});

test('the help names every command', async () => {
  const { exitCode, stdout } = await runCommand(['--help']);
  expect(exitCode).toBe(0);
  for (const command of [...COMMANDS, 'deployment', 'provider'])
    expect(stdout).toMatch(new RegExp(`^ {2}${command} `, 'm'));
});

test('--version prints the version alone', async () => {
  expect(await runCommand(['--version'])).toEqual({
    exitCode: 0,
    stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/),
    stderr: '',
  });
});

test.each([
  ['no command', []],
  ['an unknown command', ['prot']],
  ['an unknown option', ['list', '--fase', 'draft']],
  ['a missing argument', ['show']],
  ['an argument too many', ['show', 'a', 'b']],
  ['an empty key, which would not make a command repeatable', ['cancel', 'a', '--idempotency-key', '']],
  ['an unknown phase', ['list', '--phase', 'ported']],
  ['an unknown provider', ['webhook-url', 'acme']],
  ['an account that cannot be', ['webhook-url', 'twilio', 'No/Account']],
  ['a provider’s operation that there is not', ['provider', 'twilio', 'allowed-dates']],
  ['an account of a provider that cannot be', ['provider', 'twilio', 'orders', '--account', '../x']],
  ['a limit that is no number', ['provider', 'twilio', 'orders', '--limit', 'all']],
  ['no number', ['provider', 'twilio', 'portability']],
  ['a port that cannot be', ['sandbox', '--port', '70000']],
  ['a day that cannot be', ['sandbox', '--day-seconds', '0']],
  ['no build', ['deployment', 'set-current']],
  ['a build, and none', ['deployment', 'set-current', '1', '--unversioned']],
  ['a URL that cannot be', ['sandbox', '--twilio-webhook-url', 'ftp://x']],
])('%s is wrong input', async (_what, args) => {
  const { exitCode, stdout, stderr } = await runCommand(args, WEBHOOKS);
  expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
  expect(stderr).not.toBe('');
});

test('webhook-url prints the URL with its token', async () => {
  const plain = await runCommand(['webhook-url', 'twilio'], WEBHOOKS);
  expect(plain).toMatchObject({ exitCode: 0, stderr: '' });
  expect(plain.stdout).toMatch(/^https:\/\/hooks\.example\.com\/webhooks\/twilio\/default\/k1\.\S+\n$/);

  const asJson = await runCommand(['webhook-url', 'twilio', 'eu', '--json'], WEBHOOKS);
  expect(JSON.parse(asJson.stdout)).toEqual({
    provider: 'twilio',
    account: 'eu',
    url: expect.stringContaining('/webhooks/twilio/eu/k1.'),
  });
});

test('webhook-url refuses where no webhooks are sent, whatever is configured', async () => {
  for (const env of [WEBHOOKS, {}]) {
    const { exitCode, stdout, stderr } = await runCommand(['webhook-url', 'telnyx-v1', '--json'], env);
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
    expect(stderr).toMatch(/^portkeeper: not_supported: telnyx-v1 sends no webhooks: .*#the-sweep\n$/);
  }
});

test('webhook-url notes where the worker sends a URL with each order', async () => {
  const { exitCode, stdout, stderr } = await runCommand(['webhook-url', 'fone-dynamics', '--json'], WEBHOOKS);
  expect({ exitCode, url: JSON.parse(stdout).url }).toEqual({
    exitCode: 0,
    url: expect.stringContaining('/webhooks/fone-dynamics/default/k1.'),
  });
  expect(stderr).toMatch(/^There is nothing to set up at fone-dynamics: the worker sends a URL of its own/);
});

test.each(PROVIDERS)('webhook-url goes by what %s says of its webhooks', async (provider) => {
  const { exitCode, stderr } = await runCommand(['webhook-url', provider], WEBHOOKS);
  const scope = BUILT_IN_PROVIDERS.get(provider)!.capabilities.webhookScope;
  expect({ exitCode, isSilent: stderr === '' }).toEqual({
    exitCode: scope === 'none' ? 2 : 0,
    isSilent: scope === 'account',
  });
});

test('what is wrong with the configuration is told at once', async () => {
  const { exitCode, stdout, stderr } = await runCommand(['receiver'], { PORT: 'x', LOG_LEVEL: 'loud' });
  expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: '' });
  expect(stderr).toMatch(/^portkeeper: configuration_invalid: /);
  for (const name of [
    'PORT',
    'LOG_LEVEL',
    'WEBHOOK_PUBLIC_URL',
    'PORTKEEPER_WEBHOOK_SECRETS',
    'TWILIO_ACCOUNT_SID',
  ]) {
    expect(stderr).toContain(`- ${name}: `);
  }
});

test('schema prints the JSON Schema of a port request', async () => {
  const { exitCode, stdout } = await runCommand(['schema']);
  expect(exitCode).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({
    type: 'object',
    required: ['requestId', 'provider', 'numbers'],
    properties: { provider: { enum: [...PROVIDERS] } },
  });
});

describe('a command to a port is looked at before it is sent', () => {
  // A cancel without numbers is a cancel of all: an unknown name must not count as not given.
  test.each<[string, string[], string, string[]]>([
    ['an unknown field', ['cancel', 'x', '-'], '{"number": ["+12125550100"]}', ['number']],
    ['no object', ['cancel', 'x', '-'], '["+12125550100"]', ['(the input)']],
    ['no numbers', ['cancel', 'x', '-'], '{"numbers": []}', ['numbers']],
    ['numbers that are none', ['cancel', 'x', '--numbers', '12,+12125550100'], '', ['numbers[0]']],
    ['an empty list', ['cancel', 'x', '--numbers', ''], '', ['numbers[0]']],
    ['an option over the file', ['cancel', 'x', '-', '--by', ''], '{"by": "ada"}', ['by']],
    ['no date', ['change-date', 'x'], '', ['schedule']],
    [
      'half a time range',
      ['change-date', 'x', '--date', 'asap', '--time-range', '10:00'],
      '',
      ['schedule.timeRange.end'],
    ],
    [
      'a zone that is none',
      ['change-date', 'x', '--date', '2026-12-10', '--time-zone', 'Mars'],
      '',
      ['schedule.timeZone'],
    ],
  ])('%s', async (_what, args, input, fields) => {
    const { exitCode, stdout, stderr } = await runCommand(args, {}, input);
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
    expect(stderr).toMatch(/^portkeeper: invalid_command: nothing was sent:\n/);
    for (const field of fields) expect(stderr).toContain(`\n  ${field}: `);
  });
});

describe('start', () => {
  const folder = mkdtempSync(join(tmpdir(), 'portkeeper-start-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test('names every wrong field, and the file', async () => {
    const file = join(folder, 'port.json');
    writeFileSync(
      file,
      '\uFEFF{"requestId": "a b", "provider": "twilio", "numbers": [{"phoneNumber": 12125550100, "pin": 42}], "extra": 1}',
    );
    const { exitCode, stdout, stderr } = await runCommand(['start', file]);
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
    expect(stderr).toContain(`invalid_request: ${file} is not a valid port request; nothing was started:\n`);
    for (const field of ['requestId', 'numbers[0].phoneNumber', 'numbers[0].pin', 'extra']) {
      expect(stderr).toContain(`\n  ${field}: `);
    }
  });

  test.each([
    ['a text that is not JSON', '-', 'requestId: a', 'standard input: line 1, column 1: '],
    ['an empty text', '-', '', 'standard input: line 1, column 1: this is not JSON: the text ends'],
    ['a file that is not there', '/nowhere/port.json', '', '/nowhere/port.json: there is no such file'],
    ['a folder', '/', '', '/: this is a folder'],
  ])('refuses %s', async (_what, file, input, message) => {
    const { exitCode, stdout, stderr } = await runCommand(['start', file], {}, input);
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
    expect(stderr).toContain(`portkeeper: input_unreadable: ${message}`);
  });
});
