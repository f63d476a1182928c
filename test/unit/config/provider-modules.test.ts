import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { readAccounts } from '../../../src/config/accounts';
import { ConfigurationError, Problems } from '../../../src/config/configuration-error';
import { findProvider, providerNames, readProviders } from '../../../src/config/providers';
import type { Environment } from '../../../src/config/variables';
import type { AccountUse } from '../../../src/providers/descriptor';
import { PROVIDERS } from '../../support/providers';

/** A configuration file in a folder of its own, with modules beside it. */
const folder = mkdtempSync(join(tmpdir(), 'portkeeper-providers-'));
const file = join(folder, 'portkeeper.yaml');
const env: Environment = { PORTKEEPER_CONFIG: file };
afterAll(() => rmSync(folder, { recursive: true }));

const ZOD = JSON.stringify(require.resolve('zod'));

/** A descriptor as a module without a compiler has it; `more` overrides lines of it. */
const descriptor = (more = '', name = 'my-carrier') => `{
  name: '${name}',
  accountSchema: (use) => z.strictObject({
    provider: z.literal('${name}'),
    name: z.string().default('default'),
    statusMap: z.object({}).default({}),
    baseUrl: z.string().default('https://api.carrier.example'),
    credentials: z.strictObject({ token: use === 'calls' ? z.string() : z.string().default('') }),
  }),
  keys: { 'credentials.token': { isSecret: true, isForCalls: true } },
  capabilities: {
    afterUnknownSend: 'look_up', cancel: 'order', numbersPerOrder: 10, edits: false, comments: false, ratings: false,
    mixesAccounts: false, webhookScope: 'account', policy: {},
  },
  createProvider: () => ({}),
  createWebhooks: () => ({}),
  operations: [],
  checkCredentials: async () => undefined,
  ${more}
}`;

function write(path: string, content: string): void {
  const where = join(folder, path);
  mkdirSync(dirname(where), { recursive: true });
  writeFileSync(where, content);
}

const common = (exported: string) => `const { z } = require(${ZOD});\nmodule.exports = ${exported};`;
write('my-carrier.js', common(descriptor()));
write('compiled.js', common(`{ __esModule: true, default: ${descriptor('', 'compiled')} }`));
write('node_modules/carrier-package/index.js', common(descriptor('', 'packaged')));
write('node_modules/carrier-package/package.json', '{ "name": "carrier-package", "main": "index.js" }');

/** What is wrong with a configuration, without the name of the file. */
function problemsOf(content: string, more: Environment = {}, use: AccountUse = 'calls'): readonly string[] {
  writeFileSync(file, content);
  const problems = new Problems();
  readAccounts({ ...env, ...more }, use, problems);
  return messagesIn(problems);
}

function messagesIn(problems: Problems): readonly string[] {
  try {
    problems.throwIfAny();
  } catch (error) {
    return (error as ConfigurationError).problems.map((problem) => problem.replace(`${file}: `, ''));
  }
  return [];
}

const account = `accounts: [{ provider: my-carrier, credentials: { token: "\${CARRIER_TOKEN}" } }]`;

test.each([
  ['a path relative to the file', './my-carrier.js', 'my-carrier'],
  ['an absolute path', join(folder, 'my-carrier.js'), 'my-carrier'],
  ['a default export', './compiled.js', 'compiled'],
  ['the name of a package', 'carrier-package', 'packaged'],
])('a provider is brought by %s', (_what, specifier, name) => {
  writeFileSync(file, JSON.stringify({ providers: [specifier] }));
  expect(providerNames(env)).toEqual([...PROVIDERS, name]);
  expect(findProvider(env, name)).toMatchObject({ name });
});

test('its accounts are those of any provider', () => {
  writeFileSync(
    file,
    `providers: ['./my-carrier.js']\n${account.replace('credentials', 'rateLimit: { requestsPerSecond: 2 }, credentials')}`,
  );
  const problems = new Problems();
  const [config] = readAccounts({ ...env, CARRIER_TOKEN: 'hush' }, 'calls', problems);
  expect(messagesIn(problems)).toEqual([]);
  expect(config).toMatchObject({
    descriptor: { name: 'my-carrier' },
    account: { provider: 'my-carrier', name: 'default', credentials: { token: 'hush' } },
    rateLimit: { requestsPerSecond: 2, workers: 1 },
  });
});

test('what is only for calls need not be set where webhooks are read', () => {
  const content = `providers: ['./my-carrier.js']\n${account}`;
  expect(problemsOf(content, {}, 'webhooks')).toEqual([]);
  expect(problemsOf(content)).toEqual([
    'accounts[0].credentials.token: needs the environment variable CARRIER_TOKEN, which is not set',
  ]);
});

test('the providers are known without the secrets of the accounts', () => {
  writeFileSync(file, `providers: ['./my-carrier.js']\n${account}`);
  const problems = new Problems();
  expect([...readProviders(env, problems).keys()]).toEqual([...PROVIDERS, 'my-carrier']);
  expect(messagesIn(problems)).toEqual([]);
});

test('a variable may name a module', () => {
  const content = `providers: ['\${CARRIER}']\n${account}`;
  expect(problemsOf(content, { CARRIER: './my-carrier.js', CARRIER_TOKEN: 'hush' })).toEqual([]);
  expect(problemsOf(content, { CARRIER_TOKEN: 'hush' })[0]).toBe(
    'providers[0]: needs the environment variable CARRIER, which is not set',
  );
});

const broken = (name: string, exported: string) => {
  write(name, common(exported));
  return `./${name}`;
};

test.each([
  [
    'that is not there',
    './absent.js',
    'names ./absent.js, and there is no such file; write its path relative to the configuration file',
  ],
  [
    'that is no package',
    'absent-package',
    'names absent-package, and there is no such package; install it beside the configuration file, or begin the path of a file with ./',
  ],
  [
    'that throws when it is loaded',
    broken('throws.js', "(() => { throw new Error('no licence\\nsecret line'); })()"),
    'names ./throws.js, which cannot be loaded (no licence); correct the module',
  ],
  [
    'that lacks a module of its own',
    broken('lacks.js', "require('./absent-too.js')"),
    expect.stringMatching(
      /^names \.\/lacks\.js, which cannot be loaded \(Cannot find module '\.\/absent-too\.js'.*\); correct the module$/,
    ),
  ],
  [
    'that exports nothing',
    broken('nothing.js', '{}'),
    'names ./nothing.js, which exports no provider; make its default export a descriptor (docs/write-a-provider.md)',
  ],
  [
    'that exports a function',
    broken('function.js', '() => undefined'),
    'names ./function.js, which exports no provider; make its default export a descriptor (docs/write-a-provider.md)',
  ],
  [
    'whose descriptor is wrong',
    broken(
      'wrong.js',
      descriptor("name: 'My Carrier', checkCredentials: undefined, createWebhooks: undefined,"),
    ),
    'names ./wrong.js, whose descriptor is wrong: name must be the name of a provider: 1 to 40 lower-case letters, ' +
      'digits and dashes, checkCredentials must be a function; correct it (docs/write-a-provider.md)',
  ],
  [
    'that sends webhooks, and cannot read them',
    broken('deaf.js', descriptor('createWebhooks: undefined,')),
    'names ./deaf.js, whose descriptor is wrong: createWebhooks must be there unless capabilities.webhookScope is ' +
      'none; correct it (docs/write-a-provider.md)',
  ],
  [
    'whose times are no numbers',
    broken('times.js', descriptor().replace('policy: {}', "policy: { cancellationWindow: 'PT48H' }")),
    'names ./times.js, whose descriptor is wrong: capabilities.policy.cancellationWindow must be a length of time in ' +
      'milliseconds; correct it (docs/write-a-provider.md)',
  ],
  [
    'that takes a name which is there already',
    broken('taken.js', descriptor('', 'twilio')),
    'brings the provider twilio, and there is one of that name already; give it another name',
  ],
])('a module %s is refused in one sentence', (_what, specifier, fault) => {
  // The account cannot be served then; that is not said too.
  expect(problemsOf(JSON.stringify({ providers: [specifier], accounts: [{ provider: 'x' }] }))).toEqual([
    typeof fault === 'string' ? `providers[0]: ${fault}` : expect.stringContaining('providers[0]: '),
  ]);
  const problems = new Problems();
  readProviders(env, problems);
  const [message = ''] = messagesIn(problems);
  expect(message.replace('providers[0]: ', '')).toEqual(fault);
  expect(message).not.toMatch(/secret line|\n/);
});

test('a module named twice takes its own name', () => {
  expect(problemsOf(`providers: ['./my-carrier.js', './my-carrier.js']\n${account}`)[0]).toBe(
    'providers[1]: brings the provider my-carrier, and there is one of that name already; give it another name',
  );
});

test.each(["'./my-carrier.js'", '[1]', "['']", '{ a: ./my-carrier.js }'])(
  'a list of modules is a list of texts: %s',
  (written) => {
    expect(problemsOf(`providers: ${written}\naccounts: [{ provider: x }]`)).toEqual([
      'providers: must be a list of modules, each a path or the name of a package',
    ]);
  },
);

test('a provider that no module brings is named with those that there are', () => {
  expect(problemsOf(`providers: ['./my-carrier.js']\naccounts: [{ provider: my-carier }]`)).toEqual([
    `accounts[0].provider: must be one of ${[...PROVIDERS, 'my-carrier'].join(', ')}`,
  ]);
});

test('two accounts that would share a task queue are told apart', () => {
  write('my.js', common(descriptor('', 'my')));
  const content = `
providers: ['./my-carrier.js', './my.js']
accounts:
  - { provider: my-carrier, name: east, credentials: { token: a } }
  - { provider: my, name: carrier-east, credentials: { token: b } }`;
  expect(problemsOf(content)).toEqual([
    'accounts[1]: is my/carrier-east, whose task queue would be that of my-carrier/east; give it another name',
  ]);
});

describe('what is wrong with the file', () => {
  test.each(PROVIDERS)('does not keep %s from being found', (name) => {
    expect(findProvider({ PORTKEEPER_CONFIG: join(folder, 'absent.yaml') }, name)).toMatchObject({ name });
  });

  test('is told where a provider may be in it', () => {
    const absent = { PORTKEEPER_CONFIG: join(folder, 'absent.yaml') };
    expect(() => findProvider(absent, 'my-carrier')).toThrow(ConfigurationError);
    expect(providerNames(absent)).toEqual(PROVIDERS);
    expect(findProvider({}, 'my-carrier')).toBeUndefined();
  });
});
