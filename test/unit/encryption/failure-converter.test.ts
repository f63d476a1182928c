import { ApplicationFailure, defaultPayloadConverter, type ProtoFailure } from '@temporalio/common';
import { encodeErrorToFailure } from '@temporalio/common/lib/internal-non-workflow';
import { temporal } from '@temporalio/proto';
import fc from 'fast-check';
import { withReadableMessage } from '../../../src/contract/readable-message';
import { EncryptionCodec } from '../../../src/encryption/encryption-codec';
import { stuckByReplay } from '../../../src/client/why-no-answer';
import { BEHAVIOR } from '../../../src/domain/model/behavior';
import { requireSupported } from '../../../workflows/behavior';
import { keyMissing, missingKeyIn } from '../../../src/encryption/unreadable-payload';
import { failureConverter } from '../../../src/encryption/failure-converter';

const Proto = temporal.api.failure.v1.Failure;
const loaded = {
  payloadConverter: defaultPayloadConverter,
  failureConverter,
  payloadCodecs: [new EncryptionCodec([{ id: 'k'.repeat(32), key: Buffer.alloc(32, 'one') }])],
};
const sizeOf = (failure: ProtoFailure) => Proto.encode(failure).finish().length;
const encoded = (error: unknown) => encodeErrorToFailure(loaded, error);
const LIMIT = 2_048;

function nested(depth: number, message: string): Error {
  let error = new Error(message);
  for (let level = 1; level < depth; level++) error = new Error(message, { cause: error });
  return error;
}

test('no text of a failure is readable', async () => {
  const error = ApplicationFailure.create({
    message: 'The PIN 0042 of Ada Moss is wrong',
    type: 'provider_refused',
    details: [{ message: 'Ada Moss' }],
    cause: nested(3, 'Ada Moss below'),
  });
  error.stack = 'Error: The PIN 0042\n    at Ada (moss.ts:1:1)';
  const failure = await encoded(error);
  const json = JSON.stringify(Proto.toObject(Proto.fromObject(failure), { bytes: Buffer }));
  expect(Buffer.from(Proto.encode(failure as never).finish()).toString('latin1')).not.toMatch(
    /0042|Ada|Moss|moss/,
  );
  expect(json).not.toMatch(/0042|Ada|Moss|moss/);
  expect(failure).toMatchObject({
    message: 'Encoded failure',
    applicationFailureInfo: { type: 'provider_refused' },
  });
});

test('a readable message stands in for the encrypted one, which comes back', async () => {
  const refusal = ApplicationFailure.nonRetryable('+12125550142 of Ada Moss has ended.', 'number_ended');
  refusal.stack = '';
  const failure = await encoded(withReadableMessage(refusal, 'The number has ended already.'));
  expect(failure.message).toBe('The number has ended already.');
  expect(Buffer.from(Proto.encode(failure as never).finish()).toString('latin1')).not.toMatch(
    /0142|Ada|Moss/,
  );
  const plain = failureConverter.errorToFailure(
    withReadableMessage(refusal, 'x'.repeat(5_000)),
    defaultPayloadConverter,
  );
  expect(sizeOf(plain)).toBeLessThan(LIMIT);
  expect(failureConverter.failureToError(plain, defaultPayloadConverter).message).toBe(refusal.message);
});

test('message, stack and causes come back', () => {
  const error = ApplicationFailure.create({ message: 'above', cause: new Error('below') });
  error.stack = 'Error: above\n    at place (file.ts:1:1)';
  const failure = failureConverter.errorToFailure(error, defaultPayloadConverter);
  const again = failureConverter.failureToError(failure, defaultPayloadConverter);
  expect(again).toMatchObject({ message: 'above', cause: { message: 'below' } });
  expect(again.stack).toContain('at place');
  // A failure from history that returns to it is encoded again, once.
  const twice = failureConverter.errorToFailure(again, defaultPayloadConverter);
  expect(twice.message).toBe('Encoded failure');
  expect(failureConverter.failureToError(twice, defaultPayloadConverter)).toMatchObject({
    message: 'above',
    cause: { message: 'below' },
  });
});

test('a failure stays below what the server truncates, whatever its text', async () => {
  const text = fc.oneof(
    fc.string({ maxLength: 8_000 }),
    fc.string({ maxLength: 4_000, unit: 'binary' }),
    fc.constantFrom('x', '"', '\n', '\0', 'é', '漢', '😀', '\ud800').map((unit) => unit.repeat(5_000)),
  );
  await fc.assert(
    fc.asyncProperty(
      text,
      text,
      fc.integer({ min: 1, max: 12 }),
      fc.nat(600),
      async (message, stack, depth, detail) => {
        const error = ApplicationFailure.create({
          message,
          type: 'provider_unavailable',
          cause: nested(depth, message),
          details: [{ message: 'd'.repeat(detail) }],
        });
        error.stack = stack;
        expect(sizeOf(await encoded(error))).toBeLessThan(LIMIT);
      },
    ),
    { numRuns: 200 },
  );
});

test('large details do not displace the message', () => {
  const failure = failureConverter.errorToFailure(
    ApplicationFailure.nonRetryable('m'.repeat(5_000), 'refused', 'd'.repeat(50_000)),
    defaultPayloadConverter,
  );
  const { message } = failureConverter.failureToError(failure, defaultPayloadConverter);
  expect(message.length).toBeGreaterThan(600);
});

test('the failure for a missing key is readable without the key, and its causes are left out', () => {
  const error = keyMissing('k1');
  Object.assign(error, { cause: new Error('0042') });
  const failure = failureConverter.errorToFailure(error, defaultPayloadConverter);
  expect(failure).toMatchObject({ message: error.message, stackTrace: '', cause: null });
  expect(missingKeyIn(`Failed: ${error.message} More.`)).toBe(error.message);
});

test('that a build is too old for a port is readable: a client sees only the message of a failed query', () => {
  let thrown: unknown;
  try {
    requireSupported(BEHAVIOR + 1);
  } catch (error) {
    thrown = error;
  }
  const failure = failureConverter.errorToFailure(thrown, defaultPayloadConverter);
  expect(failure).toMatchObject({ message: (thrown as Error).message, stackTrace: '' });
  expect(stuckByReplay('acme-42', new Error(failure.message ?? ''))).toMatchObject({ code: 'port_stuck' });
});

test('a thrown value that is not an error becomes a failure too', () => {
  const failure = failureConverter.errorToFailure('Ada Moss', defaultPayloadConverter);
  expect(JSON.stringify(failure)).not.toContain('Ada');
  expect(failureConverter.failureToError(failure, defaultPayloadConverter).message).toMatch(/^Ada Moss/);
});
