import type { OrderComment } from '../../domain/model/snapshot';
import { ProviderError } from '../provider-error';
import type { TelnyxComment } from './schemas';
import type { TelnyxSession } from './session';
import { isProviderError } from './sub-request-ids';

/** The maximum number of comments of an order: they are stored in history at every change. */
const MAX_COMMENTS = 20;

/**
 * Reads the comments of a port request. They only explain a status, so the orders are complete without them.
 * If Telnyx could not be asked, the read fails and is retried, so that comments do not disappear and return.
 *
 * @returns undefined if Telnyx refuses to show them
 */
export async function readComments(
  portRequestId: string,
  { client, call }: TelnyxSession,
): Promise<TelnyxComment[] | undefined> {
  try {
    return await client.portRequests.listComments(portRequestId, call);
  } catch (error) {
    // The same credentials have just read the port request, so this 403 is about its comments.
    const isRefused =
      isProviderError(error, 'provider_refused', 'provider_not_found') ||
      (error instanceof ProviderError && error.problem.status === 403);
    if (isRefused) return undefined;
    throw error;
  }
}

/**
 * The comments on an order, the newest last: those on its sub request, and those on the whole port request. A
 * comment without a time cannot be sorted and is left out.
 *
 * @param subRequestId - undefined: only comments on the whole port request
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

/** Converts a comment; `at` replaces a time that Telnyx does not give. */
export function orderComment(comment: TelnyxComment, at?: number): OrderComment | undefined {
  const createdAt = comment.created_at ?? at;
  if (createdAt === undefined) return undefined;
  return {
    id: comment.id,
    at: createdAt,
    body: comment.body ?? '',
    ...(comment.user_id !== undefined && { by: comment.user_id }),
  };
}
