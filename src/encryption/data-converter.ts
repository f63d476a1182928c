import { join } from 'node:path';
import type { DataConverter, Payload, PayloadCodec, SerializationContext } from '@temporalio/common';
import { EncryptionCodec } from './encryption-codec';
import { codecFailed } from './unreadable-payload';

/** The module with Portkeeper's failure converter: Temporal loads it by its path, in a worker's bundle too. */
export const FAILURE_CONVERTER_PATH: string = join(
  __dirname,
  `failure-converter${__filename.endsWith('.ts') ? '.ts' : '.js'}`,
);

/** Whether a data converter decides itself what Temporal may read: it has a codec. */
export function hasCodec(dataConverter: Pick<DataConverter, 'payloadCodecs'> | undefined): boolean {
  const codecs = dataConverter?.payloadCodecs ?? [];
  return codecs.some((codec) => !(codec instanceof EncryptionCodec) || codec.encrypts);
}

/**
 * A data converter of a codec: what it encodes includes the texts of failures. One with a failure converter of its own
 * keeps that. A payload that its codecs cannot read is told in one way, so that a call whose arguments cannot be read
 * counts as not sent.
 */
export function completed(given: DataConverter): DataConverter {
  if (!hasCodec(given)) return given;
  return {
    failureConverterPath: FAILURE_CONVERTER_PATH,
    ...given,
    payloadCodecs: given.payloadCodecs?.map(tellingWhatItCannotRead) ?? [],
  };
}

function tellingWhatItCannotRead(codec: PayloadCodec): PayloadCodec {
  // Portkeeper's own tells already.
  if (codec instanceof EncryptionCodec) return codec;
  return {
    encode: (payloads, context) => codec.encode(payloads, context),
    async decode(payloads, context) {
      try {
        return await codec.decode(payloads, context);
      } catch (error) {
        throw codecFailed(error);
      }
    },
  };
}

/** Codecs as one, which leaves out what they cannot read. */
export function lenient(codecs: readonly PayloadCodec[]): PayloadCodec {
  return {
    async encode(payloads, context) {
      let encoded = payloads;
      for (const codec of codecs) encoded = await codec.encode(encoded, context);
      return encoded;
    },
    decode: (payloads, context) =>
      Promise.all(payloads.map((payload) => readOr(UNREADABLE, codecs, payload, context))),
  };
}

async function readOr(
  instead: Payload,
  codecs: readonly PayloadCodec[],
  payload: Payload,
  context: SerializationContext | undefined,
): Promise<Payload> {
  try {
    let decoded = [payload];
    for (const codec of [...codecs].reverse()) decoded = await codec.decode(decoded, context);
    return decoded[0] ?? instead;
  } catch {
    return instead;
  }
}

/** Temporal's own form of `undefined`. */
const UNREADABLE: Payload = { metadata: { encoding: Buffer.from('binary/null') }, data: new Uint8Array() };
