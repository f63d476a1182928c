import type { Answer } from '../http';

/**
 * An error as v1 documents it: a text in `message` (docs/reference/telnyx-v1.md#errors). What else it may hold is not
 * published.
 */
export function telnyxError(status: number, message: string): Answer {
  return { status, json: { message } };
}

export const unprocessable = (message: string): Answer => telnyxError(422, message);

export const notFound = (): Answer => telnyxError(404, 'Resource not found');
