import type { OrderComment } from '../../domain/model/snapshot';
import { MINUTE } from '../../domain/model/time';
import { orderComment } from './comments';
import { parseOrderRef } from './order-ref';
import type { TelnyxSession } from './session';

/**
 * Longer than Temporal retries a call: the same text within this time is the same comment, whose answer was
 * lost.
 */
const SAME_COMMENT_PERIOD = 15 * MINUTE;

/** Writes a comment once. Telnyx takes no idempotency key, so the same text is searched for first. */
export async function writeComment(
  ref: string,
  body: string,
  { client: { portRequests }, call }: TelnyxSession,
): Promise<OrderComment> {
  const { portRequestId, subRequestId } = parseOrderRef(ref);
  const known = (await portRequests.listComments(portRequestId, call)).find(
    (comment) =>
      comment.body === body &&
      comment.sub_request_id === subRequestId &&
      comment.created_at !== undefined &&
      comment.created_at >= call.now - SAME_COMMENT_PERIOD,
  );
  const written =
    known ??
    (await portRequests.createComment(portRequestId, { body, sub_request_id: subRequestId ?? null }, call));
  return { id: written.id, at: call.now, body, ...orderComment(written, call.now) };
}
