import type { Answer } from '../http';

/** An error as Telnyx v1 documents it: a text in `message` (seed 001). Whether more stands beside it is not published. */
export function telnyxError(status: number, message: string): Answer {
  return { status, json: { message } };
}

export const unprocessable = (message: string): Answer => telnyxError(422, message);

export const notFound = (): Answer => telnyxError(404, 'Resource not found');
