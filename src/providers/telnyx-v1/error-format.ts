import type { ProviderRefusal, ErrorFormat } from '../http/exchange';
import { reasonOfError } from './reasons';
import { errorBodySchema } from './schemas';

/**
 * How Telnyx says no. A 422 has a text in `message`; newer services of the same host write a list of errors
 * (docs/reference/telnyx-v1.md#errors). Anything else, plain text and HTML included, may be a proxy's.
 */
export const TELNYX_V1_VOICE: ErrorFormat = {
  name: 'Telnyx',
  refusal: ({ status, body }): ProviderRefusal | undefined => {
    const said = parsed(body);
    if (said === undefined) return undefined;
    const { isList, ...words } = said;
    const reason = reasonOfError(words.code);
    // A bare `message` is how many gateways answer; Telnyx writes it about what it has looked at.
    const isOwn = words.code !== undefined || isList || LOOKED_AT.has(status);
    return { ...words, reason, isOwn, isAboutRequest: reason !== undefined };
  },
};

/** A request that Telnyx read and does not take. */
const LOOKED_AT: ReadonlySet<number> = new Set([400, 409, 422]);

function parsed(body: string) {
  try {
    return errorBodySchema.safeParse(JSON.parse(body)).data;
  } catch {
    return undefined;
  }
}
