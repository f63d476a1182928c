import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { cachedDevServer } from '../../../tools/cache';
import { ChecksumError } from '../../../tools/checksum';
import { findDevServer, findDevServerExecutable, ServerNotFoundError } from '../../../tools/temporal-server';
import { FakeMachine, temporalOfVersion } from './fake-programs';

let machine: FakeMachine;
let lines: string[];
const report = (line: string): void => void lines.push(line);
const noDownload = jest.fn((_release: unknown, _destination: string) =>
  Promise.resolve<string | undefined>('no network'),
);
const options = (): { env: Record<string, string>; download: typeof noDownload } => ({
  env: machine.env,
  download: noDownload,
});

/** A Go that "builds" by writing what `-o` names, and notes that it ran, and with which flags of the environment. */
const FAKE_GO = `
echo "$GOFLAGS" > "$HOME/goflags"
while [ "$1" != -o ]; do shift; done
echo built >> "$HOME/builds"
printf '#!/bin/sh\\necho "temporal version 1.8.2 (x)"\\n' > "$2"
chmod +x "$2"`;

beforeEach(() => {
  machine = new FakeMachine();
  lines = [];
  noDownload.mockClear();
});
afterEach(() => machine.destroy());

test('a recent `temporal` on PATH comes first', async () => {
  const path = machine.install('temporal', temporalOfVersion('1.8.0'));
  machine.write(cachedDevServer(machine.env), temporalOfVersion('1.8.2'));

  expect(await findDevServerExecutable(report, options())).toEqual({
    kind: 'executable',
    path,
    source: 'path',
  });
});

test.each([
  ['too old', temporalOfVersion('1.7.2'), '1.7.2'],
  ['of no known version', 'echo temporal version DEVELOPMENT', 'unknown'],
  ['broken', 'exit 1', 'unknown'],
])('a `temporal` on PATH that is %s is passed over, and said to be', async (_what, script, version) => {
  machine.install('temporal', script);
  const cached = machine.write(cachedDevServer(machine.env), temporalOfVersion('1.8.2'));

  expect(await findDevServerExecutable(report, options())).toMatchObject({ path: cached, source: 'cache' });
  expect(lines).toEqual([
    expect.stringContaining(`is version ${version}, needed is 1.7.3 or newer; not used`),
  ]);
});

test('a cached copy needs no download', async () => {
  const path = machine.write(cachedDevServer(machine.env), temporalOfVersion('1.8.2'));

  expect(await findDevServerExecutable(report, options())).toEqual({
    kind: 'executable',
    path,
    source: 'cache',
  });
  expect(noDownload).not.toHaveBeenCalled();
  expect(lines).toEqual([]);
});

test('a cached copy that does not run is replaced', async () => {
  machine.write(cachedDevServer(machine.env), 'exit 126');
  machine.install('go', FAKE_GO);

  expect(await findDevServerExecutable(report, options())).toMatchObject({ source: 'build' });
});

test('an empty cache is filled by the official download', async () => {
  const download = (_release: unknown, destination: string): Promise<undefined> => {
    machine.write(destination, temporalOfVersion('1.8.2'));
    return Promise.resolve(undefined);
  };
  machine.install('go', FAKE_GO);

  const path = cachedDevServer(machine.env);
  expect(await findDevServerExecutable(report, { env: machine.env, download })).toMatchObject({
    path,
    source: 'download',
  });
  expect(await findDevServerExecutable(report, options())).toMatchObject({ path, source: 'cache' });
});

test('without a download it is built with Go', async () => {
  machine.install('go', FAKE_GO);

  const path = cachedDevServer(machine.env);
  expect(await findDevServerExecutable(report, options())).toEqual({
    kind: 'executable',
    path,
    source: 'build',
  });
  expect(lines).toContain('the official download failed (no network)');
  expect(existsSync(path)).toBe(true);
});

test('the flags of the user cannot exchange the checksums of the modules', async () => {
  machine.install('go', FAKE_GO);
  const env = { ...machine.env, GOFLAGS: '-modfile=other.mod -mod=mod' };
  await findDevServerExecutable(report, { ...options(), env });
  expect(readFileSync(join(machine.root, 'goflags'), 'utf8')).toBe('-mod=readonly\n');
});

test('a download that was changed is an error: nothing is built instead', async () => {
  machine.install('go', FAKE_GO);
  const download = (): Promise<never> => Promise.reject(new ChecksumError('The download', [], 'install it'));
  await expect(findDevServerExecutable(report, { ...options(), download })).rejects.toThrow(ChecksumError);
  expect(existsSync(join(machine.root, 'builds'))).toBe(false);
  expect(existsSync(cachedDevServer(machine.env))).toBe(false);
});

test('two processes at the same time build once', async () => {
  machine.install('go', FAKE_GO);

  const sources = await Promise.all(
    [1, 2].map(async () => (await findDevServerExecutable(report, options())).source),
  );
  expect(sources.sort()).toEqual(['build', 'cache']);
});

test('a failed build leaves nothing behind that looks like a server', async () => {
  machine.install('go', 'echo "no space left on device" >&2; exit 1');

  await expect(findDevServerExecutable(report, options())).rejects.toThrow(/no space left on device/);
  expect(existsSync(cachedDevServer(machine.env))).toBe(false);
});

test('with nothing to go on, the error says what was tried and what to install', async () => {
  const error = await findDevServerExecutable(report, options()).catch((reason: unknown) => reason);

  expect(error).toBeInstanceOf(ServerNotFoundError);
  expect((error as Error).message.replace(machine.cache, '<cache>')).toMatchInlineSnapshot(`
    "No Temporal dev server was found, and none could be obtained.
      tried PATH: no \`temporal\`
      tried cache: none in <cache>
      tried download: no network
      tried build from source: no Go toolchain on PATH
    What to do:
      - install the Temporal CLI 1.7.3 or newer (https://docs.temporal.io/cli/setup-cli)
      - or install Go (https://go.dev/dl), from which it is built once
      - or set TEMPORAL_ADDRESS to a running server (\`portkeeper dev\` only, not the tests)"
  `);
});

test('TEMPORAL_ADDRESS that does not answer is said so, and the search goes on', async () => {
  const path = machine.install('temporal', temporalOfVersion('1.8.2'));
  const env = { ...machine.env, TEMPORAL_ADDRESS: '127.0.0.1:1' };

  expect(await findDevServer(report, { ...options(), env })).toEqual({
    kind: 'executable',
    path,
    source: 'path',
  });
  expect(lines).toEqual([expect.stringMatching(/^TEMPORAL_ADDRESS 127\.0\.0\.1:1 does not answer/)]);
});
