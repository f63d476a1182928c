import { ConfigurationError, Problems } from '../../../src/config/configuration-error';
import { fingerprintOf, readNumberKey } from '../../../src/config/number-key';
import { settingsIn, workerIdentity } from '../../../src/worker/worker-identity';

const KEY = Buffer.alloc(32, 'a key').toString('base64');

function read(env: Record<string, string>) {
  const problems = new Problems();
  const key = readNumberKey(env, problems);
  return { key, problems: problemsIn(problems) };
}

function problemsIn(problems: Problems): readonly string[] {
  try {
    problems.throwIfAny();
    return [];
  } catch (error) {
    if (error instanceof ConfigurationError) return error.problems;
    throw error;
  }
}

test('the key is base64 of at least 32 bytes', () => {
  expect(read({ PORTKEEPER_NUMBER_KEY: KEY }).key).toEqual(Buffer.alloc(32, 'a key'));
});

test.each(['short', Buffer.alloc(31).toString('base64'), `${KEY}!`])(
  'is refused, with a remedy: %s',
  (text) => {
    const { problems } = read({ PORTKEEPER_NUMBER_KEY: text });
    expect(problems).toEqual([expect.stringContaining('openssl rand -base64 32')]);
    expect(problems.join()).not.toContain(text);
  },
);

test('without a key numbers are not claimed, because a hash without a secret hides nothing', () => {
  expect(read({})).toEqual({ key: undefined, problems: [] });
});

test('the identity of a worker states the fingerprint of its key, and never the key', () => {
  const key = Buffer.alloc(32, 'a key');
  expect(settingsIn(workerIdentity({ numberKey: key }))).toEqual({
    numberKey: fingerprintOf(key),
    restoredAt: 'never',
  });
  expect(fingerprintOf(Buffer.alloc(32, 'another'))).not.toBe(fingerprintOf(key));
  expect(workerIdentity({ numberKey: key })).not.toContain(KEY);
  expect(settingsIn(workerIdentity({ restoredAt: Date.parse('2026-11-30T14:00:00+02:00') }))).toEqual({
    numberKey: 'none',
    restoredAt: '2026-11-30T12:00:00.000Z',
  });
  expect(settingsIn('my-worker')).toBeUndefined();
});
