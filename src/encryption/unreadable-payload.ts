import { ApplicationFailure } from '@temporalio/common';
import type { ProviderProblem } from '../domain/model/snapshot';

/** Why a payload could not be read. */
export type UnreadableCode = 'encryption_key_missing' | 'payload_unreadable';

/**
 * The failure for a payload that this process cannot read. Its first detail is the problem, as for a call to a provider:
 * an activity that cannot read its arguments has sent nothing, so the outcome is `unavailable`, and the port tries again
 * later (workflows/failures.ts). Payloads are read before any request, so this failure never follows one.
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

/** The failure for a payload that was encrypted with a key that this process does not have. */
export function keyMissing(keyId: string): ApplicationFailure {
  return unreadable(
    'encryption_key_missing',
    `The encryption key ${shown(keyId)} is missing: add it to PORTKEEPER_ENCRYPTION_KEYS, after the first one.`,
  );
}

/** The message of `keyMissing` in a text of a worker; undefined: it is not in the text. */
export function missingKeyIn(text: string): string | undefined {
  return /The encryption key .{1,110} is missing: [^.]*\./.exec(text)?.[0];
}

/** The failure for an encrypted payload that the key of its id does not decrypt. */
export function wrongKey(keyId: string): ApplicationFailure {
  return unreadable(
    'payload_unreadable',
    `The encryption key ${shown(keyId)} does not decrypt a payload: it is another key of the same id, or ` +
      'the payload is damaged. Give each key an id of its own.',
  );
}

/** Only a usual id is shown: it is stored in plaintext, so anyone with access to Temporal can write one. */
function shown(keyId: string): string {
  return /^[\w.:/-]{1,100}$/.test(keyId) ? keyId : '(of an unusual name)';
}

/** The failure of a codec. The error's own message may contain the payload, so only its name is shown. */
export function codecFailed(error: unknown, why?: string): ApplicationFailure {
  const known = unreadableIn(error);
  if (known !== undefined) return known;
  const name = error instanceof Error ? error.name : 'no error';
  const message = why ?? `its codec failed (${name}); check its own log`;
  return unreadable('payload_unreadable', `A payload cannot be read or written: ${message}.`, error);
}

/** The header in which a codec server says why it did not decrypt a payload: `unreadableToJson`, percent-encoded. */
export const UNREADABLE_HEADER = 'x-portkeeper-unreadable';

/** The answer of a codec server about a payload that it cannot read. */
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

/** Reads the answer of `unreadableToJson`; undefined for any other. */
export function unreadableFromJson(body: unknown): ApplicationFailure | undefined {
  const { code, message } = (body ?? {}) as { readonly code?: unknown; readonly message?: unknown };
  if ((code !== 'encryption_key_missing' && code !== 'payload_unreadable') || typeof message !== 'string')
    return undefined;
  return unreadable(code, message.slice(0, 500));
}

/** The failure for an unreadable payload in a chain of errors; undefined: there is none. */
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
