import {
  DefaultFailureConverter,
  type FailureConverter,
  type Payload,
  type PayloadConverter,
  type ProtoFailure,
  type SerializationContext,
} from '@temporalio/common';
import { clippedTo, jsonBytes } from '../domain/facts/json-size';

/**
 * Puts message and stack trace of failures into payloads, where a codec encrypts them. It is part of the workflow
 * bundle, so it imports nothing heavy; codecs run outside.
 *
 * The server cuts down a retried activity's failure of more than 4 KB and leaves the encoded message out, so a failure
 * stays under 2 KB when it is encrypted, unless its details alone are larger.
 */
class EncodedFailureConverter implements FailureConverter {
  readonly #plain = new DefaultFailureConverter();

  errorToFailure(
    error: unknown,
    payloadConverter: PayloadConverter,
    context?: SerializationContext,
  ): ProtoFailure {
    const failure = this.#plain.errorToFailure(error, payloadConverter, context);
    const { type } = failure.applicationFailureInfo ?? {};
    if (READABLE.has(type ?? '')) return { ...failure, stackTrace: '', cause: null };
    const room = Math.max(MIN_TEXT_BYTES, MAX_FAILURE_BYTES - bytesOfDetails(failure));
    return encoded(failure, room, 0, (text) => payloadConverter.toPayload(text, context));
  }

  failureToError(
    failure: ProtoFailure,
    payloadConverter: PayloadConverter,
    context?: SerializationContext,
  ): Error {
    return this.#plain.failureToError(failure, payloadConverter, context);
  }
}

/**
 * Failures whose messages are Portkeeper's own and hold nothing of a port. They stay readable, without stack and cause: of
 * a query that failed a client sees the message alone, and who lacks a key could not read that he lacks it.
 */
const READABLE: ReadonlySet<string> = new Set([
  'being_prepared',
  'encryption_key_missing',
  'payload_unreadable',
]);

/** What Temporal's own converter writes in place of a message that is encoded. */
const PLACEHOLDER = 'Encoded failure';

const MAX_FAILURE_BYTES = 1_700;
/** Where the details are large, this much of the text is kept all the same. */
const MIN_TEXT_BYTES = 1_000;
/** Protobuf, JSON and encryption around one text or one detail. */
const PAYLOAD_OVERHEAD_BYTES = 180;
const FAILURE_OVERHEAD_BYTES = 60;
/** Causes below this one are left out. */
const MAX_CAUSES = 3;
const MIN_CAUSE_BYTES = 100;

function encoded(
  failure: ProtoFailure,
  room: number,
  depth: number,
  toPayload: (text: { message: string; stack_trace: string }) => Payload,
): ProtoFailure {
  const { message, stackTrace, cause, encodedAttributes } = failure;
  const own = room - PAYLOAD_OVERHEAD_BYTES - FAILURE_OVERHEAD_BYTES;
  // What came encoded from history and was not opened stays as it is.
  const isEncoded = encodedAttributes != null && message === PLACEHOLDER;
  const shownMessage = fitted(Math.max(own, MIN_CAUSE_BYTES), message);
  const left = isEncoded ? own : own - jsonBytes(shownMessage);
  const causeRoom = cause == null ? 0 : Math.floor(left / 2);
  const stackRoom = left - causeRoom;
  const hasCause =
    cause != null && depth < MAX_CAUSES && causeRoom > PAYLOAD_OVERHEAD_BYTES + MIN_CAUSE_BYTES;
  return {
    ...failure,
    message: PLACEHOLDER,
    stackTrace: '',
    encodedAttributes: isEncoded
      ? encodedAttributes
      : toPayload({
          message: shownMessage,
          stack_trace: stackRoom < MIN_CAUSE_BYTES ? '' : fitted(stackRoom, stackTrace),
        }),
    ...(cause != null && { cause: hasCause ? encoded(cause, causeRoom, depth + 1, toPayload) : null }),
  };
}

/** As much of a text as so many bytes of JSON hold: JSON writes some characters with a backslash. */
function fitted(bytes: number, text: string | null | undefined): string {
  const clipped = clippedTo(bytes, text ?? '');
  const excess = jsonBytes(clipped) - bytes;
  return excess > 0 ? clippedTo(Math.max(0, bytes - excess), clipped) : clipped;
}

function bytesOfDetails({
  applicationFailureInfo,
  canceledFailureInfo,
  timeoutFailureInfo,
}: ProtoFailure): number {
  const details =
    applicationFailureInfo?.details ??
    canceledFailureInfo?.details ??
    timeoutFailureInfo?.lastHeartbeatDetails;
  return (details?.payloads ?? []).reduce(
    (bytes, { data }) => bytes + (data?.length ?? 0) + PAYLOAD_OVERHEAD_BYTES,
    0,
  );
}

/** What Temporal takes from this module: the name is its own. */
export const failureConverter: FailureConverter = new EncodedFailureConverter();
