import type { DocumentLink, DocumentLinkInput, OrderDocument } from '../../contract/document-operations';
import type {
  AddCommentToOrderInput,
  AllowedDates,
  CommentRow,
  DraftList,
  DraftRow,
  DraftsInput,
  OrderInput,
  OrderRating,
  RateOrderInput,
} from '../../contract/order-operations';
import type { OrderComment } from '../../domain/snapshot';
import { HOUR, toRfc3339 } from '../../domain/time';
import type { CallContext, PortingProvider } from '../provider';
import { searchFor } from './drafts';
import type { DraftsClient } from './drafts-client';
import { numbersIn } from './grouping';
import { orderRef, parseOrderRef } from './order-ref';
import type { PortRequestsClient } from './port-requests-client';
import type { TelnyxComment, TelnyxDraft } from './schemas';

/** What of the seam these operations go through. */
export type OrderSeam = Required<Pick<PortingProvider, 'allowedDates' | 'comment' | 'rate'>>;

const DEFAULT_LIMIT = 100;

/** A link to a document works for an hour (seed 001). */
const LINK_LIVES = HOUR;

export async function allowedDates(
  { orderRef: ref }: OrderInput,
  seam: OrderSeam,
  call: CallContext,
): Promise<AllowedDates[]> {
  const windows = await seam.allowedDates(ref, call);
  return windows.map(({ from, until }) => ({ from: toRfc3339(from), until: toRfc3339(until) }));
}

/** What is about the order, and what is about its port request as a whole, the newest last. */
export async function listComments(
  { orderRef: ref }: OrderInput,
  client: PortRequestsClient,
  call: CallContext,
): Promise<CommentRow[]> {
  const comments = await commentsOn(ref, client, call);
  const age = ({ created_at: at }: TelnyxComment) => at ?? Number.NEGATIVE_INFINITY;
  return comments.sort((a, b) => age(a) - age(b)).map(commentRow);
}

/** Writes a comment, once however often it is asked. */
export async function addComment(
  { orderRef: ref, body }: AddCommentToOrderInput,
  seam: OrderSeam,
  call: CallContext,
): Promise<CommentRow> {
  return rowOf(await seam.comment(ref, body, call));
}

export async function rateOrder(
  { orderRef: ref, stars, comment }: RateOrderInput,
  seam: OrderSeam,
  call: CallContext,
): Promise<OrderRating> {
  await seam.rate(ref, { stars, ...(comment !== undefined && { comment }) }, call);
  return { orderRef: ref, stars };
}

export async function listDocuments(
  { orderRef: ref }: OrderInput,
  client: PortRequestsClient,
  call: CallContext,
): Promise<OrderDocument[]> {
  const documents = await client.documents.list(parseOrderRef(ref).portRequestId, call);
  return documents.map(({ id, document_type, body, created_at }) => ({
    id,
    ...(document_type !== undefined && { type: document_type }),
    ...(body !== undefined && { description: body }),
    ...(created_at !== undefined && { created: toRfc3339(created_at) }),
  }));
}

export async function linkDocument(
  { orderRef: ref, documentId }: DocumentLinkInput,
  client: PortRequestsClient,
  call: CallContext,
): Promise<DocumentLink> {
  const url = await client.documents.link(parseOrderRef(ref).portRequestId, documentId, call);
  return { url, expires: toRfc3339(call.now + LINK_LIVES) };
}

export async function listDrafts(
  { limit = DEFAULT_LIMIT, status, number }: DraftsInput,
  client: DraftsClient,
  call: CallContext,
): Promise<DraftList> {
  const search = number === undefined ? undefined : searchFor([number]);
  const drafts: DraftRow[] = [];
  for await (const draft of client.list({ search, status, includeSubRequests: true }, call)) {
    if (drafts.length === limit) return { drafts, isComplete: false };
    drafts.push(draftRow(draft));
  }
  return { drafts, isComplete: true };
}

async function commentsOn(
  ref: string,
  client: PortRequestsClient,
  call: CallContext,
): Promise<TelnyxComment[]> {
  const { portRequestId, subRequestId } = parseOrderRef(ref);
  const comments = await client.listComments(portRequestId, call);
  return comments.filter(({ sub_request_id: about }) => about === undefined || about === subRequestId);
}

function commentRow({ id, created_at, body = '', user_id }: TelnyxComment): CommentRow {
  return {
    id,
    ...(created_at !== undefined && { at: toRfc3339(created_at) }),
    body,
    ...(user_id !== undefined && { by: user_id }),
  };
}

function rowOf({ at, ...comment }: OrderComment): CommentRow {
  return { ...comment, at: toRfc3339(at) };
}

function draftRow(draft: TelnyxDraft): DraftRow {
  const groups = draft.sub_requests ?? [];
  return {
    ref: draft.id,
    status: draft.status ?? '',
    ...(draft.created_at !== undefined && { created: toRfc3339(draft.created_at) }),
    numbers: numbersIn(draft.phone_numbers, groups).length,
    groups: groups.length,
    completeGroups: groups.filter(({ complete }) => complete === true).length,
    ...(draft.port_request_id !== undefined && { orderRef: orderRef(draft.port_request_id) }),
  };
}
