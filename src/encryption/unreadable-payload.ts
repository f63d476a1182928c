import { ApplicationFailure } from '@temporalio/common';
import type { ProviderProblem } from '../domain/model/snapshot';

/** Why a payload could not be read. */
export type UnreadableCode = 'encryption_key_missing' | 'payload_unreadable';

/**
 * A payload that this process cannot read. As an `ApplicationFailure` whose first detail is the problem it says what it
 * means for a call: an activity that cannot read its arguments has sent nothing, so the outcome is `unavailable` and the
 * port tries again later (workflows/failures.ts). Nothing that is thrown while a payload is read comes after a request.
 */
function unreadable(code: UnreadableCode, message: string, cause?: unknown): ApplicationFailure {
  const problem: ProviderProblem = { code, message, outcome: 'unavailable' };
  return ApplicationFailure.create({
    message,
    type: code,
    details: [problem],
    ...(cause instanceof Error && { cause }),
  });
}

/** The payload was encrypted with a key that is not among this process's. */
export function keyMissing(keyId: string): ApplicationFailure {
  return unreadable(
    'encryption_key_missing',
    `The encryption key ${shown(keyId)} is missing: add it to PORTKEEPER_ENCRYPTION_KEYS, behind the first one.`,
  );
}

/** The same, of a text in which a worker says so. */
export function missingKeyIn(text: string): string | undefined {
  return /The encryption key .{1,110} is missing: [^.]*\./.exec(text)?.[0];
}

/** The payload has the form of an encrypted one, and its key does not open it. */
export function wrongKey(keyId: string): ApplicationFailure {
  return unreadable(
    'payload_unreadable',
    `The encryption key ${shown(keyId)} does not open a payload: it is another key of the same id, or ` +
      'the payload is damaged. Give each key an id of its own.',
  );
}

/** The id stands in the clear in Temporal, where anybody with access may have written it. */
function shown(keyId: string): string {
  return /^[\w.:/-]{1,100}$/.test(keyId) ? keyId : '(of an unusual name)';
}

/** A codec could not read a payload. What it says itself may repeat the payload, so only its name is told. */
export function codecFailed(error: unknown, why?: string): ApplicationFailure {
  const known = unreadableIn(error);
  if (known !== undefined) return known;
  const name = error instanceof Error ? error.name : 'no error';
  const message = why ?? `its codec failed (${name}); look at its own log`;
  return unreadable('payload_unreadable', `A payload cannot be read or written: ${message}.`, error);
}

/** In which a codec server says why it left a payload as it was: `unreadableToJson`, percent-encoded. */
export const UNREADABLE_HEADER = 'x-portkeeper-unreadable';

/** What a codec server tells of a payload that it cannot read. */
export function unreadableToJson(error: unknown): {
  readonly code: UnreadableCode;
  readonly message: string;
} {
  const { type, message } = unreadableIn(error) ?? {
    type: 'payload_unreadable',
    message: 'The codec failed.',
  };
  return { code: type, message };
}

/** The same, read by its caller. */
export function unreadableFromJson(body: unknown): ApplicationFailure | undefined {
  const { code, message } = (body ?? {}) as { readonly code?: unknown; readonly message?: unknown };
  if ((code !== 'encryption_key_missing' && code !== 'payload_unreadable') || typeof message !== 'string')
    return undefined;
  return unreadable(code, message.slice(0, 500));
}

/** The failure in a chain of errors that says that a payload could not be read; undefined: none does. */
export function unreadableIn(
  error: unknown,
  depth = 0,
): (ApplicationFailure & { readonly type: UnreadableCode }) | undefined {
  if (!(error instanceof Error) || depth > MAX_DEPTH) return undefined;
  if (isUnreadable(error)) return error;
  return unreadableIn(error.cause, depth + 1);
}

const MAX_DEPTH = 8;

function isUnreadable(error: Error): error is ApplicationFailure & { readonly type: UnreadableCode } {
  return (
    error instanceof ApplicationFailure &&
    (error.type === 'encryption_key_missing' || error.type === 'payload_unreadable')
  );
}
