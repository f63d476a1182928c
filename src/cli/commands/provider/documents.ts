import type { DocumentLink, OrderDocument, UploadedDocument } from '../../../contract/document-operations';
import { columns } from '../../render/layout';
import { formatInstant } from '../../render/format';
import {
  addGroup,
  addOperation,
  answerWith,
  draftOption,
  type DefineOperation,
  type DraftOptions,
  type OperationOptions,
} from './operation';

interface UploadOptions extends OperationOptions {
  readonly name?: string;
}

const EXAMPLES = {
  'documents.upload': 'documents upload file:///srv/portkeeper/bill.pdf',
  'documents.list': 'documents list <order>',
} as const;

/**
 * Documents of the account, which ports reference by id, and documents that the provider has for an order.
 */
export const defineDocuments: DefineOperation = (parent, descriptor, context) => {
  const { name: provider, operations } = descriptor;
  const uploads = operations.includes('documents.upload');
  const lists = operations.includes('documents.list');
  const documents = addGroup(parent, provider, {
    name: 'documents',
    summary: [
      ...(uploads ? ['documents for ports: upload'] : []),
      ...(lists ? ['documents of an order: list, link'] : []),
    ].join('; '),
    example: EXAMPLES[uploads ? 'documents.upload' : 'documents.list'],
  });

  addOperation(documents, descriptor, {
    operation: 'documents.upload',
    usage: 'upload <uri>',
    summary:
      'give the provider a utility bill (PDF, JPEG or PNG, at most 10 MB); the worker reads it, from what its ' +
      'PORTKEEPER_DOCUMENT_ROOTS names',
    examples: [
      `portkeeper provider ${provider} ${EXAMPLES['documents.upload']}`,
      `portkeeper provider ${provider} documents upload https://docs.example.com/bill.pdf --name "Bill of Acme"`,
    ],
    json: 'print {providerId, digest, mimeType, status}',
  })
    .option('--name <text>', 'a name for it at the provider; without it one made of its digest')
    .action(async (uri: string, { name, ...options }: UploadOptions) => {
      const input = { uri, friendlyName: name };
      await answerWith(context, options, provider, (client) => client.documents.upload(input), uploadedLines);
    });

  addOperation(documents, descriptor, {
    operation: 'documents.list',
    usage: 'list <order>',
    summary: 'list the documents that the provider has with an order',
    examples: [
      `portkeeper provider ${provider} documents list 8f2a/31c7`,
      `portkeeper provider ${provider} documents list --draft 7d1c`,
    ],
    json: 'print an array of {id, type?, description?, created?}',
  })
    .addOption(draftOption())
    .action(async (orderRef: string, { draft: isDraft, ...options }: DraftOptions) => {
      await answerWith(
        context,
        options,
        provider,
        (client) => client.documents.list({ orderRef, isDraft }),
        documentLines,
      );
    });

  addOperation(documents, descriptor, {
    operation: 'documents.link',
    usage: 'link <order> <document>',
    summary: 'make a temporary URL of a document, for anybody who has it',
    examples: [`portkeeper provider ${provider} documents link 8f2a/31c7 d41b`],
    json: 'print {url, expires}',
  })
    .addOption(draftOption())
    .action(async (orderRef: string, documentId: string, { draft: isDraft, ...options }: DraftOptions) => {
      const input = { orderRef, documentId, isDraft };
      await answerWith(context, options, provider, (client) => client.documents.link(input), linkLines);
    });
};

const HEAD = ['DOCUMENT', 'TYPE', 'CREATED', 'WHAT IT IS'];

/** The documents of an order, as a table. */
function documentLines(documents: readonly OrderDocument[]): string[] {
  if (documents.length === 0) return ['No documents.'];
  return columns([
    HEAD,
    ...documents.map(({ id, type, created, description }) => [
      id,
      type ?? '-',
      created === undefined ? '-' : formatInstant(created),
      description ?? '',
    ]),
  ]);
}

/** The URL of a document and when it expires. */
function linkLines({ url, expires }: DocumentLink): string[] {
  return [url, `Until ${formatInstant(expires)}, for anybody who has this URL.`];
}

/** An uploaded document at the provider. */
function uploadedLines({ providerId, digest, mimeType, status }: UploadedDocument): string[] {
  return columns([
    ['id', providerId],
    ['status', status === '' ? '-' : status],
    ['type', mimeType],
    ['sha-256', digest],
  ]);
}
