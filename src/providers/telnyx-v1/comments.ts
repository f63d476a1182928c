import type { OrderComment } from '../../domain/snapshot';
import type { TelnyxComment } from './schemas';

/** The most comments that an order carries: they go through history at every change. */
const MOST_COMMENTS = 20;

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
    .slice(-MOST_COMMENTS);
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
