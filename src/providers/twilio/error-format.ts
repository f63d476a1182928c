import type { ErrorFormat } from '../http/exchange';
import type { HttpResponse } from '../http/transport';
import { reasonOfError } from './reasons';
import { errorBodySchema, type TwilioErrorBody } from './schemas';

/** The error format of Twilio. */
export const TWILIO_ERROR_FORMAT: ErrorFormat = {
  name: 'Twilio',
  requestIdHeader: 'twilio-request-id',
  refusal: (response) => {
    const body = errorBodyOf(response);
    if (body === undefined) return undefined;
    const reason = reasonOfError(body.code);
    // Twilio's errors have a code; a gateway in front of it may write `message` too.
    const isOwn = body.code !== undefined || (body.isProblem && PROCESSED_STATUSES.has(response.status));
    return { code: body.code, text: body.text, reason, isOwn, isAboutRequest: reason !== undefined };
  },
};

/** Statuses of requests that Twilio processed and refused. */
const PROCESSED_STATUSES: ReadonlySet<number> = new Set([400, 409, 422]);

/** Parses Twilio's error; undefined if the answer is not Twilio's (a proxy's page, an empty body). */
export function errorBodyOf(response: HttpResponse): TwilioErrorBody | undefined {
  try {
    const parsed = errorBodySchema.safeParse(JSON.parse(response.body));
    return parsed.success ? parsed.data : undefined;
  } catch {
    return undefined;
  }
}
