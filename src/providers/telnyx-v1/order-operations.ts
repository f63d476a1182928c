import type {
  AddCommentToOrderInput,
  AllowedDates,
  CommentRow,
  OrderInput,
  OrderOrDraftInput,
  OrderRating,
  RateOrderInput,
} from '../../contract/order-operations';
import type { DateWindow } from '../../domain/model/snapshot';
import { toRfc3339 } from '../../domain/model/time';
import type { PortingProvider } from '../provider';
import { orderRef, parseOrderRef } from './order-ref';
import { telnyxErrors } from './paths';
import type { TelnyxComment } from './schemas';
import type { TelnyxSession } from './session';

/** The part of the provider that these operations use. */
export type OrderSeam = Required<Pick<PortingProvider, 'allowedDates' | 'comment' | 'rate'>>;

/** Reads the time spans in which an order could move, or could move once its draft is submitted. */
export async function allowedDates(
  { orderRef: ref, isDraft }: OrderOrDraftInput,
  seam: OrderSeam,
  session: TelnyxSession,
): Promise<AllowedDates[]> {
  const windows =
    isDraft === true ? await datesOfGroup(ref, session) : await seam.allowedDates(ref, session.call);
  return windows.map(({ from, until }) => ({ from: toRfc3339(from), until: toRfc3339(until) }));
}

async function datesOfGroup(ref: string, { client, call }: TelnyxSession): Promise<DateWindow[]> {
  const { portRequestId: draftId, subRequestId: groupId } = parseOrderRef(ref);
  if (groupId !== undefined) return client.drafts.allowedFocDates(draftId, groupId, call);
  const ifRefused =
    'Nothing was asked. Name one of its groups, as "draft/group": `drafts` lists the drafts, and `draft show` has the ' +
    'groups of one.';
  const exchange = { what: 'read the allowed dates of the draft', method: 'GET', ifRefused } as const;
  throw telnyxErrors.notSendable(exchange, 'each group of a draft has its own');
}

/** Lists the comments on the order and on its whole port request, the newest last. */
export async function listComments(
  { orderRef: ref }: OrderInput,
  { client, call }: TelnyxSession,
): Promise<CommentRow[]> {
  const { portRequestId, subRequestId } = parseOrderRef(ref);
  const age = ({ created_at: at }: TelnyxComment) => at ?? Number.NEGATIVE_INFINITY;
  return (await client.portRequests.listComments(portRequestId, call))
    .filter(({ sub_request_id: about }) => about === undefined || about === subRequestId)
    .sort((a, b) => age(a) - age(b))
    .map((comment) => commentRow(portRequestId, comment));
}

/** Writes a comment; a repeated call writes it only once. */
export async function addComment(
  { orderRef: ref, body }: AddCommentToOrderInput,
  seam: OrderSeam,
  { call }: TelnyxSession,
): Promise<CommentRow> {
  const { at, ...comment } = await seam.comment(ref, body, call);
  const { subRequestId } = parseOrderRef(ref);
  return { ...comment, at: toRfc3339(at), ...(subRequestId !== undefined && { orderRef: ref }) };
}

export async function rateOrder(
  { orderRef: ref, stars, comment }: RateOrderInput,
  seam: OrderSeam,
  { call }: TelnyxSession,
): Promise<OrderRating> {
  await seam.rate(ref, { stars, ...(comment !== undefined && { comment }) }, call);
  return { orderRef: ref, stars };
}

function commentRow(
  portRequestId: string,
  { id, created_at, body = '', user_id, sub_request_id }: TelnyxComment,
): CommentRow {
  return {
    id,
    ...(created_at !== undefined && { at: toRfc3339(created_at) }),
    body,
    ...(user_id !== undefined && { by: user_id }),
    ...(sub_request_id !== undefined && { orderRef: orderRef(portRequestId, sub_request_id) }),
  };
}
