import type { ProviderRefusal, ProviderVoice } from '../http/exchange';
import { reasonOfError } from './reasons';
import { errorBodySchema } from './schemas';

/**
 * How Telnyx says no. A 422 has a text in `message` (seed 001); newer services of the same host write a list of errors.
 * Anything else, plain text and HTML included, may be a proxy's.
 */
export const TELNYX_V1_VOICE: ProviderVoice = {
  name: 'Telnyx',
  refusal: ({ body }): ProviderRefusal | undefined => {
    const said = parsed(body);
    return said && { ...said, reason: reasonOfError(said.code) };
  },
};

function parsed(body: string) {
  try {
    return errorBodySchema.safeParse(JSON.parse(body)).data;
  } catch {
    return undefined;
  }
}
