/** `Symbol.for`, because a bundle may hold this module twice. */
const READABLE_MESSAGE = Symbol.for('portkeeper.readableMessage');

/**
 * Gives an error a second message, which stays readable when its own is encrypted. The Web UI decrypts no failure in
 * the window of an update: it shows this message only.
 *
 * @param message - without any data of a port: everyone with access to Temporal can read it
 */
export function withReadableMessage<Failure extends Error>(error: Failure, message: string): Failure {
  // Not enumerable, so that no log and no copy of the error contains it.
  return Object.defineProperty(error, READABLE_MESSAGE, { value: message, configurable: true });
}

/** The message of an error that stays readable; undefined: it has none. */
export function readableMessageOf(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null) return undefined;
  const message = (error as { readonly [READABLE_MESSAGE]?: unknown })[READABLE_MESSAGE];
  return typeof message === 'string' ? message : undefined;
}
