import type { ProviderRefusal, ErrorFormat } from '../http/exchange';
import { reasonOfError } from './reasons';
import { errorBodySchema } from './schemas';

/**
 * The error format of Telnyx. A 422 has a text in `message`; newer services of the same host return a list of
 * errors (docs/reference/telnyx-v1.md#errors). Anything else, including plain text and HTML, may come from a
 * proxy.
 */
export const TELNYX_V1_ERROR_FORMAT: ErrorFormat = {
  name: 'Telnyx',
  refusal: ({ status, body }): ProviderRefusal | undefined => {
    const error = parsed(body);
    if (error === undefined) return undefined;
    const { isList, ...fields } = error;
    const reason = reasonOfError(fields.code);
    // Many gateways answer with a bare `message`. Telnyx does so only for requests that it processed.
    const isOwn = fields.code !== undefined || isList || PROCESSED_STATUSES.has(status);
    return { ...fields, reason, isOwn, isAboutRequest: reason !== undefined };
  },
};

/** Statuses of requests that Telnyx processed and refused. */
const PROCESSED_STATUSES: ReadonlySet<number> = new Set([400, 409, 422]);

function parsed(body: string) {
  try {
    return errorBodySchema.safeParse(JSON.parse(body)).data;
  } catch {
    return undefined;
  }
}
