import type { Payload } from '@temporalio/common';

/**
 * The protobuf form of `temporal.api.common.v1.Payload`, which Temporal's encryption samples encrypt. Two fields of the
 * message matter here: `map<string, bytes> metadata = 1` and `bytes data = 2`. Temporal's own code for it is in a package
 * that is no direct dependency of a program with the client.
 */

/** `field << 3 | 2`: a field with a length. */
const METADATA = 0x0a;
const DATA = 0x12;
/** The fields of an entry of the map. */
const KEY = 0x0a;
const VALUE = 0x12;

/** Encodes a payload in protobuf. */
export function encodePayload({ metadata, data }: Payload): Buffer {
  const parts: Uint8Array[] = [];
  for (const [key, value] of Object.entries(metadata ?? {})) {
    const entry = Buffer.concat([...field(KEY, Buffer.from(key, 'utf8')), ...field(VALUE, value)]);
    parts.push(...field(METADATA, entry));
  }
  if (data != null && data.length > 0) parts.push(...field(DATA, data));
  return Buffer.concat(parts);
}

/**
 * Decodes a payload. It skips unknown fields, which a newer Temporal may have added.
 *
 * @throws RangeError if the bytes are not a payload
 */
export function decodePayload(bytes: Uint8Array): Payload {
  const metadata: [key: string, value: Uint8Array][] = [];
  let data: Uint8Array = new Uint8Array();
  for (const { tag, value } of fieldsOf(bytes)) {
    if (tag === DATA) data = value;
    if (tag !== METADATA) continue;
    let key = '';
    let content: Uint8Array = new Uint8Array();
    for (const part of fieldsOf(value)) {
      if (part.tag === KEY) key = Buffer.from(part.value).toString('utf8');
      if (part.tag === VALUE) content = part.value;
    }
    metadata.push([key, content]);
  }
  // A key may have any name, also `__proto__`.
  return { metadata: Object.fromEntries(metadata), data };
}

function field(tag: number, value: Uint8Array): Uint8Array[] {
  return [Uint8Array.of(tag), varint(value.length), value];
}

function varint(value: number): Uint8Array {
  const bytes: number[] = [];
  let rest = value;
  for (; rest > 0x7f; rest = Math.floor(rest / 0x80)) bytes.push((rest & 0x7f) | 0x80);
  bytes.push(rest);
  return Uint8Array.from(bytes);
}

const WIRE_VARINT = 0;
const WIRE_64_BIT = 1;
const WIRE_LENGTH = 2;
const WIRE_32_BIT = 5;

/** The fields with a length of a message, in their order. */
function* fieldsOf(bytes: Uint8Array): Generator<{ readonly tag: number; readonly value: Uint8Array }> {
  let at = 0;
  const readVarint = (): number => {
    let value = 0;
    for (let scale = 1; ; scale *= 0x80) {
      const byte = bytes[at++];
      if (byte === undefined || scale > 2 ** 49) throw new RangeError('These bytes are not a payload.');
      value += (byte & 0x7f) * scale;
      if (byte < 0x80) return value;
    }
  };
  const skip = (length: number): Uint8Array => {
    const end = at + length;
    if (end > bytes.length) throw new RangeError('These bytes are not a payload.');
    const value = bytes.subarray(at, end);
    at = end;
    return value;
  };
  while (at < bytes.length) {
    const tag = readVarint();
    switch (tag & 0x07) {
      case WIRE_VARINT:
        readVarint();
        break;
      case WIRE_64_BIT:
        skip(8);
        break;
      case WIRE_LENGTH:
        yield { tag, value: skip(readVarint()) };
        break;
      case WIRE_32_BIT:
        skip(4);
        break;
      default:
        throw new RangeError('These bytes are not a payload.');
    }
  }
}
