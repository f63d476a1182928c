import type { DocumentLink, DocumentLinkInput, OrderDocument } from '../../contract/document-operations';
import type { OrderOrDraftInput } from '../../contract/order-operations';
import { HOUR, toRfc3339 } from '../../domain/model/time';
import type { CallContext } from '../provider';
import type { TelnyxV1Client } from './client';
import type { DocumentsClient } from './documents-client';
import { parseOrderRef } from './order-ref';

/** A link to a document works for an hour (docs/reference/telnyx-v1.md#documents). */
const LINK_LIVES = HOUR;

type Clients = Pick<TelnyxV1Client, 'portRequests' | 'drafts'>;

/** The documents of a whole port request, or of a whole draft: Telnyx keeps none by sub request. */
export async function listDocuments(
  input: OrderOrDraftInput,
  clients: Clients,
  call: CallContext,
): Promise<OrderDocument[]> {
  const { documents, ownerId } = ownerOf(input, clients);
  const list = await documents.list(ownerId, call);
  return list.map(({ id, document_type, body, created_at }) => ({
    id,
    ...(document_type !== undefined && { type: document_type }),
    ...(body !== undefined && { description: body }),
    ...(created_at !== undefined && { created: toRfc3339(created_at) }),
  }));
}

export async function linkDocument(
  { documentId, ...input }: DocumentLinkInput,
  clients: Clients,
  call: CallContext,
): Promise<DocumentLink> {
  const { documents, ownerId } = ownerOf(input, clients);
  const url = await documents.link(ownerId, documentId, call);
  return { url, expires: toRfc3339(call.now + LINK_LIVES) };
}

/** Both references begin with the id of what the documents belong to. */
function ownerOf(
  { orderRef, isDraft }: OrderOrDraftInput,
  { portRequests, drafts }: Clients,
): { readonly documents: DocumentsClient; readonly ownerId: string } {
  const { documents } = isDraft === true ? drafts : portRequests;
  return { documents, ownerId: parseOrderRef(orderRef).portRequestId };
}
