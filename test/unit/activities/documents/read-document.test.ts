import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  mkdirSync,
  mkdtempSync,
  realpathSync,
  renameSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import * as fs from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { MockAgent } from 'undici';
import { documentReader } from '../../../../activities/port/documents/read-document';
import { NO_DOCUMENT_ROOTS } from '../../../../src/config/document-roots';
import { failureOf } from '../../providers/scripted';

jest.mock('node:fs/promises', () => {
  const actual = jest.requireActual<typeof fs>('node:fs/promises');
  return { ...actual, open: jest.fn(actual.open), readlink: jest.fn(actual.readlink) };
});

/** Whoever may start a call can name any URI: what no root holds is never read, and never told of. */
const PDF = Buffer.from(
  '%PDF-1.7\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n2 0 obj\n<< /Type /Pages /Kids [3 0 R] /Count 1 >>\nendobj\n' +
    '3 0 obj\n<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] >>\nendobj\n% of Ada Moss\n' +
    'trailer\n<< /Size 4 /Root 1 0 R >>\nstartxref\n0\n%%EOF\n',
);
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

  it.each([
    ['a byte order mark', Buffer.from([0xef, 0xbb, 0xbf])],
    ['a line end', Buffer.from('\r\n')],
    [
      'a header of a mail',
      Buffer.from('Content-Type: application/pdf\r\nContent-Disposition: attachment\r\n\r\n'),
    ],
    ['a thousand zeros', Buffer.alloc(1_019)],
  ])('is a PDF behind %s: every viewer opens it', async (_, before) => {
    const content = Buffer.concat([before, PDF]);
    expect(await readFile(file('root/bill.pdf', content))).toMatchObject({
      bytes: content,
      mimeType: 'application/pdf',
    });
  });

  it('whose PDF header comes after more than 1,024 bytes is none, and a picture begins at once', async () => {
    expect(
      await refusalOf(readFile(file('root/bill.pdf', Buffer.concat([Buffer.alloc(1_025), PDF])))),
    ).toContain('neither a PDF nor');
    for (const picture of [JPEG, PNG]) {
      const late = Buffer.concat([Buffer.from('\r\n'), picture]);
      expect(await refusalOf(readFile(file('root/bill.jpg', late)))).toContain('neither a PDF nor');
    }
  });

  it.each([
    [
      'a HEIC photo',
      Buffer.from('\0\0\0\x18ftypheic\0\0\0\0mif1heic', 'latin1'),
      'a HEIC photo: save it as JPEG',
    ],
    ['a HEIC photo of another camera', Buffer.from('\0\0\0\x18ftypmif1\0\0\0\0', 'latin1'), 'a HEIC photo'],
    ['a WebP picture', Buffer.from('RIFF\0\0\0\0WEBPVP8 ', 'latin1'), 'a WebP picture'],
    ['a fax', Buffer.from('II*\0\b\0\0\0', 'latin1'), 'a TIFF picture'],
    ['a fax, big end first', Buffer.from('MM\0*\0\0\0\b', 'latin1'), 'a TIFF picture'],
    ['a GIF', Buffer.from('GIF89a'), 'a GIF picture'],
    ['a Word document', Buffer.from('PK\x03\x04\x14\0word/document.xml', 'latin1'), 'an Office document'],
    [
      'an old Word document',
      Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1]),
      'an Office document: save it as PDF',
    ],
    ['a page to sign in', Buffer.from('\ufeff\n<!DOCTYPE html><html>'), 'a web page (HTML)'],
    ['a page that looks like a PDF', Buffer.concat([Buffer.from('<html>'), PDF]), 'a web page (HTML)'],
    ['an XML error', Buffer.from('<?xml version="1.0"?><Error/>'), 'an XML text'],
    ['an RTF text', Buffer.from('{\\rtf1\\ansi}'), 'a text in RTF'],
    ['PostScript', Buffer.from('%!PS-Adobe-3.0'), 'PostScript'],
  ])('that is %s is refused by that name, whatever it is called', async (_, content, what) => {
    for (const name of ['bill.pdf', 'bill.jpg'])
      expect(await refusalOf(readFile(file(`root/${name}`, content)))).toContain(what);
  });

  describe('that is a PDF that cannot be opened', () => {
    const trailer = (more: string) => PDF.toString('latin1').replace('/Root 1 0 R', `/Root 1 0 R ${more}`);
    const reading = (text: string) => readFile(file('root/bill.pdf', Buffer.from(text, 'latin1')));

    it.each([
      ['by a reference', trailer('/Encrypt 5 0 R')],
      ['in the trailer itself', trailer('/Encrypt << /Filter /Standard >>')],
      ['without blanks', trailer('/Encrypt 5 0 R/ID[<00><00>]')],
      [
        'in a cross-reference stream',
        `${PDF.toString('latin1').replace(/trailer[^]*/, '')}9 0 obj\n<< /Type /XRef /Size 9 /Encrypt 5 0 R /Length 4 >>\nstream\n\0\0\0\0\nendstream\nendobj\nstartxref\n9\n%%EOF`,
      ],
    ])('is refused as encrypted: %s', async (_, text) => {
      expect(await refusalOf(reading(text))).toContain('an encrypted PDF: save it without a password');
    });

    it.each([
      ['as a name in a text', PDF.toString('latin1').replace('% of', '% /Encrypt 5 0 R of')],
      ['as a key elsewhere', PDF.toString('latin1').replace('/MediaBox', '/Encrypt 5 0 R /MediaBox')],
      ['as the beginning of another key', trailer('/EncryptMetadata false')],
    ])('is taken where that word only occurs, %s', async (_, text) => {
      expect((await reading(text)).mimeType).toBe('application/pdf');
    });

    it.each([
      ['half of it', PDF.toString('latin1').slice(0, PDF.length / 2)],
      ['all but its end', PDF.toString('latin1').replace('%%EOF\n', '')],
      [
        'one made for the web, which has an end near its beginning',
        `%PDF-1.7\n%%EOF\n${PDF.toString('latin1').slice(9, -8)}`,
      ],
    ])('is refused as cut off: %s', async (_, text) => {
      expect(await refusalOf(reading(text))).toContain('a PDF that was cut off before its end');
    });

    it('is refused where it has no page', async () => {
      const empty = PDF.toString('latin1')
        .replace('/Kids [3 0 R] /Count 1', '/Kids [] /Count 0')
        .replace(/3 0 obj[^]*?endobj\n/, '');
      expect(await refusalOf(reading(empty))).toContain('a PDF without a page');
    });

    it.each([
      ['blanks', '\r\n\r\n  '],
      ['what a mail system adds', '\r\n--=_boundary--\r\n'],
      ['zeros', '\0'.repeat(5_000)],
    ])('is taken with %s behind its end', async (_, after) => {
      expect((await reading(`${PDF.toString('latin1')}${after}`)).mimeType).toBe('application/pdf');
    });

    it('is looked at in time that grows with its size alone', async () => {
      for (const filler of ['/Encrypt 5 0 R ', 'obj ', '1 ', '/Count ', '%%EOF ', '/Type ']) {
        const text = `%PDF-1.7\n${filler.repeat(Math.floor((9 * 1024 * 1024) / filler.length))}`;
        const begun = performance.now();
        await reading(`${text}\n%%EOF`).catch(() => undefined);
        expect(performance.now() - begun).toBeLessThan(20_000);
      }
    });
  });

  describe('with a name that is hard to write', () => {
    const raw = (name: string) => `file://${root}/${name}`;

    it.each([
      ['#', 'Bill #4.pdf', '%23'],
      ['#', 'Bill 4#', '%23'],
      ['?', 'Bill?4.pdf', '%3F'],
      ['%', '50%.pdf', '%25'],
      ['%', '5%zz.pdf', '%25'],
    ])('is told how to write %s: %s', async (sign, name, code) => {
      writeFileSync(join(root, name), PDF);
      const message = await refusalOf(readFile(raw(name)));
      expect(message).toContain(`its URI has a ${sign}`);
      expect(message).toContain(`write it as ${code}`);
      // Written so, and with a blank as it is, it is found.
      const written = raw(name.replace(/%/g, '%25').replace(/#/g, '%23').replace(/\?/g, '%3F'));
      expect((await readFile(written)).bytes).toEqual(PDF);
    });

    it.each(['für.pdf', '東京が.pdf', 'Ärger/Größe.pdf'])(
      'is found however its letters are composed: %s',
      async (name) => {
        for (const [onDisk, asked] of [
          ['NFC', 'NFD'],
          ['NFD', 'NFC'],
        ] as const) {
          const path = name.normalize(onDisk);
          if (path.includes('/')) mkdirSync(join(root, onDisk, path.split('/')[0]!), { recursive: true });
          else mkdirSync(join(root, onDisk), { recursive: true });
          writeFileSync(join(root, onDisk, path), PDF);
          expect((await readFile(uriOf(`root/${onDisk}/${name.normalize(asked)}`))).bytes).toEqual(PDF);
        }
      },
    );

    it('is not guessed where two files have it', async () => {
      mkdirSync(join(root, 'two'));
      // Two marks in another order are the same letter, and a third spelling is asked for.
      for (const name of ['\u1e69.pdf', 's\u0323\u0307.pdf']) writeFileSync(join(root, 'two', name), PDF);
      expect(await refusalOf(readFile(uriOf('root/two/s\u0307\u0323.pdf')))).toContain('no such file');
    });

    it('is looked for inside the root only', async () => {
      mkdirSync(join(base, 'secret', 'mo\u0308ss'), { recursive: true });
      writeFileSync(join(base, 'secret', 'mo\u0308ss', 'u\u0308.pdf'), PDF);
      symlinkSync(join(base, 'secret'), join(root, 'away'));
      expect(await refusalOf(readFile(uriOf('root/away/m\u00f6ss/\u00fc.pdf')))).toContain('no such file');
    });
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

  describe('behind a folder that becomes a link when its path was checked', () => {
    const folder = join(root, 'raced');
    const swap = () => {
      renameSync(folder, `${folder}.before`);
      symlinkSync(join(base, 'secret'), folder);
    };
    const swapBack = () => {
      rmSync(folder);
      renameSync(`${folder}.before`, folder);
    };
    const original = jest.requireActual<typeof fs>('node:fs/promises');
    beforeEach(() => {
      mkdirSync(folder);
      file('root/raced/passwords.pdf', PDF);
      file('secret/passwords.pdf', Buffer.from('%PDF-1.7 a secret'));
    });
    afterEach(() => rmSync(folder, { recursive: true, force: true }));
    afterEach(() => rmSync(`${folder}.before`, { recursive: true, force: true }));

    it.each([
      ['and stays one', true, true],
      ['and is put back', false, true],
      ['and stays one, where the system does not tell the path of an open file', true, false],
      ['and is put back, where the system does not tell it', false, false],
    ])('is refused %s', async (_, stays, isLinux) => {
      jest.mocked(fs.open).mockImplementationOnce(async (...given) => {
        swap();
        const opened = await original.open(...given);
        if (!stays) swapBack();
        return opened;
      });
      if (!isLinux) jest.mocked(fs.readlink).mockRejectedValueOnce(new Error('ENOENT'));
      expect(await refusalOf(readFile(uriOf('root/raced/passwords.pdf')))).toContain(
        'a symbolic link leads out of the folders',
      );
    });

    it('is read when nothing becomes a link, also where the system does not tell the path', async () => {
      jest.mocked(fs.readlink).mockRejectedValueOnce(new Error('ENOENT'));
      expect((await readFile(uriOf('root/raced/passwords.pdf'))).bytes).toEqual(PDF);
    });
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

  it('a pipe is refused, and is not read', async () => {
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
    documentReader({ folders: [], hosts }, { dispatcher: agent })(uri, {
      ...call,
      ...(signal && { signal }),
    });
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
  ])('behind a redirect to %s is refused, and no request is sent there', async (_, location, named) => {
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

  describe('behind a signed link', () => {
    const SIGNATURE = '0f1e2d3c4b5a';
    const s3 = `/bill.pdf?X-Amz-Date=20261201T000000Z&X-Amz-Expires=3600&X-Amz-Signature=${SIGNATURE}`;
    const readAt = (path: string, now: number) =>
      documentReader({ folders: [], hosts: [HOST] }, { dispatcher: agent })(`${HOST}${path}`, { now });
    const before = Date.parse('2026-12-01T00:30:00Z');
    const after = Date.parse('2026-12-01T02:00:00Z');

    it.each<[string, string, number, string, number, string]>([
      [
        'S3 says so',
        s3,
        403,
        '<Error><Code>AccessDenied</Code><Message>Request has expired</Message></Error>',
        before,
        'its link has expired',
      ],
      [
        'Azure says so',
        `/bill.pdf?sig=${SIGNATURE}`,
        403,
        '<Code>AuthenticationFailed</Code> Signature not valid in the specified time frame',
        before,
        'its link has expired',
      ],
      [
        'Google says so',
        `/bill.pdf?X-Goog-Signature=${SIGNATURE}`,
        400,
        '<Code>ExpiredToken</Code>',
        before,
        'its link has expired',
      ],
      ['the link itself says so', s3, 403, '', after, 'its link has expired'],
      [
        'an older link says so',
        `/bill.pdf?Expires=1796000000&Signature=${SIGNATURE}`,
        403,
        '',
        after + 1e9,
        'its link has expired',
      ],
      [
        'another link says so',
        `/bill.pdf?se=2026-12-01T01%3A00%3A00Z&sig=${SIGNATURE}`,
        403,
        '',
        after,
        'its link has expired',
      ],
      [
        'access is denied',
        s3,
        403,
        '<Error><Code>AccessDenied</Code></Error>',
        before,
        'the link may have expired',
      ],
      ['nothing says so', s3, 403, 'no', before, 'its host answers HTTP 403'],
    ])(
      'the refusal says whether it has expired, and never shows its query: %s',
      async (_, path, status, page, now, why) => {
        answers(path, status, page);
        const message = await refusalOf(readAt(path, now));
        expect(message).toContain(why);
        expect(message).toContain(`HTTP ${status}`);
        expect(message).not.toMatch(/X-Amz|X-Goog|Signature|sig=|0f1e2d3c4b5a|bill/);
      },
    );

    const token = (claims: object) =>
      ['{"alg":"HS256"}', JSON.stringify(claims), SIGNATURE]
        .map((part) => Buffer.from(part).toString('base64url'))
        .join('.');
    const seconds = Date.parse('2026-12-01T01:00:00Z') / 1_000;

    it.each([
      `?exp=${String(seconds)}`,
      `?expiry=${String(seconds * 1_000)}`,
      `?Expires_At=${String(seconds)}`,
      `?expiration=2026-12-01T01:00:00Z`,
      `?validUntil=${String(seconds)}`,
      `?token=${token({ sub: 'bill', exp: seconds })}`,
      `/${token({ exp: seconds })}/content`,
    ])('may have expired when a link of another maker carries a time in the past: %s', async (rest) => {
      const path = `/bill.pdf${rest}${rest.startsWith('?') ? '&' : '?'}s=${SIGNATURE}`;
      answers(path, 403, '');
      expect(await refusalOf(readAt(path, after))).toContain(
        'its host denies access (HTTP 403); the link may have expired, so give a new one',
      );
      answers(path, 403, '');
      expect(await refusalOf(readAt(path, before))).toContain('its host answers HTTP 403');
      answers(path, 404, '');
      expect(await refusalOf(readAt(path, after))).toContain('its host answers HTTP 404');
    });

    it.each(['?page=1', '?expand=1', '?exp=soon', `?version=${String(seconds)}`, '?token=a.b.c', '?t=..'])(
      'is not said to have expired without such a time: %s',
      async (rest) => {
        answers(`/bill.pdf${rest}`, 403, '');
        expect(await refusalOf(readAt(`/bill.pdf${rest}`, after))).toContain('its host answers HTTP 403');
      },
    );

    it('is not read to the end of a page that never ends', async () => {
      answers(s3, 403, Buffer.alloc(20 * 1024 * 1024, 'x'));
      expect(await refusalOf(readAt(s3, before))).toContain('HTTP 403');
    });
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

  it('is not waited for when the caller no longer waits', async () => {
    answers('/x', 200, PDF).delay(60_000);
    const stop = new AbortController();
    const reading = read(`${HOST}/x`, [HOST], stop.signal);
    stop.abort();
    expect((await failureOf(reading)).problem.code).toBe('document_unavailable');
  });
});
