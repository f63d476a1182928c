import type { ProviderVoice } from '../http/exchange';
import type { HttpResponse } from '../http/transport';
import { reasonOfError } from './reasons';
import { errorBodySchema, type TwilioErrorBody } from './schemas';

/** How Twilio says no. */
export const TWILIO_VOICE: ProviderVoice = {
  name: 'Twilio',
  requestIdHeader: 'twilio-request-id',
  refusal: (response) => {
    const body = errorBodyOf(response);
    return body && { code: body.code, text: body.text, reason: reasonOfError(body.code) };
  },
};

/** Twilio's own words in a refusal; absent when the answer is not Twilio's (a proxy's page, an empty body). */
export function errorBodyOf(response: HttpResponse): TwilioErrorBody | undefined {
  try {
    const parsed = errorBodySchema.safeParse(JSON.parse(response.body));
    return parsed.success ? parsed.data : undefined;
  } catch {
    return undefined;
  }
}
