import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createHttpTransport } from '../../../src/providers/http/transport';
import { TwilioProvider } from '../../../src/providers/twilio/provider';
import { formParts } from '../../../src/sandbox/multipart';
import { startSandbox, type RunningSandbox } from '../../../src/sandbox/server';
import { failureOf } from '../../unit/providers/scripted';
import { AC, account, call } from '../../unit/providers/twilio/examples';
import { validatorOf } from './schemas';

/** A document as it goes over the wire: our client's form, read by a server that shares no code with it. */
const PNG = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0x00, 0xff, 0x0d, 0x0a]);
const document = { bytes: PNG, mimeType: 'image/png', digest: 'd'.repeat(64) } as const;

let sandbox: RunningSandbox;
let echo: Server;
let received: { headers: Record<string, unknown>; body: Buffer } | undefined;
beforeAll(async () => {
  sandbox = await startSandbox({ port: 0 });
  echo = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      received = { headers: request.headers, body: Buffer.concat(chunks) };
      response.writeHead(413, { 'content-type': 'text/html' }).end('<html>');
    });
  });
  await new Promise<void>((resolve) => echo.listen(0, '127.0.0.1', resolve));
});
afterAll(async () => {
  await sandbox.close();
  echo.close();
});

function upload(uploadBaseUrl: string) {
  const credentials = { accountSid: AC, authTokens: ['sandbox-token'] };
  const provider = new TwilioProvider({ ...account, credentials, uploadBaseUrl }, createHttpTransport(), () =>
    Promise.resolve(document),
  );
  const input = { uri: 'file:///srv/bill.png', friendlyName: 'Büro, "Acme"' };
  return provider.operations['documents.upload']!.run(input, call);
}

it('is taken', async () => {
  await expect(upload(`${sandbox.url}/twilio`)).resolves.toEqual({
    providerId: expect.stringMatching(/^RD[0-9a-f]{32}$/),
    digest: document.digest,
    mimeType: 'image/png',
    status: 'DRAFT',
  });
});

it('is a form with the fields that implementers found, and the bytes as they were', async () => {
  await failureOf(upload(`http://127.0.0.1:${(echo.address() as AddressInfo).port}`));
  const { headers, body } = received!;
  expect(headers['content-type']).toMatch(/^multipart\/form-data; boundary=/);
  expect(headers['authorization']).toMatch(/^Basic /);
  const bytes = (text: Buffer | string) => Buffer.from(text).toString('latin1');
  expect(formParts(String(headers['content-type']), bytes(body))).toEqual([
    { name: 'document_type', content: 'utility_bill' },
    { name: 'friendly_name', content: bytes('Büro, "Acme"') },
    { name: 'File', fileName: 'document.png', type: 'image/png', content: bytes(PNG) },
  ]);
});

it('what the sandbox answers is what implementers found', async () => {
  const form = new FormData();
  form.set('document_type', 'utility_bill');
  form.set('File', new Blob([PNG]), 'bill.png');
  const authorization = `Basic ${Buffer.from(`${AC}:sandbox-token`).toString('base64')}`;
  const answer = await fetch(`${sandbox.url}/twilio/v1/Documents`, {
    method: 'POST',
    headers: { authorization },
    body: form,
  });
  expect(validatorOf('document')(await answer.json())).toEqual([]);
});
