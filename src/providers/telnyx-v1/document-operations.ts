import type { DocumentLink, DocumentLinkInput, OrderDocument } from '../../contract/document-operations';
import type { OrderOrDraftInput } from '../../contract/order-operations';
import { HOUR, toRfc3339 } from '../../domain/model/time';
import type { DocumentsClient } from './documents-client';
import { parseOrderRef } from './order-ref';
import type { TelnyxSession } from './session';

/** How long a link to a document works (docs/reference/telnyx-v1.md#documents). */
const LINK_LIFETIME = HOUR;

/** Lists the documents of a whole port request or draft: Telnyx has none per sub request. */
export async function listDocuments(
  input: OrderOrDraftInput,
  session: TelnyxSession,
): Promise<OrderDocument[]> {
  const { documents, ownerId } = ownerOf(input, session);
  const list = await documents.list(ownerId, session.call);
  return list.map(({ id, document_type, body, created_at }) => ({
    id,
    ...(document_type !== undefined && { type: document_type }),
    ...(body !== undefined && { description: body }),
    ...(created_at !== undefined && { created: toRfc3339(created_at) }),
  }));
}

export async function linkDocument(
  { documentId, ...input }: DocumentLinkInput,
  session: TelnyxSession,
): Promise<DocumentLink> {
  const { call } = session;
  const { documents, ownerId } = ownerOf(input, session);
  const url = await documents.link(ownerId, documentId, call);
  return { url, expires: toRfc3339(call.now + LINK_LIFETIME) };
}

/** Both kinds of reference begin with the id of the owner of the documents. */
function ownerOf(
  { orderRef, isDraft }: OrderOrDraftInput,
  { client: { portRequests, drafts } }: TelnyxSession,
): { readonly documents: DocumentsClient; readonly ownerId: string } {
  const { documents } = isDraft === true ? drafts : portRequests;
  return { documents, ownerId: parseOrderRef(orderRef).portRequestId };
}
