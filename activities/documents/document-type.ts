import type { DocumentType } from '../../src/providers/documents';

/** How files of each type begin. A name says nothing: anybody can choose one. */
const BEGINNINGS: Readonly<Record<DocumentType, readonly number[]>> = {
  'application/pdf': [...Buffer.from('%PDF-')],
  'image/jpeg': [0xff, 0xd8, 0xff],
  'image/png': [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a],
};

/** What some bytes are, by the first of them; undefined when they are nothing that providers take. */
export function documentTypeOf(bytes: Buffer): DocumentType | undefined {
  const types = Object.keys(BEGINNINGS) as DocumentType[];
  return types.find((type) =>
    bytes.subarray(0, BEGINNINGS[type].length).equals(Buffer.from(BEGINNINGS[type])),
  );
}
