import type { Answer } from '../http';

const CODES: Readonly<Record<number, number>> = {
  400: 20001,
  401: 20003,
  403: 20403,
  404: 20404,
  405: 20004,
  429: 20429,
  500: 20500,
  503: 20503,
};

/** An error body in Twilio's REST format (docs/reference/twilio.md#errors). */
export function twilioError(status: number, message: string, code = CODES[status] ?? 20000 + status): Answer {
  return {
    status,
    json: { code, message, more_info: `https://www.twilio.com/docs/errors/${code}`, status },
  };
}

export const badRequest = (message: string, code?: number): Answer => twilioError(400, message, code);

export const notFound = (path: string): Answer =>
  twilioError(404, `The requested resource ${path} was not found`);
