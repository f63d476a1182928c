import { accountsFromVariables } from '../../../src/config/account-variables';
import { ConfigurationError, Problems } from '../../../src/config/configuration-error';
import type { Environment } from '../../../src/config/variables';
import type { AccountUse } from '../../../src/providers/descriptor';
import { twilio } from '../../../src/providers/twilio/descriptor';

const sid = `AC${'1'.repeat(32)}`;
const keySid = `SK${'2'.repeat(32)}`;

function read(env: Environment, use: AccountUse = 'calls') {
  const problems = new Problems();
  const accounts = accountsFromVariables(env, use, problems);
  problems.throwIfAny();
  return accounts;
}

function problemsOf(env: Environment, use: AccountUse = 'calls'): readonly string[] {
  try {
    read(env, use);
  } catch (error) {
    if (error instanceof ConfigurationError) return error.problems;
    throw error;
  }
  return [];
}

describe('accounts from variables', () => {
  it('is one Twilio account named default', () => {
    expect(read({ TWILIO_ACCOUNT_SID: sid, TWILIO_AUTH_TOKEN: 'one' })).toEqual([
      {
        descriptor: twilio,
        account: {
          provider: 'twilio',
          name: 'default',
          credentials: { accountSid: sid, authTokens: ['one'] },
          baseUrl: 'https://numbers.twilio.com',
          signatureMode: 'prefer',
          statusMap: {},
        },
        policy: {},
      },
    ]);
  });

  it('takes several auth tokens, an API key and another URL', () => {
    const [config] = read({
      TWILIO_ACCOUNT_SID: sid,
      TWILIO_AUTH_TOKEN: 'new, old',
      TWILIO_API_KEY_SID: keySid,
      TWILIO_API_KEY_SECRET: 'hush',
      TWILIO_NUMBERS_BASE_URL: 'http://127.0.0.1:9080/twilio/',
      TWILIO_UPLOAD_BASE_URL: 'http://127.0.0.1:9080/uploads/',
    });
    expect(config?.account).toMatchObject({
      credentials: { authTokens: ['new', 'old'], apiKey: { sid: keySid, secret: 'hush' } },
      baseUrl: 'http://127.0.0.1:9080/twilio',
      uploadBaseUrl: 'http://127.0.0.1:9080/uploads',
    });
  });

  it('can call with an API key alone, but not check signatures with it', () => {
    const env = { TWILIO_ACCOUNT_SID: sid, TWILIO_API_KEY_SID: keySid, TWILIO_API_KEY_SECRET: 'hush' };
    expect(read(env)[0]?.account).toMatchObject({ credentials: { authTokens: [] } });
    expect(problemsOf(env, 'webhooks')).toEqual([
      expect.stringMatching(/^TWILIO_AUTH_TOKEN: is missing.*signatures/),
    ]);
  });

  it('gives a receiver no API key', () => {
    const [config] = read(
      {
        TWILIO_ACCOUNT_SID: sid,
        TWILIO_AUTH_TOKEN: 'one',
        TWILIO_API_KEY_SID: keySid,
        TWILIO_API_KEY_SECRET: 'hush',
      },
      'webhooks',
    );
    expect(config?.account).toHaveProperty('credentials', { accountSid: sid, authTokens: ['one'] });
  });

  it.each<[string, Environment, RegExp[]]>([
    ['nothing set', {}, [/^TWILIO_ACCOUNT_SID: is not set, so there is no provider account/]],
    ['no token', { TWILIO_ACCOUNT_SID: sid }, [/^TWILIO_AUTH_TOKEN: is missing/]],
    ['an empty token', { TWILIO_ACCOUNT_SID: sid, TWILIO_AUTH_TOKEN: ' , ' }, [/^TWILIO_AUTH_TOKEN: must/]],
    ['no SID', { TWILIO_AUTH_TOKEN: 'one' }, [/^TWILIO_ACCOUNT_SID: is missing/]],
    [
      'half an API key and a wrong URL',
      { TWILIO_ACCOUNT_SID: 'AC1', TWILIO_API_KEY_SID: keySid, TWILIO_NUMBERS_BASE_URL: 'numbers' },
      [
        /^TWILIO_ACCOUNT_SID: must be AC and 32 hex digits/,
        /^TWILIO_NUMBERS_BASE_URL: must be an http or https URL/,
        /^TWILIO_API_KEY_SECRET: is missing/,
      ],
    ],
    [
      'a secret without its SID',
      { TWILIO_ACCOUNT_SID: sid, TWILIO_AUTH_TOKEN: 'one', TWILIO_API_KEY_SECRET: 'hush' },
      [/^TWILIO_API_KEY_SID: is missing/],
    ],
  ])('names every problem: %s', (_name, env, expected) => {
    const problems = problemsOf(env);
    expect(problems).toHaveLength(expected.length);
    for (const pattern of expected) expect(problems).toContainEqual(expect.stringMatching(pattern));
  });

  it('never quotes a value', () => {
    const text = problemsOf({
      TWILIO_ACCOUNT_SID: 'secret-sid',
      TWILIO_AUTH_TOKEN: 'secret token',
      TWILIO_API_KEY_SID: 'secret-key',
      TWILIO_API_KEY_SECRET: 'secret secret',
      TWILIO_NUMBERS_BASE_URL: 'https://user:secret@numbers.twilio.com',
    }).join();
    expect(text).not.toBe('');
    expect(text).not.toMatch(/secret-|secret (token|secret)|:secret@/);
  });
});
