import type { CommentRow } from '../../contract/order-operations';
import { second } from './instants';

/** What was written about an order, for people: who and when, then the words. */
export function commentLines(comments: readonly CommentRow[]): string[] {
  if (comments.length === 0) return ['No comments.'];
  return comments.flatMap(({ at, by, body }) => [
    `${at === undefined ? 'at an unknown time' : second(at)}  ${by ?? 'somebody'}`,
    ...body.split(/\r?\n/).map((line) => `  ${line}`.trimEnd()),
  ]);
}
