import {
  DefaultFailureConverter,
  type FailureConverter,
  type Payload,
  type PayloadConverter,
  type ProtoFailure,
  type SerializationContext,
} from '@temporalio/common';
import { readableMessageOf } from '../contract/readable-message';
import { clippedTo, jsonBytes } from '../domain/facts/json-size';

/**
 * Moves message and stack trace of failures into payloads, so that a codec encrypts them. It is part of the workflow
 * bundle, so it imports no heavy package; codecs run outside of the bundle.
 *
 * The server truncates the failure of a retried activity above 4 KB and drops the encoded message. So an encrypted
 * failure stays under 2 KB, unless its details alone are larger.
 *
 * The message of an answer to a command has a readable substitute (`withReadableMessage`).
 */
class EncodedFailureConverter implements FailureConverter {
  readonly #plain = new DefaultFailureConverter();

  errorToFailure(
    error: unknown,
    payloadConverter: PayloadConverter,
    context?: SerializationContext,
  ): ProtoFailure {
    const failure = this.#plain.errorToFailure(error, payloadConverter, context);
    // An error that fails a workflow task has no type, and its name is not part of the failure.
    const type = failure.applicationFailureInfo?.type ?? (error as Partial<Error> | undefined)?.name;
    if (READABLE.has(type ?? '')) return { ...failure, stackTrace: '', cause: null };
    const readable = clippedTo(MAX_READABLE_BYTES, readableMessageOf(error) ?? PLACEHOLDER);
    const taken = bytesOfDetails(failure) + (readable === PLACEHOLDER ? 0 : jsonBytes(readable));
    const room = Math.max(MIN_TEXT_BYTES, MAX_FAILURE_BYTES - taken);
    const whole = encoded(failure, room, 0, (text) => payloadConverter.toPayload(text, context));
    return { ...whole, message: readable };
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
 * Failures whose messages are fixed texts of Portkeeper without data of a port. They stay readable, without stack and
 * cause: a client sees only the message of a failed query, and a process without a key must be able to read that the key
 * is missing, or that a port is stuck because its build is too old.
 */
const READABLE: ReadonlySet<string> = new Set([
  'behavior_unsupported',
  'being_prepared',
  'encryption_key_missing',
  'payload_unreadable',
]);

/** The text that Temporal's own converter writes instead of an encoded message, unless the error has a readable one. */
const PLACEHOLDER = 'Encoded failure';

const MAX_FAILURE_BYTES = 1_700;
const MAX_READABLE_BYTES = 600;
/** The text keeps at least this much, however large the details are. */
const MIN_TEXT_BYTES = 1_000;
/** The size of protobuf, JSON and encryption around one text or one detail. */
const PAYLOAD_OVERHEAD_BYTES = 180;
const FAILURE_OVERHEAD_BYTES = 60;
/** Deeper causes are left out. */
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
  // A failure from history that was not decoded stays as it is.
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

/** Clips a text to a number of bytes in JSON, which escapes some characters. */
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

/** Temporal loads this export by its name. */
export const failureConverter: FailureConverter = new EncodedFailureConverter();
