/** Encrypts payloads. Client and workers use the same codec. */
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import type { Payload, PayloadCodec } from '@temporalio/common';

const ENCODING = 'binary/encrypted';
const IV_BYTES = 12;
const TAG_BYTES = 16;

export function encryption(key: Buffer): PayloadCodec {
  const encrypt = (payload: Payload): Payload => {
    const iv = randomBytes(IV_BYTES);
    const cipher = createCipheriv('aes-256-gcm', key, iv);
    const text = JSON.stringify(payload, (_name, value: unknown) =>
      value instanceof Uint8Array ? Buffer.from(value).toString('base64') : value,
    );
    const data = Buffer.concat([iv, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]);
    return { metadata: { encoding: Buffer.from(ENCODING) }, data };
  };
  const decrypt = (payload: Payload): Payload => {
    if (Buffer.from(payload.metadata?.['encoding'] ?? []).toString() !== ENCODING) return payload;
    const all = Buffer.from(payload.data ?? []);
    const decipher = createDecipheriv('aes-256-gcm', key, all.subarray(0, IV_BYTES));
    decipher.setAuthTag(all.subarray(-TAG_BYTES));
    const text = Buffer.concat([decipher.update(all.subarray(IV_BYTES, -TAG_BYTES)), decipher.final()]);
    const { metadata, data } = JSON.parse(text.toString('utf8')) as {
      metadata: Record<string, string>;
      data?: string;
    };
    const bytes = (base64: string) => Buffer.from(base64, 'base64');
    return {
      metadata: Object.fromEntries(Object.entries(metadata).map(([name, value]) => [name, bytes(value)])),
      // A result of `undefined` has no data.
      ...(data !== undefined && { data: bytes(data) }),
    };
  };
  return {
    encode: (payloads) => Promise.resolve(payloads.map(encrypt)),
    decode: (payloads) => Promise.resolve(payloads.map(decrypt)),
  };
}
