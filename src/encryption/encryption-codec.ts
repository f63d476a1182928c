import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import type { Payload, PayloadCodec } from '@temporalio/common';
import type { NamedKey } from '../security/key-list';
import { decodePayload, encodePayload } from './payload-bytes';
import { keyMissing, wrongKey } from './unreadable-payload';

const CIPHER = 'aes-256-gcm';
const IV_BYTES = 12;
const TAG_BYTES = 16;

/** The format of Temporal's encryption samples, so that other languages read it (docs/security.md#the-format). */
const ENCODING = 'encoding';
const ENCRYPTED = 'binary/encrypted';
const KEY_ID = 'encryption-key-id';

/** The id of the key with which a payload was encrypted; undefined for a readable payload. */
export function keyIdOf({ metadata }: Payload): string | undefined {
  if (textOf(metadata?.[ENCODING]) !== ENCRYPTED) return undefined;
  return textOf(metadata?.[KEY_ID]);
}

/**
 * Encrypts payloads with AES-256-GCM: the first key encrypts, all decrypt. Without a key it encrypts nothing, and its
 * error for an encrypted payload names the key. It passes readable payloads through, because an installation can turn
 * encryption on while its ports run.
 */
export class EncryptionCodec implements PayloadCodec {
  readonly #keys: readonly NamedKey[];

  constructor(keys: readonly NamedKey[]) {
    this.#keys = keys;
  }

  /** Whether it has a key to encrypt with. */
  get encrypts(): boolean {
    return this.#keys.length > 0;
  }

  // eslint-disable-next-line @typescript-eslint/require-await -- an error becomes a rejection
  async encode(payloads: Payload[]): Promise<Payload[]> {
    const [key] = this.#keys;
    return key === undefined ? payloads : payloads.map((payload) => encrypt(payload, key));
  }

  // eslint-disable-next-line @typescript-eslint/require-await -- an error becomes a rejection
  async decode(payloads: Payload[]): Promise<Payload[]> {
    return payloads.map((payload) => this.#decode(payload));
  }

  #decode(payload: Payload): Payload {
    const keyId = keyIdOf(payload);
    if (keyId === undefined) return payload;
    const key = this.#keys.find(({ id }) => id === keyId);
    if (key === undefined) throw keyMissing(keyId);
    try {
      return decodePayload(decrypt(payload.data ?? new Uint8Array(), key));
    } catch {
      throw wrongKey(keyId);
    }
  }
}

function encrypt(payload: Payload, { id, key }: NamedKey): Payload {
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv(CIPHER, key, iv, { authTagLength: TAG_BYTES });
  const data = Buffer.concat([
    iv,
    cipher.update(encodePayload(payload)),
    cipher.final(),
    cipher.getAuthTag(),
  ]);
  return { metadata: { [ENCODING]: Buffer.from(ENCRYPTED), [KEY_ID]: Buffer.from(id) }, data };
}

function decrypt(data: Uint8Array, { key }: NamedKey): Buffer {
  const decipher = createDecipheriv(CIPHER, key, data.subarray(0, IV_BYTES), { authTagLength: TAG_BYTES });
  decipher.setAuthTag(data.subarray(-TAG_BYTES));
  return Buffer.concat([decipher.update(data.subarray(IV_BYTES, -TAG_BYTES)), decipher.final()]);
}

function textOf(bytes: Uint8Array | null | undefined): string | undefined {
  return bytes == null ? undefined : Buffer.from(bytes).toString('utf8');
}
