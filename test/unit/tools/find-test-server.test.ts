import { createHash } from 'node:crypto';
import { existsSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { JAR_SUMS } from '../../../tools/assemble-test-server';
import { cachedTestServer } from '../../../tools/cache';
import { ChecksumError } from '../../../tools/checksum';
import { CLASS_ARCHIVE } from '../../../tools/class-archive';
import { runCommand } from '../../../tools/processes';
import { findTestServer } from '../../../tools/temporal-server';
import { TEST_SERVER_VERSION } from '../../../tools/versions';
import { FakeMachine } from './fake-programs';

let machine: FakeMachine;
const report = (): void => undefined;
const noDownload = (): Promise<string> => Promise.resolve('no network');

/** A Maven that "copies" one jar, and a Java that prints its arguments. */
const FAKE_MAVEN = `
for arg; do case "$arg" in -DoutputDirectory=*) out=\${arg#*=};; esac; done
mkdir -p "$out"; echo jar > "$out/server.jar"`;
const FAKE_JAVA = 'echo "$@"';

const sumOf = (text: string): string => createHash('sha256').update(text).digest('hex');

/** A search whose list of checksums has that one jar. */
function options(list = `${sumOf('jar\n')}  server.jar\n`) {
  const jarSums = join(machine.root, 'SHA256SUMS');
  writeFileSync(jarSums, list);
  return { env: machine.env, download: noDownload, jarSums };
}

beforeEach(() => {
  machine = new FakeMachine();
});
afterEach(() => machine.destroy());

test('`temporal-test-server` on PATH comes first', async () => {
  const path = machine.install('temporal-test-server', 'exit 0');
  machine.write(cachedTestServer(machine.env), 'exit 0');

  expect(await findTestServer(report, { env: machine.env })).toEqual({
    kind: 'executable',
    path,
    source: 'path',
  });
});

test('a native program in the cache needs no Java', async () => {
  const path = machine.write(cachedTestServer(machine.env), 'exit 0');

  expect(await findTestServer(report, { env: machine.env })).toEqual({
    kind: 'executable',
    path,
    source: 'cache',
  });
});

/** What the launcher starts, given a port. */
async function launch(launcher: string): Promise<string> {
  return (await runCommand(launcher, ['4711'], { env: machine.env })).tail;
}

/** A machine on which a server can be assembled. Its Java makes no class archive: it prints and ends. */
async function assembled(): Promise<string> {
  machine.install('mvn', FAKE_MAVEN);
  machine.install('java', FAKE_JAVA);
  machine.install('dirname', 'exec /usr/bin/dirname "$@"');
  const { path, source } = await findTestServer(report, options());
  expect(source).toBe('build');
  return path;
}

test('without a download it is assembled with Maven, once, and starts with the arguments it is given', async () => {
  const path = await assembled();

  expect(await findTestServer(report, options())).toEqual({
    kind: 'executable',
    path,
    source: 'cache',
  });
  const words = await launch(path);
  expect(words).toMatch(/-cp \S+\/lib\/\* io\.temporal\.testserver\.TestServer 4711$/);
  expect(words).not.toContain('SharedArchiveFile');
});

test('it starts with its class archive where there is one', async () => {
  const path = await assembled();
  const archive = join(dirname(path), CLASS_ARCHIVE);
  writeFileSync(archive, 'classes');

  expect(await launch(path)).toMatch(
    new RegExp(`-XX:SharedArchiveFile=${realpathSync(archive)} -cp \\S+ \\S+TestServer 4711$`),
  );
});

test('the launcher of an older Portkeeper in the cache is replaced', async () => {
  const path = await assembled();
  const words = await launch(path);
  machine.write(path, 'exec java -cp "$0" io.temporal.testserver.TestServer "$@"');
  await findTestServer(report, options());

  expect(await launch(path)).toBe(words);
});

test('assembled jars are of no use when Java has gone', async () => {
  machine.install('mvn', FAKE_MAVEN);
  const java = machine.install('java', FAKE_JAVA);
  await findTestServer(report, options());
  rmSync(java);

  await expect(findTestServer(report, options())).rejects.toThrow(/no Java/);
});

test.each([
  [
    'differs',
    `${sumOf('released')}  server.jar\n`,
    `server.jar: ${sumOf('jar\n')}, expected ${sumOf('released')}`,
  ],
  ['is not listed', `${sumOf('jar\n')}  other.jar\n`, `server.jar: ${sumOf('jar\n')}, expected no such file`],
  ['is missing', `${sumOf('jar\n')}  server.jar\n${sumOf('other')}  other.jar\n`, 'other.jar: missing'],
])('a jar that %s is an error, and nothing stays in the cache', async (_what, list, line) => {
  machine.install('mvn', FAKE_MAVEN);
  machine.install('java', FAKE_JAVA);
  const error: unknown = await findTestServer(report, options(list)).catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(ChecksumError);
  expect((error as Error).message).toContain(line);
  expect((error as Error).message).toContain('~/.m2');
  expect(existsSync(dirname(cachedTestServer(machine.env)))).toBe(false);
});

test('the checksums in the repository are of the pinned version', () => {
  const list = readFileSync(JAR_SUMS, 'utf8');
  expect(list).toMatch(/^([0-9a-f]{64} {2}\S+\.jar\n)+$/);
  expect(list).toContain(`  temporal-test-server-${TEST_SERVER_VERSION}.jar\n`);
});

test('with nothing to go on, the error says what was tried and what to install', async () => {
  const error = await findTestServer(report, options()).catch((e: unknown) => e);

  expect((error as Error).message.replace(machine.cache, '<cache>')).toMatchInlineSnapshot(`
    "No Temporal test server was found, and none could be obtained.
      tried PATH: no \`temporal-test-server\`
      tried cache: none in <cache>
      tried download: no network
      tried Maven: no Maven on PATH
    What to do:
      - install a JDK (11 or newer) and Maven, with which it is fetched once from Maven Central
      - or put an executable \`temporal-test-server\` on PATH (https://github.com/temporalio/sdk-java/releases)"
  `);
});
