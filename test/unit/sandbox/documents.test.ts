import { Blob } from 'node:buffer';
import { FormData, request } from 'undici';
import { formParts } from '../../../src/sandbox/multipart';
import { startSandbox, type RunningSandbox } from '../../../src/sandbox/server';
import { BASIC } from './support';

describe('a form', () => {
  const form = (...lines: string[]) => lines.join('\r\n');

  it('is taken apart, byte for byte', () => {
    const content = '%PDF\r\n--not the boundary\r\n\u0000\u00ff';
    const body = form(
      '--b',
      'Content-Disposition: form-data; name="document_type"',
      '',
      'utility_bill',
      '--b',
      'Content-Disposition: form-data; name="File"; filename="a.pdf"',
      'Content-Type: application/PDF',
      '',
      content,
      '--b--',
      '',
    );
    for (const type of ['multipart/form-data; boundary=b', 'Multipart/Form-Data; charset=x; boundary="b"']) {
      expect(formParts(type, body)).toEqual([
        { name: 'document_type', content: 'utility_bill' },
        { name: 'File', fileName: 'a.pdf', type: 'application/pdf', content },
      ]);
    }
  });

  it.each([
    ['another type', 'application/json', '{}'],
    ['no type', undefined, '--b\r\n\r\n--b--'],
    ['no boundary', 'multipart/form-data', '--b\r\n\r\n--b--'],
    [
      'no end',
      'multipart/form-data; boundary=b',
      form('--b', 'Content-Disposition: form-data; name="x"', '', 'y'),
    ],
    ['no parts', 'multipart/form-data; boundary=b', ''],
    ['a part without a name', 'multipart/form-data; boundary=b', form('--b', 'X: y', '', 'z', '--b--')],
    ['a part without a head', 'multipart/form-data; boundary=b', form('--b', 'z', '--b--')],
  ])('is none with %s', (_, type, body) => {
    expect(formParts(type, body)).toBeUndefined();
  });
});

describe('documents', () => {
  let running: RunningSandbox;
  beforeAll(async () => {
    running = await startSandbox({ port: 0 });
  });
  afterAll(() => running.close());

  async function upload(parts: Readonly<Record<string, string | Buffer>>) {
    const form = new FormData();
    for (const [name, value] of Object.entries(parts)) {
      if (typeof value === 'string') form.set(name, value);
      else form.set(name, new Blob([value]), 'x.bin');
    }
    const answer = await request(`${running.url}/twilio/v1/Documents`, {
      method: 'POST',
      headers: { authorization: BASIC },
      body: form,
    });
    return { status: answer.statusCode, json: (await answer.body.json()) as Record<string, unknown> };
  }

  const PNG = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0xfe]);
  const bill = { document_type: 'utility_bill', friendly_name: 'Büro', File: PNG };

  it('are taken, with their type by their first bytes', async () => {
    expect(await upload(bill)).toEqual({
      status: 201,
      json: {
        sid: expect.stringMatching(/^RD[0-9a-f]{32}$/),
        document_type: 'utility_bill',
        status: 'DRAFT',
        friendly_name: 'Büro',
        mime_type: 'image/png',
      },
    });
    const jpeg = Buffer.from([0xff, 0xd8, 0xff, 0xe0]);
    expect((await upload({ ...bill, File: jpeg })).json['mime_type']).toBe('image/jpeg');
  });

  it('of 10 MB are taken, larger ones are not', async () => {
    const largest = Buffer.alloc(10 * 1024 * 1024, '%PDF-');
    expect((await upload({ ...bill, File: largest })).status).toBe(201);
    expect((await upload({ ...bill, File: Buffer.concat([largest, PNG]) })).status).toBe(400);
  });

  it('without content are taken, and their empty type is all that tells of it', async () => {
    expect(await upload({ ...bill, File: Buffer.alloc(0) })).toMatchObject({
      status: 201,
      json: { mime_type: '' },
    });
  });

  it.each<[string, Readonly<Record<string, string | Buffer>>]>([
    ['of another type', { ...bill, document_type: 'loa' }],
    ['without a file', { document_type: 'utility_bill' }],
    ['with text for a file', { ...bill, File: '%PDF-' }],
    ['that are texts', { ...bill, File: Buffer.from('hello') }],
  ])('%s are refused', async (_, parts) => {
    expect(await upload(parts)).toMatchObject({ status: 400, json: { code: 20001 } });
  });
});
