import { ActivityFailure, ApplicationFailure, defaultPayloadConverter } from '@temporalio/common';
import { loadDataConverter } from '@temporalio/common/lib/internal-non-workflow';
import { completed } from '../../../src/encryption/data-converter';
import { EncryptionCodec } from '../../../src/encryption/encryption-codec';
import { failureConverter } from '../../../src/encryption/failure-converter';
import { problemOf } from '../../../workflows/failures';

/** The failure that a port receives if an activity cannot read its arguments: certainly not sent. */
function heard(thrown: unknown) {
  // The SDK fails such an activity like this (1.24, worker.ts), and the failure returns from history.
  const failed = ApplicationFailure.fromError(thrown, {
    message: `Failed to parse activity args for activity submitOrder: ${(thrown as Error).message}`,
    nonRetryable: false,
  });
  const failure = failureConverter.errorToFailure(failed, defaultPayloadConverter);
  const cause = failureConverter.failureToError(failure, defaultPayloadConverter);
  const error = new ActivityFailure(
    'Activity task failed',
    'submitOrder',
    '1',
    'MAXIMUM_ATTEMPTS_REACHED',
    'w',
    cause,
  );
  return problemOf(error, { provider: 'twilio', account: 'default' });
}

async function thrownBy(decode: Promise<unknown>): Promise<unknown> {
  return decode.then(
    () => undefined,
    (error: unknown) => error,
  );
}

const payload = defaultPayloadConverter.toPayload('0042');

test('a missing key', async () => {
  const [encrypted] = await new EncryptionCodec([{ id: 'k1', key: Buffer.alloc(32, 'one') }]).encode([
    payload,
  ]);
  const codec = new EncryptionCodec([{ id: 'k2', key: Buffer.alloc(32, 'two') }]);
  expect(heard(await thrownBy(codec.decode([encrypted ?? {}])))).toEqual({
    code: 'encryption_key_missing',
    message: expect.stringContaining('k1') as string,
    outcome: 'unavailable',
  });
});

test('the team’s own codec fails', async () => {
  const own = {
    encode: () => Promise.resolve([]),
    decode: () => Promise.reject(new Error('no KMS for 0042')),
  };
  const { payloadCodecs } = loadDataConverter(completed({ payloadCodecs: [own] }));
  expect(heard(await thrownBy(payloadCodecs[0]!.decode([payload])))).toMatchObject({
    code: 'payload_unreadable',
    message: expect.not.stringContaining('0042') as string,
    outcome: 'unavailable',
  });
});
