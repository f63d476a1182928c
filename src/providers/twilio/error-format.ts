import type { ErrorFormat } from '../http/exchange';
import type { HttpResponse } from '../http/transport';
import { reasonOfError } from './reasons';
import { errorBodySchema, type TwilioErrorBody } from './schemas';

/** How Twilio says no. */
export const TWILIO_VOICE: ErrorFormat = {
  name: 'Twilio',
  requestIdHeader: 'twilio-request-id',
  refusal: (response) => {
    const body = errorBodyOf(response);
    if (body === undefined) return undefined;
    const reason = reasonOfError(body.code);
    // Twilio's errors have a code; a gateway before it writes `message` too.
    const isOwn = body.code !== undefined || (body.isProblem && LOOKED_AT.has(response.status));
    return { code: body.code, text: body.text, reason, isOwn, isAboutRequest: reason !== undefined };
  },
};

/** A request that Twilio read and does not take. */
const LOOKED_AT: ReadonlySet<number> = new Set([400, 409, 422]);

/** Twilio's own words in a refusal; absent when the answer is not Twilio's (a proxy's page, an empty body). */
export function errorBodyOf(response: HttpResponse): TwilioErrorBody | undefined {
  try {
    const parsed = errorBodySchema.safeParse(JSON.parse(response.body));
    return parsed.success ? parsed.data : undefined;
  } catch {
    return undefined;
  }
}
