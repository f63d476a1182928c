import type { LoadedDataConverter, ProtoFailure } from '@temporalio/common';
import { unreadableIn } from './unreadable-payload';

/** The message of a failure in history, decoded if it is encoded; undefined: it has none. */
export async function failureMessage(
  failure: Pick<ProtoFailure, 'message' | 'encodedAttributes'> | null | undefined,
  { payloadCodecs, payloadConverter }: Pick<LoadedDataConverter, 'payloadCodecs' | 'payloadConverter'>,
): Promise<string | undefined> {
  const { message, encodedAttributes } = failure ?? {};
  if (encodedAttributes == null) return message ?? undefined;
  try {
    let payloads = [encodedAttributes];
    for (const codec of [...payloadCodecs].reverse()) payloads = await codec.decode(payloads);
    const [payload] = payloads;
    if (payload === undefined) return undefined;
    const decoded: unknown = payloadConverter.fromPayload(payload);
    const { message: text } = (decoded ?? {}) as { readonly message?: unknown };
    return typeof text === 'string' ? text : undefined;
  } catch (error) {
    return unreadableIn(error)?.message;
  }
}
