import { realpathSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { cachedTestServer } from '../../../tools/cache';
import { CLASS_ARCHIVE } from '../../../tools/class-archive';
import { runCommand } from '../../../tools/processes';
import { findTestServer } from '../../../tools/temporal-server';
import { FakeMachine } from './fake-programs';

let machine: FakeMachine;
const report = (): void => undefined;
const noDownload = (): Promise<string> => Promise.resolve('no network');

/** A Maven that "copies" one jar, and a Java that prints its arguments. */
const FAKE_MAVEN = `
for arg; do case "$arg" in -DoutputDirectory=*) out=\${arg#*=};; esac; done
mkdir -p "$out"; echo jar > "$out/server.jar"`;
const FAKE_JAVA = 'echo "$@"';

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
  const { path, source } = await findTestServer(report, { env: machine.env, download: noDownload });
  expect(source).toBe('build');
  return path;
}

test('without a download it is assembled with Maven, once, and starts with the arguments it is given', async () => {
  const path = await assembled();

  expect(await findTestServer(report, { env: machine.env, download: noDownload })).toEqual({
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
  await findTestServer(report, { env: machine.env, download: noDownload });

  expect(await launch(path)).toBe(words);
});

test('assembled jars are of no use when Java has gone', async () => {
  machine.install('mvn', FAKE_MAVEN);
  const java = machine.install('java', FAKE_JAVA);
  await findTestServer(report, { env: machine.env, download: noDownload });
  rmSync(java);

  await expect(findTestServer(report, { env: machine.env, download: noDownload })).rejects.toThrow(/no Java/);
});

test('with nothing to go on, the error says what was tried and what to install', async () => {
  const error = await findTestServer(report, { env: machine.env, download: noDownload }).catch(
    (e: unknown) => e,
  );

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
