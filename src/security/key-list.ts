/** A secret with a name, by which a rotated key is found. */
export interface NamedKey {
  /** Appears in plain text beside the output of the key. */
  readonly id: string;
  readonly key: Buffer;
}

/** A key list is invalid. The message never contains a key. */
export class KeyListError extends Error {
  override readonly name = 'KeyListError';
}

/**
 * Parses `id:base64,id:base64,…`: the first key signs, all keys verify.
 *
 * @param minBytes - the minimum length of a key, in bytes
 * @throws KeyListError naming the entry by its position, because its id may be a misplaced key
 */
export function parseKeyList(text: string, minBytes: number): NamedKey[] {
  const keys = text.split(',').map((part, index) => parseKey(part.trim(), index + 1, minBytes));
  keys.forEach(({ id }, index) => {
    const first = keys.findIndex((other) => other.id === id);
    if (first < index) throw new KeyListError(`entries ${first + 1} and ${index + 1} have the same id`);
  });
  return keys;
}

function parseKey(part: string, position: number, minBytes: number): NamedKey {
  const match = /^([A-Za-z0-9_-]{1,32}):([A-Za-z0-9+/_-]+={0,2})$/.exec(part);
  const [, id, encoded] = match ?? [];
  if (id === undefined || encoded === undefined) {
    throw new KeyListError(
      `entry ${position} must be id:base64, with an id of 1 to 32 letters, digits, dashes or underscores`,
    );
  }
  const key = Buffer.from(encoded, 'base64');
  if (key.length < minBytes) {
    throw new KeyListError(
      `the key of entry ${position} must have at least ${minBytes} bytes; make one with: openssl rand -base64 32`,
    );
  }
  if (key.every((byte) => byte === key[0])) {
    throw new KeyListError(
      `the key of entry ${position} is one byte again and again, and easily guessed; make one with: openssl rand -base64 32`,
    );
  }
  return { id, key };
}
