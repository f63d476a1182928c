import { join } from 'node:path';
import {
  defaultPayloadConverter,
  type DataConverter,
  type Payload,
  type PayloadCodec,
  type SerializationContext,
} from '@temporalio/common';
import { EncryptionCodec } from './encryption-codec';
import { codecFailed } from './unreadable-payload';

/** The module with Portkeeper's failure converter. Temporal loads it by its path, in a worker's bundle too. */
export const FAILURE_CONVERTER_PATH: string = join(
  __dirname,
  `failure-converter${__filename.endsWith('.ts') ? '.ts' : '.js'}`,
);

/** Whether a data converter has a codec, and so decides itself what Temporal may read. */
export function hasCodec(dataConverter: Pick<DataConverter, 'payloadCodecs'> | undefined): boolean {
  const codecs = dataConverter?.payloadCodecs ?? [];
  return codecs.some((codec) => !(codec instanceof EncryptionCodec) || codec.encrypts);
}

/**
 * Completes a data converter that has a codec: it then encodes the texts of failures too, unless it has its own failure
 * converter. All its codecs report an unreadable payload with the same failure, so that a call whose arguments cannot be
 * read counts as not sent.
 */
export function completed(given: DataConverter): DataConverter {
  if (!hasCodec(given)) return given;
  return {
    failureConverterPath: FAILURE_CONVERTER_PATH,
    ...given,
    payloadCodecs: given.payloadCodecs?.map(withUnreadableFailures) ?? [],
  };
}

function withUnreadableFailures(codec: PayloadCodec): PayloadCodec {
  // Portkeeper's own codec throws these failures already.
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

/** Combines codecs into one, which replaces a payload that they cannot read by `undefined`. */
export function lenient(codecs: readonly PayloadCodec[]): PayloadCodec {
  return {
    async encode(payloads, context) {
      let encoded = payloads;
      for (const codec of codecs) encoded = await codec.encode(encoded, context);
      return encoded;
    },
    decode: (payloads, context) =>
      Promise.all(payloads.map((payload) => readLeniently(codecs, payload, context))),
  };
}

async function readLeniently(
  codecs: readonly PayloadCodec[],
  payload: Payload,
  context: SerializationContext | undefined,
): Promise<Payload> {
  try {
    let decoded = [payload];
    for (const codec of [...codecs].reverse()) decoded = await codec.decode(decoded, context);
    const [read] = decoded;
    if (read === undefined) return UNREADABLE;
    // Throws for an encoding that it does not know: another installation may have another codec.
    defaultPayloadConverter.fromPayload(read);
    return read;
  } catch {
    return UNREADABLE;
  }
}

/** Temporal's encoding of `undefined`. */
const UNREADABLE: Payload = { metadata: { encoding: Buffer.from('binary/null') }, data: new Uint8Array() };
