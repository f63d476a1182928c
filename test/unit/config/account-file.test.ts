import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readAccounts } from '../../../src/config/accounts';
import { ConfigurationError, Problems } from '../../../src/config/configuration-error';
import type { Environment } from '../../../src/config/variables';
import type { AccountUse } from '../../../src/providers/descriptor';
import { twilio } from '../../../src/providers/twilio/descriptor';
import { DAY, HOUR, MINUTE, SECOND } from '../../../src/domain/model/time';

const sid = `AC${'1'.repeat(32)}`;
const folder = mkdtempSync(join(tmpdir(), 'portkeeper-config-'));
const file = join(folder, 'portkeeper.yaml');
afterAll(() => rmSync(folder, { recursive: true }));

function read(content: string, env: Environment = {}, use: AccountUse = 'calls') {
  writeFileSync(file, content);
  const problems = new Problems();
  const accounts = readAccounts({ ...env, PORTKEEPER_CONFIG: file }, use, problems);
  problems.throwIfAny();
  return accounts;
}

function problemsOf(content: string, env: Environment = {}, use: AccountUse = 'calls'): string[] {
  try {
    read(content, env, use);
  } catch (error) {
    if (error instanceof ConfigurationError) return error.problems.map((p) => p.replace(`${file}: `, ''));
    throw error;
  }
  return [];
}

const account = (more = '') => `
  - provider: twilio
    name: default
    credentials: { accountSid: ${sid}, authToken: token }
${more}`;

const DOCUMENTED = `
accounts:
  - provider: twilio
    name: default
    credentials: { accountSid: "\${TWILIO_ACCOUNT_SID}", authToken: "\${TWILIO_AUTH_TOKEN}" }
    baseUrl: https://numbers.twilio.com
    timeZone: America/New_York
    webhooks: { signature: require }
    rateLimit: { requestsPerSecond: 10, workers: 2 }
    policy:
      cancellationWindow: PT72H
      enforcement: hard
      notice: PT24H
      watchEvery: PT24H
      watchEveryWithSweep: P7D
      reread: [PT15S, PT1M, PT5M, PT30M]
      searchDelay: PT10M
      answerBy: P14D
      draftExpiry: P30D
      noNews: P7D
      holdAfterPorted: PT0S
    statusMap: { "Port Complete": ported }
`;

describe('the configuration file', () => {
  it('takes the documented shape', () => {
    expect(read(DOCUMENTED, { TWILIO_ACCOUNT_SID: sid, TWILIO_AUTH_TOKEN: 'new,old' })).toEqual([
      {
        descriptor: twilio,
        account: {
          provider: 'twilio',
          name: 'default',
          credentials: { accountSid: sid, authTokens: ['new', 'old'] },
          baseUrl: 'https://numbers.twilio.com',
          timeZone: 'America/New_York',
          signatureMode: 'require',
          statusMap: { 'Port Complete': 'ported' },
        },
        rateLimit: { requestsPerSecond: 10, workers: 2 },
        policy: {
          cancellationWindow: 72 * HOUR,
          enforcement: 'hard',
          notice: 24 * HOUR,
          watchEvery: DAY,
          watchEveryWithSweep: 7 * DAY,
          reread: [15 * SECOND, MINUTE, 5 * MINUTE, 30 * MINUTE],
          searchDelay: 10 * MINUTE,
          answerBy: 14 * DAY,
          draftExpiry: 30 * DAY,
          noNews: 7 * DAY,
          holdAfterPorted: 0,
        },
      },
    ]);
  });

  it('takes JSON, several accounts, and leaves out what is optional', () => {
    const entry = (name: string) => ({
      provider: 'twilio',
      name,
      credentials: { accountSid: sid, authToken: 't' },
    });
    const accounts = read(JSON.stringify({ accounts: [entry('east'), entry('west')] }));
    expect(accounts.map((a) => a.account.name)).toEqual(['east', 'west']);
    expect(accounts[0]).not.toHaveProperty('rateLimit');
    expect(accounts[0]?.account).not.toHaveProperty('timeZone');
  });

  it('gives the whole limit to one worker when no number of workers is said', () => {
    const content = `accounts:${account('    rateLimit: { requestsPerSecond: 0.5 }')}`;
    expect(read(content)[0]?.rateLimit).toEqual({ requestsPerSecond: 0.5, workers: 1 });
  });

  it('wins over the variables of a provider', () => {
    const env = { TWILIO_ACCOUNT_SID: 'malformed', TWILIO_AUTH_TOKEN: 'other' };
    expect(read(`accounts:${account()}`, env)[0]?.account).toMatchObject({
      credentials: { authTokens: ['token'] },
    });
  });

  it('names every problem with its path, in one go', () => {
    const problems = problemsOf(
      `accounts:${account(`
    baseUrl: ftp://numbers
    timeZone: Mars/Olympus
    color: red
    webhooks: { signature: maybe }
    rateLimit: { requestsPerSecond: 0, workers: 1.5 }
    policy: { notice: P1M, watchEvery: PT0S, cutover: PT1H, reread: [PT1S, never] }
    statusMap: { done: finished, draft: draft }
  - provider: carrier-pigeon
  - provider: twilio
    name: North East
    credentials: { accountSid: "\${UNSET}", authToken: "a\${ALSO_UNSET}b", apiKeySid: "\${no}t a name}" }`)}
extra: 1`,
    );
    for (const expected of [
      /^has unknown keys: extra$/,
      /^accounts\[0\]: has unknown keys: color$/,
      /^accounts\[0\]\.baseUrl: must be an http or https URL/,
      /^accounts\[0\]\.timeZone: must be an IANA time zone/,
      /^accounts\[0\]\.webhooks\.signature: must be one of prefer, require, off$/,
      /^accounts\[0\]\.rateLimit\.requestsPerSecond: must be above 0$/,
      /^accounts\[0\]\.rateLimit\.workers: must be of type int$/,
      /^accounts\[0\]\.policy\.notice: must not use years or months/,
      /^accounts\[0\]\.policy\.watchEvery: must be longer than zero/,
      /^accounts\[0\]\.policy: has unknown keys: cutover$/,
      /^accounts\[0\]\.policy\.reread\[1\]: must be an ISO 8601 duration/,
      /^accounts\[0\]\.statusMap\.done: must be one of/,
      /^accounts\[0\]\.statusMap\.draft: must be one of/,
      /^accounts\[1\]\.provider: must be one of twilio, telnyx-v1, fone-dynamics$/,
      /^accounts\[2\]\.name: must be 1 to 40/,
      /^accounts\[2\]\.credentials\.accountSid: needs the environment variable UNSET, which is not set$/,
      /^accounts\[2\]\.credentials\.authToken: needs the environment variable ALSO_UNSET/,
      /^accounts\[2\]\.credentials\.apiKeySid: needs the environment variable no,/,
    ]) {
      expect(problems).toContainEqual(expect.stringMatching(expected));
    }
  });

  it('tells a wrong "${" from a missing variable', () => {
    expect(problemsOf(`accounts:${account('    baseUrl: "https://${a b}.example"')}`)).toEqual([
      expect.stringMatching(/^accounts\[0\]\.baseUrl: has a "\$\{" that is not followed/),
    ]);
  });

  it('refuses the same account twice', () => {
    expect(problemsOf(`accounts:${account()}${account()}`)).toEqual([
      'accounts[1]: is twilio/default again; give it another name',
    ]);
  });

  it.each([
    ['', /must be of type object|is missing/],
    ['accounts: []', /^accounts: must have at least one account/],
    ['accounts: {}', /^accounts: must be of type array/],
  ])('refuses the content %j', (content, message) => {
    expect(problemsOf(content)).toEqual([expect.stringMatching(message)]);
  });

  it('tells the place of a syntax error without quoting the file', () => {
    const [problem] = problemsOf(
      'accounts:\n  - credentials: { authToken: "very-secret\n  - x: [very-secret',
    );
    expect(problem).toMatch(/^line \d+, column \d+: is neither JSON nor YAML/);
    expect(problem).not.toContain('very-secret');
  });

  it('names a key that stands twice, and its place', () => {
    const content = `accounts:\n  - provider: twilio\n    name: a\n    name: b\n    credentials: { accountSid: ${sid}, authToken: t }`;
    expect(problemsOf(content)).toEqual([
      expect.stringMatching(/^line 4, column 5: has the key name a second time; leave one of the two/),
    ]);
  });

  it('is read as UTF-8, with or without its mark, and in no other encoding', () => {
    const content = `accounts: [{ provider: twilio, statusMap: { prüfung: in_review }, credentials: { accountSid: ${sid}, authToken: t } }]`;
    const file = join(folder, 'encoded.yaml');
    const of = (bytes: Buffer) => {
      writeFileSync(file, bytes);
      const problems = new Problems();
      const accounts = readAccounts({ PORTKEEPER_CONFIG: file }, 'calls', problems);
      problems.throwIfAny();
      return accounts;
    };
    expect(of(Buffer.from(`\ufeff${content}`))).toEqual(of(Buffer.from(content)));
    expect(() => of(Buffer.from(content, 'latin1'))).toThrow(
      /encoded\.yaml: line 1, column 47: this is not UTF-8/,
    );
    expect(() => of(Buffer.from(content, 'utf16le'))).toThrow(/this is UTF-16, not UTF-8/);
  });

  it('says which file is missing', () => {
    const problems = new Problems();
    readAccounts({ PORTKEEPER_CONFIG: join(folder, 'absent.yaml') }, 'calls', problems);
    expect(() => problems.throwIfAny()).toThrow(/PORTKEEPER_CONFIG: names the file .*absent\.yaml.*ENOENT/);
  });

  it('asks a receiver for signing secrets only', () => {
    const content = `
accounts:
  - provider: twilio
    credentials: { accountSid: ${sid}, authToken: token, apiKeySid: "\${KEY}", apiKeySecret: "\${SECRET}" }`;
    expect(read(content, {}, 'webhooks')[0]?.account).toHaveProperty('credentials', {
      accountSid: sid,
      authTokens: ['token'],
    });
    expect(problemsOf(content)).toHaveLength(2);
  });

  it('asks a receiver that checks no signatures for no token', () => {
    const content = (mode: string) => `
accounts:
  - provider: twilio
    credentials: { accountSid: ${sid} }
    webhooks: { signature: ${mode} }`;
    expect(read(content('off'), {}, 'webhooks')).toHaveLength(1);
    expect(problemsOf(content('prefer'), {}, 'webhooks')).toHaveLength(1);
  });
});

describe('the tenants of an account', () => {
  test('are names, by the rules of a request', () => {
    const [config] = read(`accounts:${account('    tenants: [acme, " other & sons "]')}`);
    expect(config?.tenants).toEqual(['acme', 'other & sons']);
    const [open] = read(`accounts:${account()}`);
    expect(open).not.toHaveProperty('tenants');
  });

  test.each([
    ['[]', 'accounts[0].tenants: must name at least one tenant'],
    ['acme', 'accounts[0].tenants: must be of type array'],
    ['[""]', 'accounts[0].tenants[0]: Too small: expected string to have >=1 characters'],
  ])('%s are refused', (tenants, problem) => {
    expect(problemsOf(`accounts:${account(`    tenants: ${tenants}`)}`)).toEqual([problem]);
  });
});
