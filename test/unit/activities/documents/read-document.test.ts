import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  mkdirSync,
  mkdtempSync,
  realpathSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { MockAgent } from 'undici';
import { documentReader } from '../../../../activities/documents/read-document';
import { NO_DOCUMENT_ROOTS } from '../../../../src/config/document-roots';
import { failureOf } from '../../providers/twilio/examples';

/** Whoever may start a call can name any URI: what no root holds is never read, and never told of. */
const PDF = Buffer.from('%PDF-1.7\nof Ada Moss');
const JPEG = Buffer.from([0xff, 0xd8, 0xff, 0xe0, 1, 2]);
const PNG = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 1, 2]);
const TEN_MB = 10 * 1024 * 1024;
const HOST = 'https://docs.example';
const call = { now: 0 };

const base = realpathSync(mkdtempSync(join(tmpdir(), 'portkeeper-documents-')));
const root = join(base, 'root');
const secret = join(base, 'secret', 'passwords.pdf');
for (const folder of ['root', 'root/inner', 'root-of-others', 'secret']) mkdirSync(join(base, folder));
afterAll(() => rmSync(base, { recursive: true, force: true }));

/** Writes a file, and gives its URI. */
function file(path: string, content: Buffer): string {
  writeFileSync(join(base, path), content);
  return uriOf(path);
}

function uriOf(path: string): string {
  return pathToFileURL(join(base, path)).href;
}

const readFile = (uri: string, folders: readonly string[] = [root]) =>
  documentReader({ folders, hosts: [] })(uri, call);

async function refusalOf(reading: Promise<unknown>): Promise<string> {
  const { problem, isTransient } = await failureOf(reading);
  expect(problem).toMatchObject({ code: 'document_refused', outcome: 'refused' });
  expect(isTransient).toBe(false);
  expect(problem.message).toMatch(/^The document is refused: .*\. Nothing was uploaded\.$/);
  // A path can name a person.
  expect(problem.message).not.toContain(base);
  expect(problem.message).not.toMatch(/Moss|passwords/);
  return problem.message;
}

describe('a file', () => {
  it.each([
    ['application/pdf', PDF],
    ['image/jpeg', JPEG],
    ['image/png', PNG],
  ])('is %s by its first bytes, whatever its name', async (mimeType, content) => {
    const digest = createHash('sha256').update(content).digest('hex');
    await expect(readFile(file('root/inner/bill of Ada.txt', content))).resolves.toEqual({
      bytes: content,
      mimeType,
      digest,
    });
  });

  it('is read up to 10 MB', async () => {
    const uri = file('root/large.pdf', PDF);
    truncateSync(join(root, 'large.pdf'), TEN_MB);
    expect((await readFile(uri)).bytes).toHaveLength(TEN_MB);
    truncateSync(join(root, 'large.pdf'), TEN_MB + 1);
    expect(await refusalOf(readFile(uri))).toContain('larger than 10 MB');
  });

  it.each([
    ['a page of the web', Buffer.from('<html>%PDF-1.7')],
    ['half a PNG', PNG.subarray(0, 7)],
    ['a text', Buffer.from('PDF')],
  ])('that is %s is refused by whatever name', async (_, content) => {
    expect(await refusalOf(readFile(file('root/bill.pdf', content)))).toContain('neither a PDF nor');
  });

  it('that is empty is refused', async () => {
    expect(await refusalOf(readFile(file('root/empty.pdf', Buffer.alloc(0))))).toContain('empty');
  });

  it.each([
    ['beside the root', () => file('secret/passwords.pdf', PDF)],
    ['in a folder whose name begins as the root’s', () => file('root-of-others/bill.pdf', PDF)],
    ['above the root', () => `${pathToFileURL(root).href}/../secret/passwords.pdf`],
    ['above the root, encoded', () => `${pathToFileURL(root).href}/%2e%2e/secret/passwords.pdf`],
    ['the root itself', () => pathToFileURL(root).href],
    ['nowhere, but outside', () => uriOf('secret/not-there.pdf')],
  ])('%s is refused, with what to configure', async (_, uri) => {
    expect(await refusalOf(readFile(uri()))).toContain('PORTKEEPER_DOCUMENT_ROOTS of the worker');
  });

  it('behind a symbolic link out of the root is refused, be it of the file or of a folder on its way', async () => {
    file('secret/passwords.pdf', PDF);
    symlinkSync(secret, join(root, 'link.pdf'));
    symlinkSync(join(base, 'secret'), join(root, 'folder'));
    for (const uri of [uriOf('root/link.pdf'), uriOf('root/folder/passwords.pdf')]) {
      expect(await refusalOf(readFile(uri))).toContain('a symbolic link leads out of the folders');
    }
  });

  it('behind a symbolic link inside the root is read, and so is one in a root that is itself a link', async () => {
    file('root/inner/real.pdf', PDF);
    symlinkSync(join(root, 'inner', 'real.pdf'), join(root, 'inside.pdf'));
    expect((await readFile(uriOf('root/inside.pdf'))).bytes).toEqual(PDF);
    symlinkSync(root, join(base, 'root-link'));
    const folders = [join(base, 'root-link')];
    expect((await readFile(uriOf('root-link/inner/real.pdf'), folders)).bytes).toEqual(PDF);
    expect((await readFile(uriOf('root/inner/real.pdf'), folders)).bytes).toEqual(PDF);
  });

  it.each([
    ['not there', () => uriOf('root/none.pdf'), 'no such file'],
    ['below a file', () => `${file('root/bill.pdf', PDF)}/x.pdf`, 'no such file'],
    ['a folder', () => uriOf('root/inner'), 'not a file'],
    ['of another machine', () => 'file://fileserver/root/bill.pdf', 'not the path of a file'],
    ['with an encoded slash', () => `${pathToFileURL(root).href}%2Fbill.pdf`, 'not the path of a file'],
    ['with a zero byte', () => `${pathToFileURL(root).href}/bill.pdf%00.txt`, 'not the path of a file'],
  ])('that is %s is refused', async (_, uri, why) => {
    expect(await refusalOf(readFile(uri()))).toContain(why);
  });

  it('a pipe is refused, and nobody waits for what is written into it', async () => {
    execFileSync('mkfifo', [join(root, 'pipe.pdf')]);
    expect(await refusalOf(readFile(uriOf('root/pipe.pdf')))).toContain('not a file');
  });

  it('is refused where no folder is configured', async () => {
    const uri = file('root/bill.pdf', PDF);
    expect(await refusalOf(documentReader(NO_DOCUMENT_ROOTS)(uri, call))).toContain(
      'PORTKEEPER_DOCUMENT_ROOTS',
    );
  });
});

describe('a document of the web', () => {
  let agent: MockAgent;
  beforeEach(() => {
    agent = new MockAgent();
    agent.disableNetConnect();
  });
  afterEach(async () => {
    agent.assertNoPendingInterceptors();
    await agent.close();
  });

  const read = (uri: string, hosts: readonly string[] = [HOST], signal?: AbortSignal) =>
    documentReader({ folders: [], hosts }, agent)(uri, { ...call, ...(signal && { signal }) });
  const answers = (path: string, status: number, body: Buffer | string = '', headers = {}) =>
    agent.get(HOST).intercept({ method: 'GET', path }).reply(status, body, { headers });

  it('is read from a host that is configured', async () => {
    answers('/bills/1.pdf?key=k', 200, PDF);
    expect(await read(`${HOST}/bills/1.pdf?key=k`)).toMatchObject({
      bytes: PDF,
      mimeType: 'application/pdf',
    });
  });

  it('is read behind a redirect of the same host', async () => {
    answers('/old', 302, '', { location: '/new' });
    answers('/new', 200, JPEG);
    expect(await read(`${HOST}/old`)).toMatchObject({ mimeType: 'image/jpeg' });
  });

  it.each([
    ['another host', 'https://internal.example/x.pdf', 'internal.example'],
    ['another port', 'https://docs.example:8443/x.pdf', 'docs.example:8443'],
    ['http', 'http://docs.example/x.pdf', 'docs.example'],
    ['a file', 'file:///etc/passwd', 'PORTKEEPER_DOCUMENT_ROOTS'],
    ['nowhere', 'https://[', 'nowhere'],
  ])('behind a redirect to %s is refused, and nobody is asked there', async (_, location, named) => {
    answers('/old', 307, '', { location });
    const message = await refusalOf(read(`${HOST}/old`, [HOST, 'https://internal.example']));
    expect(message).toContain('redirects');
    expect(message).toContain(named);
  });

  it('that is redirected for ever is refused', async () => {
    agent
      .get(HOST)
      .intercept({ path: '/old' })
      .reply(302, '', { headers: { location: '/old' } })
      .times(4);
    expect(await refusalOf(read(`${HOST}/old`))).toContain('again and again');
  });

  it.each([
    [
      'of another host',
      'https://evil.example/x.pdf',
      'add https://evil.example to PORTKEEPER_DOCUMENT_ROOTS',
    ],
    ['of a host below', 'https://a.docs.example/x.pdf', 'add https://a.docs.example to'],
    ['of another port', 'https://docs.example:444/x.pdf', 'add https://docs.example:444 to'],
    ['with a password', 'https://me:hush@docs.example/x.pdf', 'a user or a password'],
    ['without encryption', 'http://docs.example/x.pdf', 'must begin with file:/// or https://'],
    ['that is none', 'bill of Ada Moss.pdf', 'must begin with file:/// or https://'],
  ])('%s is refused without asking', async (_, uri, why) => {
    const message = await refusalOf(read(uri));
    expect(message).toContain(why);
    expect(message).not.toContain('hush');
  });

  it.each([
    ['by what its host says', { 'content-length': String(TEN_MB + 1) }, PDF],
    ['by what comes', {}, Buffer.alloc(TEN_MB + 1, PDF)],
  ])('that is larger than 10 MB, %s, is refused', async (_, headers, body) => {
    answers('/x', 200, body, headers);
    expect(await refusalOf(read(`${HOST}/x`))).toContain('larger than 10 MB');
  });

  it.each([401, 403, 404, 410, 204, 304])('is refused where its host answers %d', async (status) => {
    answers('/x', status);
    expect(await refusalOf(read(`${HOST}/x`))).toContain(`HTTP ${status}`);
  });

  it.each([408, 429, 500, 503])('may be there the next time where its host answers %d', async (status) => {
    answers('/x', status);
    const { problem, isTransient } = await failureOf(read(`${HOST}/x`));
    expect(problem).toMatchObject({ code: 'document_unavailable', outcome: 'unavailable' });
    expect(problem.message).toContain(`HTTP ${status}`);
    expect(isTransient).toBe(true);
  });

  it('may be there the next time where its host cannot be reached', async () => {
    const error = Object.assign(new Error('connect 10.0.0.7'), { code: 'ECONNREFUSED' });
    agent.get(HOST).intercept({ path: '/x' }).replyWithError(error);
    const { problem } = await failureOf(read(`${HOST}/x`));
    expect(problem).toMatchObject({ code: 'document_unavailable' });
    expect(problem.message).toContain('ECONNREFUSED');
    expect(problem.message).not.toContain('10.0.0.7');
  });

  it('is not waited for when nobody waits for the answer any more', async () => {
    answers('/x', 200, PDF).delay(60_000);
    const stop = new AbortController();
    const reading = read(`${HOST}/x`, [HOST], stop.signal);
    stop.abort();
    expect((await failureOf(reading)).problem.code).toBe('document_unavailable');
  });
});
