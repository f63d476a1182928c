import type { DocumentLink, OrderDocument, UploadedDocument } from '../../contract/document-operations';
import { columns } from './columns';
import { second } from './instants';

const HEAD = ['DOCUMENT', 'TYPE', 'CREATED', 'WHAT IT IS'];

/** The documents of an order as a table for people. */
export function documentLines(documents: readonly OrderDocument[]): string[] {
  if (documents.length === 0) return ['No documents.'];
  return columns([
    HEAD,
    ...documents.map(({ id, type, created, description }) => [
      id,
      type ?? '-',
      created === undefined ? '-' : second(created),
      description ?? '',
    ]),
  ]);
}

/** Where a document can be had, for people. */
export function linkLines({ url, expires }: DocumentLink): string[] {
  return [url, `Until ${second(expires)}, for anybody who knows this URL.`];
}

/** What the provider made of a document, for people. */
export function uploadedLines({ providerId, digest, mimeType, status }: UploadedDocument): string[] {
  return columns([
    ['id', providerId],
    ['status', status === '' ? '-' : status],
    ['type', mimeType],
    ['sha-256', digest],
  ]);
}
