import { createCipheriv, createDecipheriv } from 'node:crypto';
import type { ApplicationFailure, Payload } from '@temporalio/common';
import { defaultPayloadConverter } from '@temporalio/common';
import { temporal } from '@temporalio/proto';
import fc from 'fast-check';
import { EncryptionCodec, keyIdOf } from '../../../src/encryption/encryption-codec';
import { decodePayload, encodePayload } from '../../../src/encryption/payload-bytes';

const Proto = temporal.api.common.v1.Payload;
const k1 = { id: 'k1', key: Buffer.alloc(32, 'one') };
const k2 = { id: 'k2', key: Buffer.alloc(32, 'two') };
const payload = defaultPayloadConverter.toPayload({ pin: '0042' });

const bytes = (options: object = {}) => fc.uint8Array({ maxLength: 300, ...options });
const anyPayload = fc.record({
  // Temporal's own code loses this one.
  metadata: fc.dictionary(
    fc.string().filter((key) => key !== '__proto__'),
    bytes(),
    { maxKeys: 4, noNullPrototype: true },
  ),
  data: bytes({ maxLength: 20_000 }),
});

async function decoded(codec: EncryptionCodec, given: Payload): Promise<Payload> {
  const [result] = await codec.decode([given]);
  return result ?? {};
}

async function encoded(codec: EncryptionCodec, given: Payload): Promise<Payload> {
  const [result] = await codec.encode([given]);
  return result ?? {};
}

function plain({ metadata, data }: Payload): unknown {
  const entries = Object.entries(metadata ?? {}).map(([key, value]) => [key, [...value]] as const);
  return { metadata: entries.sort(([a], [b]) => (a < b ? -1 : 1)), data: [...(data ?? [])] };
}

describe('the bytes of a payload', () => {
  it('are those that Temporal writes', () => {
    fc.assert(
      fc.property(anyPayload, (any) => {
        expect(plain(decodePayload(Proto.encode(any).finish()))).toEqual(plain(any));
        expect(plain(Proto.decode(encodePayload(any)))).toEqual(plain(any));
        expect(plain(decodePayload(encodePayload(any)))).toEqual(plain(any));
      }),
    );
  });

  it('may have fields of a newer Temporal', () => {
    const external = Proto.fromObject({ ...payload, externalPayloads: [{ sizeBytes: 70_000 }] });
    expect(plain(decodePayload(Proto.encode(external).finish()))).toEqual(plain(payload));
    const unknown = Buffer.from([0x20, 0x96, 0x01, 0x29, 1, 2, 3, 4, 5, 6, 7, 8, 0x35, 1, 2, 3, 4]);
    const bytesOfIt = Buffer.concat([unknown, encodePayload(payload)]);
    expect(plain(decodePayload(bytesOfIt))).toEqual(plain(payload));
  });

  it('may have a key of any name', () => {
    const metadata = Object.fromEntries([['__proto__', Uint8Array.of(1)]]);
    expect(plain(decodePayload(encodePayload({ metadata, data: Uint8Array.of(2) })))).toEqual({
      metadata: [['__proto__', [1]]],
      data: [2],
    });
  });

  it('are read to their end or not at all', () => {
    const whole = encodePayload(payload);
    for (let length = whole.length - 1; length > whole.length - 10; length--)
      expect(() => decodePayload(whole.subarray(0, length))).toThrow(RangeError);
    expect(() => decodePayload(Buffer.from([0x0f]))).toThrow(RangeError);
    expect(() => decodePayload(Buffer.alloc(12, 0xff))).toThrow(RangeError);
  });
});

describe('the format of Temporal’s encryption samples', () => {
  it('is written', async () => {
    const { metadata, data } = await encoded(new EncryptionCodec([k1]), payload);
    expect(Object.keys(metadata ?? {})).toEqual(['encoding', 'encryption-key-id']);
    expect(String(metadata?.['encoding'])).toBe('binary/encrypted');
    expect(String(metadata?.['encryption-key-id'])).toBe('k1');
    // As samples-go and samples-typescript decrypt it: 12 bytes of nonce, the ciphertext, 16 bytes of tag; then protobuf.
    const ciphertext = Buffer.from(data ?? []);
    const cipher = createDecipheriv('aes-256-gcm', k1.key, ciphertext.subarray(0, 12));
    cipher.setAuthTag(ciphertext.subarray(ciphertext.length - 16));
    const opened = Buffer.concat([cipher.update(ciphertext.subarray(12, -16)), cipher.final()]);
    expect(plain(Proto.decode(opened))).toEqual(plain(payload));
  });

  it('is read', async () => {
    const cipher = createCipheriv('aes-256-gcm', k1.key, Buffer.alloc(12, 5));
    const ciphertext = [cipher.update(Proto.encode(payload).finish()), cipher.final(), cipher.getAuthTag()];
    const foreign = {
      metadata: { encoding: Buffer.from('binary/encrypted'), 'encryption-key-id': Buffer.from('k1') },
      data: Buffer.concat([Buffer.alloc(12, 5), ...ciphertext]),
    };
    expect(plain(await decoded(new EncryptionCodec([k2, k1]), foreign))).toEqual(plain(payload));
  });
});

describe('the payload codec', () => {
  it('gives back what it was given, and shows nothing of it meanwhile', async () => {
    const codec = new EncryptionCodec([k1]);
    await fc.assert(
      fc.asyncProperty(anyPayload, async (any) => {
        expect(plain(await decoded(codec, await encoded(codec, any)))).toEqual(plain(any));
      }),
    );
    const ciphertext = await encoded(codec, payload);
    expect(JSON.stringify(Proto.toObject(Proto.fromObject(ciphertext), { bytes: String }))).not.toContain(
      '0042',
    );
    expect(Buffer.from(ciphertext.data ?? []).includes('0042')).toBe(false);
  });

  it('encrypts with the first key and decrypts with all', async () => {
    const old = await encoded(new EncryptionCodec([k1, k2]), payload);
    const renewed = new EncryptionCodec([k2, k1]);
    expect(keyIdOf(old)).toBe('k1');
    expect(keyIdOf(await encoded(renewed, payload))).toBe('k2');
    expect(plain(await decoded(renewed, old))).toEqual(plain(payload));
  });

  it('writes no two payloads alike', async () => {
    const codec = new EncryptionCodec([k1]);
    const [a, b] = await codec.encode([payload, payload]);
    expect(a?.data).not.toEqual(b?.data);
  });

  it('reads what is readable, with and without keys', async () => {
    for (const keys of [[], [k1]]) expect(await decoded(new EncryptionCodec(keys), payload)).toBe(payload);
    expect(await encoded(new EncryptionCodec([]), payload)).toBe(payload);
  });

  it.each([
    ['without keys', []],
    ['with others', [k2]],
  ])('names the key that it lacks: %s', async (_, keys) => {
    const ciphertext = await encoded(new EncryptionCodec([k1]), payload);
    await expect(new EncryptionCodec(keys).decode([ciphertext])).rejects.toMatchObject({
      type: 'encryption_key_missing',
      message: expect.stringContaining('The encryption key k1 is missing') as string,
      details: [{ code: 'encryption_key_missing', outcome: 'unavailable' }],
    });
  });

  it('repeats no name that a stranger may have given to a key', async () => {
    const ciphertext = await encoded(new EncryptionCodec([{ ...k1, id: 'k1\n{"forged":1}' }]), payload);
    const error = await new EncryptionCodec([k2]).decode([ciphertext]).catch((thrown: unknown) => thrown);
    expect((error as ApplicationFailure).message).toContain('key (of an unusual name) is missing');
  });

  it.each([
    ['another key of the same id', { id: 'k1', key: k2.key }, (data: Buffer) => data],
    [
      'a changed byte',
      k1,
      (data: Buffer) => Buffer.from(data.map((byte, at) => (at === 20 ? byte ^ 1 : byte))),
    ],
    ['a lost end', k1, (data: Buffer) => data.subarray(0, -1)],
    ['too few bytes', k1, (data: Buffer) => data.subarray(0, 5)],
    ['none', k1, () => Buffer.alloc(0)],
  ])('says what does not open: %s', async (_, key, change) => {
    const { metadata, data } = await encoded(new EncryptionCodec([k1]), payload);
    const changed = { ...(metadata && { metadata }), data: change(Buffer.from(data ?? [])) };
    await expect(new EncryptionCodec([key]).decode([changed])).rejects.toMatchObject({
      type: 'payload_unreadable',
      details: [{ outcome: 'unavailable' }],
    });
  });
});
