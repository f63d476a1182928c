import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { dirname, join } from 'node:path';
import { ChecksumError } from '../../../tools/checksum';
import { download } from '../../../tools/download';
import { freePort } from '../../../tools/ports';
import { runCommand } from '../../../tools/processes';
import { releaseOf, type Release } from '../../../tools/releases';
import { FakeMachine } from './fake-programs';

let machine: FakeMachine;
let archive: Buffer;
const server = createServer((request, response) => {
  // The official address redirects too.
  if (request.url === '/release') response.writeHead(302, { location: '/archive' }).end();
  else if (request.url === '/archive') response.end(archive);
  else response.writeHead(404).end();
});

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  machine = new FakeMachine();
  const folder = join(machine.root, 'released');
  machine.write(join(folder, 'server_1.0', 'server'), 'echo it runs');
  machine.write(join(folder, 'server_1.0', 'other'), 'echo not this one');
  const path = join(machine.root, 'archive.tar.gz');
  expect(await runCommand('tar', ['-czf', path, '-C', folder, 'server_1.0'])).toMatchObject({ code: 0 });
  archive = readFileSync(path);
});
afterAll(() => {
  server.close();
  machine.destroy();
});

const release = (changes: Partial<Release> = {}): Release => ({
  name: 'Temporal server 1.0',
  url: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}/release`,
  sha256: createHash('sha256').update(archive).digest('hex'),
  program: 'server_1.0/server',
  ...changes,
});
const destination = () => join(machine.cache, 'server-1.0', 'server');
const run = (wanted: Release | undefined) => download(wanted, destination(), process.env);

beforeEach(() => rmSync(machine.cache, { recursive: true, force: true }));

test('a download with the checksum of its release is unpacked and runs', async () => {
  expect(await run(release())).toBeUndefined();
  expect(await runCommand(destination(), [])).toMatchObject({ code: 0, tail: 'it runs' });
  expect(readdirSync(dirname(destination()))).toEqual(['server']);
});

test('a download with another checksum is an error that says what to do, and nothing of it stays', async () => {
  const { url, sha256 } = release();
  const expected = 'f'.repeat(64);
  const error: unknown = await run(release({ sha256: expected })).catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(ChecksumError);
  expect((error as Error).message).toBe(
    [
      'The download of the Temporal server 1.0 is not what was released: its SHA-256 differs. It was deleted, and nothing of it ran.',
      `  ${url}: ${sha256}, expected ${expected}`,
      'What to do:',
      '  - try again, in case the transfer was damaged',
      '  - if it happens again, a proxy, a mirror or the publisher has changed the file: do not use it, and report it',
      '  - or install it yourself, and put `server` on PATH',
    ].join('\n'),
  );
  expect(readdirSync(dirname(destination()))).toEqual([]);
});

test.each([
  ['is not there', async () => `http://127.0.0.1:${await freePort()}/`, /^connect ECONNREFUSED/],
  [
    'answers an error',
    () => Promise.resolve(release().url.replace(/release$/, 'nothing')),
    /^HTTP 404 from /,
  ],
])('a service that %s is a reason to try another source', async (_what, url, reason) => {
  expect(await run(release({ url: await url() }))).toMatch(reason);
  expect(existsSync(destination())).toBe(false);
});

test('without a known checksum nothing is downloaded', async () => {
  expect(await run(undefined)).toMatch(/^no checksum is known for /);
  expect(existsSync(destination())).toBe(false);
});

test('every listed release has a checksum and an address of its version, and no other platform has one', () => {
  const platforms = ['linux', 'darwin', 'win32'].flatMap((platform) =>
    ['x64', 'arm64', 'ia32'].map((architecture) => [platform, architecture] as const),
  );
  const listed = (what: 'dev-server' | 'test-server') =>
    platforms.flatMap(([platform, architecture]) => releaseOf(what, platform, architecture) ?? []);
  const releases = [...listed('dev-server'), ...listed('test-server')];
  expect(releases.map(({ url }) => url)).toMatchInlineSnapshot(`
    [
      "https://github.com/temporalio/cli/releases/download/v1.8.2/temporal_cli_1.8.2_linux_amd64.tar.gz",
      "https://github.com/temporalio/cli/releases/download/v1.8.2/temporal_cli_1.8.2_linux_arm64.tar.gz",
      "https://github.com/temporalio/cli/releases/download/v1.8.2/temporal_cli_1.8.2_darwin_amd64.tar.gz",
      "https://github.com/temporalio/cli/releases/download/v1.8.2/temporal_cli_1.8.2_darwin_arm64.tar.gz",
      "https://github.com/temporalio/sdk-java/releases/download/v1.38.0/temporal-test-server_1.38.0_linux_amd64.tar.gz",
    ]
  `);
  for (const { sha256 } of releases) expect(sha256).toMatch(/^[0-9a-f]{64}$/);
  expect(new Set(releases.map(({ sha256 }) => sha256)).size).toBe(releases.length);
});

test('the programs keep their rights', async () => {
  await run(release());
  expect(statSync(destination()).mode & 0o111).not.toBe(0);
});
