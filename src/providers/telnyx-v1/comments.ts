import type { OrderComment } from '../../domain/model/snapshot';
import { ProviderError } from '../provider-error';
import type { TelnyxComment } from './schemas';
import type { TelnyxSession } from './session';
import { isProviderError } from './sub-request-ids';

/** The most comments that an order carries: they go through history at every change. */
const MAX_COMMENTS = 20;

/**
 * The comments of a port request. They explain; where Telnyx does not give them, the orders stand as they were read.
 * When it could not be asked, the read fails and is tried again, so that comments do not come and go.
 *
 * @returns undefined, where Telnyx does not give them
 */
export async function givenComments(
  portRequestId: string,
  { client, call }: TelnyxSession,
): Promise<TelnyxComment[] | undefined> {
  try {
    return await client.portRequests.listComments(portRequestId, call);
  } catch (error) {
    // With the same credentials the port request itself was just read, so that 403 is about its comments.
    const isNotGiven =
      isProviderError(error, 'provider_refused', 'provider_not_found') ||
      (error instanceof ProviderError && error.problem.status === 403);
    if (isNotGiven) return undefined;
    throw error;
  }
}

/**
 * What was written about an order, the newest last: about its sub request, and about the port request as a whole. A
 * comment without a time cannot be put in order and is left out.
 *
 * @param subRequestId - absent: only what is about the whole
 */
export function commentsOn(
  comments: readonly TelnyxComment[],
  subRequestId: string | undefined,
): OrderComment[] {
  return comments
    .filter(({ sub_request_id: about }) => about === undefined || about === subRequestId)
    .flatMap((comment) => orderComment(comment) ?? [])
    .sort((a, b) => a.at - b.at)
    .slice(-MAX_COMMENTS);
}

/** A comment in our words; `at` stands in for a time that Telnyx did not say. */
export function orderComment(comment: TelnyxComment, at?: number): OrderComment | undefined {
  const written = comment.created_at ?? at;
  if (written === undefined) return undefined;
  return {
    id: comment.id,
    at: written,
    body: comment.body ?? '',
    ...(comment.user_id !== undefined && { by: comment.user_id }),
  };
}
