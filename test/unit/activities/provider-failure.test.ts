import { ApplicationFailure } from '@temporalio/activity';
import { asApplicationFailure } from '../../../activities/provider-failure';
import { ProviderError, type ProviderErrorCode } from '../../../src/providers/provider-error';
import type { ProviderProblem } from '../../../src/domain/model/snapshot';

type Problem = ProviderProblem & { readonly code: ProviderErrorCode };

async function failureOf(error: unknown): Promise<unknown> {
  // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors -- whatever is thrown is passed on
  return asApplicationFailure(() => Promise.reject(error)).catch((caught: unknown) => caught);
}

const problem: Problem = {
  code: 'provider_refused',
  outcome: 'refused',
  message: 'Twilio: could not create the port-in order (HTTP 400).',
  status: 400,
  providerCode: '22156',
  requestId: 'RQ1',
};

test('what a provider refuses is not tried again, and arrives whole', async () => {
  const failure = await failureOf(new ProviderError(problem));
  expect(failure).toBeInstanceOf(ApplicationFailure);
  expect(failure).toMatchObject({
    type: 'provider_refused',
    message: problem.message,
    nonRetryable: true,
    details: [problem],
  });
  expect((failure as ApplicationFailure).nextRetryDelay).toBeUndefined();
});

test.each<[ProviderErrorCode, ProviderProblem['outcome'], boolean]>([
  ['provider_refused', 'refused', true],
  ['provider_unauthorized', 'refused', true],
  ['provider_not_found', 'refused', true],
  ['provider_rate_limited', 'unavailable', false],
  ['provider_unavailable', 'unavailable', false],
  ['provider_unavailable', 'unknown', false],
  ['provider_timeout', 'unknown', false],
  ['provider_answer_unreadable', 'unknown', false],
])('%s (%s): certain for ever is %s', async (code, outcome, nonRetryable) => {
  const failure = await failureOf(new ProviderError({ ...problem, code, outcome }));
  expect(failure).toMatchObject({ type: code, nonRetryable });
});

const limited: Problem = { ...problem, code: 'provider_rate_limited', outcome: 'unavailable', status: 429 };

test('a short Retry-After becomes the delay before the next attempt', async () => {
  expect(await failureOf(new ProviderError(limited, { retryAfterMs: 30_000 }))).toMatchObject({
    nextRetryDelay: 30_000,
    nonRetryable: false,
  });
});

test.each([30_001, 86_400_000, 1.8e18, Number.POSITIVE_INFINITY])(
  'a wait of %d ms ends the activity, so that the port’s own clocks take over; the problem keeps it, up to an hour',
  async (retryAfterMs) => {
    const failure = (await failureOf(new ProviderError(limited, { retryAfterMs }))) as ApplicationFailure;
    expect(failure).toMatchObject({ type: 'provider_rate_limited', nonRetryable: true });
    expect(failure.nextRetryDelay).toBeUndefined();
    expect(failure.details).toEqual([{ ...limited, retryAfterMs: Math.min(retryAfterMs, 3_600_000) }]);
  },
);

test.each([Number.NaN, -5])('%d is no wait that anything could be made of', async (retryAfterMs) => {
  const failure = (await failureOf(new ProviderError(limited, { retryAfterMs }))) as ApplicationFailure;
  expect(failure.nonRetryable).toBe(false);
  expect(failure.nextRetryDelay ?? 0).toBe(0);
});

test('what has done much already waits as long as it is asked to', async () => {
  const failing = () => Promise.reject(new ProviderError(limited, { retryAfterMs: 120_000 }));
  const failure: unknown = await asApplicationFailure(failing, { awaitsRetryAfter: true }).catch(
    (error: unknown) => error,
  );
  expect(failure).toMatchObject({ nextRetryDelay: 120_000, nonRetryable: false });
});

test('what lies behind an error goes no further: it may hold paths and addresses', async () => {
  const cause = new Error("ENOENT: no such file, realpath '/srv/docs/Ada Moss/passport.pdf'", {
    cause: new Error('connect ECONNREFUSED 127.0.0.1:1'),
  });
  const failure = (await failureOf(new ProviderError(problem, { cause }))) as ApplicationFailure;
  expect(failure.cause).toBeUndefined();
  expect(JSON.stringify([failure.message, failure.details])).not.toMatch(/Ada|127\.0/);
});

test('any other error is passed on as it is: a bug must look like one', async () => {
  const bug = new TypeError('x is undefined');
  expect(await failureOf(bug)).toBe(bug);
});

test('an answer is passed on as it is', async () => {
  await expect(asApplicationFailure(() => Promise.resolve('answer'))).resolves.toBe('answer');
});

test.each([
  [
    'several causes',
    new AggregateError([new Error('connect 10.0.0.7:443')], 'all of /srv/docs/Ada Moss failed'),
  ],
  ['a cause that is a text', '/srv/docs/Ada Moss/passport.pdf'],
  ['a cause with paths in its fields', Object.assign(new Error('EACCES'), { path: '/srv/docs/Ada Moss' })],
])('neither does what lies behind it as %s', async (_what, cause) => {
  const failure = (await failureOf(new ProviderError(problem, { cause }))) as ApplicationFailure;
  expect(failure.cause).toBeUndefined();
  expect(JSON.stringify([failure.message, failure.details])).not.toMatch(/Ada|10\.0/);
});
