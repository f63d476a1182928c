import { documentRefused, documentUnavailable } from '../../../src/providers/documents';
import { uploadDocuments } from '../../../src/providers/upload-documents';

const A = { type: 'utility_bill', uri: 'file:///a.pdf' };
const B = { type: 'loa', uri: 'file:///b.pdf' };

/** Uploads by their URI, and says which. */
function uploads(failures: Readonly<Record<string, Error>> = {}) {
  const uploaded: string[] = [];
  const upload = ({ uri }: { readonly uri: string }) => {
    uploaded.push(uri);
    const failure = failures[uri];
    if (failure !== undefined) return Promise.reject(failure);
    return Promise.resolve({ providerId: `RD of ${uri}`, digest: `digest of ${uri}` });
  };
  return { upload, uploaded };
}

it('uploads what the provider does not have, each document once', async () => {
  const { upload, uploaded } = uploads();
  const documents = [A, { type: 'loa', providerId: 'RD1', uri: 'file:///c.pdf' }, B, A];
  expect(await uploadDocuments(documents, upload)).toEqual({
    missing: [],
    documents: [
      { uri: A.uri, providerId: `RD of ${A.uri}`, digest: `digest of ${A.uri}` },
      { uri: B.uri, providerId: `RD of ${B.uri}`, digest: `digest of ${B.uri}` },
    ],
  });
  expect(uploaded).toEqual([A.uri, B.uri]);
});

it('has nothing to do where nothing is to be uploaded', async () => {
  expect(await uploadDocuments([{ type: 'loa', providerId: 'RD1' }], uploads().upload)).toEqual({
    missing: [],
  });
});

it('asks people for another document where one is refused, and keeps what was uploaded', async () => {
  const { upload } = uploads({ [A.uri]: documentRefused('it is empty') });
  expect(await uploadDocuments([A, B], upload)).toMatchObject({
    missing: [{ field: 'documents', message: expect.stringContaining('it is empty') as string }],
    documents: [{ uri: B.uri }],
  });
});

it('fails where a document cannot be read now: that is tried again', async () => {
  const failure = documentUnavailable('the server did not answer');
  await expect(uploadDocuments([A], uploads({ [A.uri]: failure }).upload)).rejects.toBe(failure);
});
