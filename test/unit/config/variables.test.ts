import { Problems } from '../../../src/config/configuration-error';
import { accountsFromVariables } from '../../../src/config/account-variables';
import { readTemporalSettings } from '../../../src/config/temporal-settings';
import { isUnencrypted, textOf } from '../../../src/config/variables';
import { webhookSettings } from '../../../src/config/webhook-settings';
import { serverUrl } from '../../../src/providers/server-url';

const SID = `AC${'1'.repeat(32)}`;
const TOKEN = '0123456789abcdef0123456789abcdef';
const KEYS = `k1:${Buffer.alloc(32, 'one').toString('base64')}`;

describe('quotes around a value are taken off, as every reader of env files does but one', () => {
  test.each([
    ['"value"', 'value'],
    ["'value'", 'value'],
    [' "value" ', 'value'],
    ['" value "', 'value'],
    ['\ufeff"value"\u200b\r\n', 'value'],
    ['\u200bvalue\u202c', 'value'],
    ['""', undefined],
    ['"', '"'],
    ['"one","two"', '"one","two"'],
    ['\'{"a": "b"}\'', '{"a": "b"}'],
    ['"value\'', '"value\''],
  ])('%j', (value, text) => {
    expect(textOf({ NAME: value }, 'NAME')).toBe(text);
  });

  test.each(['"', "'"])('of all variables alike: %s', (quote) => {
    const quoted = (env: Record<string, string>) =>
      Object.fromEntries(Object.entries(env).map(([name, value]) => [name, `${quote}${value}${quote}`]));
    const problems = new Problems();
    const [twilio] = accountsFromVariables(
      quoted({
        TWILIO_ACCOUNT_SID: SID,
        TWILIO_AUTH_TOKEN: TOKEN,
        TWILIO_NUMBERS_BASE_URL: 'https://proxy.example/twilio',
      }),
      'calls',
      problems,
    );
    expect(twilio?.account).toMatchObject({
      credentials: { accountSid: SID, authTokens: [TOKEN] },
      baseUrl: 'https://proxy.example/twilio',
    });
    const env = { WEBHOOK_PUBLIC_URL: 'https://hooks.example', PORTKEEPER_WEBHOOK_SECRETS: KEYS };
    expect(webhookSettings(quoted(env))).toEqual(webhookSettings(env));
    const temporal = {
      TEMPORAL_ADDRESS: 'temporal.example:7233',
      TEMPORAL_NAMESPACE: 'ports',
      PORTKEEPER_TASK_QUEUE: 'q',
    };
    expect(readTemporalSettings(quoted(temporal), problems)).toMatchObject({
      address: 'temporal.example:7233',
      namespace: 'ports',
      taskQueue: 'q',
    });
    problems.throwIfAny();
  });
});

test.each([
  ['half a pair of quotes', `"${TOKEN}`, 'begins or ends with a quote'],
  ['quotes around each of two', `"${TOKEN}","${TOKEN}"`, 'begins or ends with a quote'],
  ['curly quotes', `\u201c${TOKEN}\u201d`, 'begins or ends with a quote'],
  ['a character that is not seen', `0123\u200b4567`, 'invisible character'],
  ['a blank', '0123 4567', 'blanks'],
])('a token with %s is named by its variable, once, and not shown', (_what, token, why) => {
  const problems = new Problems();
  accountsFromVariables({ TWILIO_ACCOUNT_SID: SID, TWILIO_AUTH_TOKEN: token }, 'calls', problems);
  const message = messageOf(problems);
  expect(message.match(/TWILIO_AUTH_TOKEN: /g)).toHaveLength(1);
  expect(message).toContain(why);
  expect(message).not.toMatch(/0123/);
});

function messageOf(problems: Problems): string {
  try {
    problems.throwIfAny();
  } catch (error) {
    return (error as Error).message;
  }
  return '';
}

describe('the URL of a server', () => {
  test.each([
    ['https://Hooks.Example.com', 'https://hooks.example.com'],
    ['https://hooks.example.com:443/a/b//', 'https://hooks.example.com/a/b'],
    ['http://127.0.0.1:9080/twilio/', 'http://127.0.0.1:9080/twilio'],
    ['https://[::1]:8080/', 'https://[::1]:8080'],
  ])('is its origin and its path: %s', (text, url) => {
    expect(serverUrl.parse(text)).toBe(url);
  });

  test.each([
    'https://:hush@h.example',
    'https://me@h.example',
    'https://@h.example',
    'https://h.example\n.evil.example',
    'https://h.example\t/a',
    'https://h .example',
    'https://h.example/a b',
    'https://h\u200b.example',
    'https:h.example',
    'https:/h.example',
    'https:\\\\h.example',
    'https:///h.example',
    'https://',
    'https://h.example%0a.evil.example',
    'https://h.example:hush@evil.example',
    'https://me%3Ahush@h.example',
    'https://*.example.com',
    'https://h.example?a=1',
    'https://h.example#a',
    'ftp://h.example',
    'h.example',
  ])('is refused with anything else in it: %j', (text) => {
    expect(serverUrl.safeParse(text).success).toBe(false);
  });

  test.each([
    ['http://api.example', true],
    ['http://10.0.0.7:8080', true],
    ['http://localhost.example', true],
    ['https://api.example', false],
    ['http://127.0.0.1:9080/x', false],
    ['http://localhost:9080', false],
    ['http://[::1]:9080', false],
  ])('%s can be read on the way there: %s', (url, isReadable) => {
    expect(isUnencrypted(url)).toBe(isReadable);
  });
});

test.each([0, 7, 255])('a webhook key that is the byte %i again and again is refused', (byte) => {
  const env = {
    WEBHOOK_PUBLIC_URL: 'https://hooks.example',
    PORTKEEPER_WEBHOOK_SECRETS: `${KEYS},k2:${Buffer.alloc(32, byte).toString('base64')}`,
  };
  expect(() => webhookSettings(env)).toThrow(
    /PORTKEEPER_WEBHOOK_SECRETS: the key of entry 2 is one byte again/,
  );
});
