import type { Answer } from '../http';

/**
 * An error in v1's documented format: a text in `message` (docs/reference/telnyx-v1.md#errors). Other fields
 * are not published.
 */
export function telnyxError(status: number, message: string): Answer {
  return { status, json: { message } };
}

export const unprocessable = (message: string): Answer => telnyxError(422, message);

export const notFound = (): Answer => telnyxError(404, 'Resource not found');
