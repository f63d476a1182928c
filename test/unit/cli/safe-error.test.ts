import { Writable } from 'node:stream';
import { ApplicationFailure } from '@temporalio/common';
import pino from 'pino';
import { asApplicationFailure } from '../../../activities/provider-failure';
import { createLogger, loggerOptions } from '../../../src/cli/processes/logger';
import { ProviderError } from '../../../src/providers/provider-error';

/** What the log says when Temporal tells of a failed activity. */
function logged(error: unknown): { readonly line: string; readonly error: Record<string, unknown> } {
  let line = '';
  const destination = new Writable({
    write(chunk: Buffer, _encoding, done) {
      line += chunk.toString();
      done();
    },
  });
  pino(loggerOptions('info'), destination).warn({ error, activityType: 'readOrders' }, 'Activity failed');
  return { line, error: (JSON.parse(line) as { error: Record<string, unknown> }).error };
}

test('a defect is logged with its name, message and stack', () => {
  const { error } = logged(new TypeError("Cannot read properties of undefined (reading 'ref')"));
  expect(error).toMatchObject({
    name: 'TypeError',
    message: "Cannot read properties of undefined (reading 'ref')",
    stack: expect.stringContaining('safe-error.test.ts'),
  });
});

test('a provider’s error is logged with its problem and the code below it, and none of the words below it', async () => {
  const below = Object.assign(new Error('connect to https://user:secret@api.example failed'), {
    code: 'ECONNRESET',
  });
  const problem = {
    code: 'provider_unavailable',
    message: 'Twilio does not answer.',
    outcome: 'unavailable',
  } as const;
  const thrown = new ProviderError(problem, { cause: below });
  const asFailure: unknown = await asApplicationFailure(() => Promise.reject(thrown)).catch(
    (error: unknown) => error,
  );
  expect(asFailure).toBeInstanceOf(ApplicationFailure);
  expect(logged(thrown).error).toMatchObject({ problem, cause: expect.stringContaining('ECONNRESET') });
  // What Temporal is given has the problem alone; the worker logs the cause beside it.
  expect(logged(asFailure).error).toMatchObject({ problem });
  for (const error of [thrown, asFailure]) expect(logged(error).line).not.toContain('secret');
});

test('whatever is thrown, a log line stays short', () => {
  const circle = new Error('x'.repeat(100_000));
  circle.cause = circle;
  expect(logged(circle).line.length).toBeLessThan(10_000);
  expect(logged('y'.repeat(100_000)).line.length).toBeLessThan(10_000);
});

test('the logger of a process writes errors so, whatever field they come in', () => {
  const logger = createLogger({ level: 'silent', pretty: false });
  const { [pino.symbols.serializersSym]: serializers } = logger as unknown as Record<
    symbol,
    Record<string, (error: unknown) => unknown>
  >;
  for (const field of ['error', 'err'])
    expect(serializers?.[field]?.(new TypeError('no ref'))).toMatchObject({
      name: 'TypeError',
      message: 'no ref',
    });
});
