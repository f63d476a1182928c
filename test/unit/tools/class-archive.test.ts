import { existsSync, readFileSync, truncateSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { CLASS_ARCHIVE, ensureClassArchive, type ClassArchiveOptions } from '../../../tools/class-archive';
import type { startTestServer } from '../../../tools/time-skipping-server';
import { FakeMachine } from './fake-programs';

let machine: FakeMachine;
let lines: string[];
let options: ClassArchiveOptions;
let archive: string;
/** The option of Java that each start had, without the path. */
let starts: string[];
/** Why the start with an option fails, by the option. */
let problems: Record<string, string>;

/** A server that writes its archive as it ends, as Java does. */
const start: typeof startTestServer = ({ env }) => {
  const [, option = '', path = ''] = /^ "-XX:(\w+)=(.+)"$/.exec(env?.['JDK_JAVA_OPTIONS'] ?? '') ?? [];
  starts.push(option);
  const problem = problems[option];
  if (problem !== undefined) return Promise.reject(new Error(problem));
  const stop = (): Promise<void> => {
    if (option === 'ArchiveClassesAtExit') writeFileSync(path, 'classes');
    return Promise.resolve();
  };
  return Promise.resolve({ port: 1, pid: 1, exited: Promise.resolve(), stop, kill: stop });
};
const ensure = (): Promise<void> => ensureClassArchive(options, (line) => void lines.push(line));

beforeEach(() => {
  machine = new FakeMachine();
  lines = [];
  starts = [];
  problems = {};
  const launcher = machine.write(join(machine.cache, 'server', 'launcher'), 'exit 0');
  archive = join(dirname(launcher), CLASS_ARCHIVE);
  options = { launcher, java: machine.install('java', 'exit 0'), env: machine.env, start };
});
afterEach(() => machine.destroy());

test('the server runs once to write it and once to try it, and then never again', async () => {
  await ensure();
  await ensure();

  expect(starts).toEqual(['ArchiveClassesAtExit', 'SharedArchiveFile']);
  expect(readFileSync(archive, 'utf8')).toBe('classes');
  expect(lines).toEqual(['archiving the classes of the Temporal test server, so that it starts faster']);
});

test('two processes at the same time make one', async () => {
  await Promise.all([ensure(), ensure()]);

  expect(starts).toEqual(['ArchiveClassesAtExit', 'SharedArchiveFile']);
});

test.each<[string, () => void]>([
  ['Java was updated', () => utimesSync(options.java, 1, 1)],
  ['another Java is used', () => (options = { ...options, java: machine.install('java-21', 'exit 0') })],
  ['it was cut off', () => truncateSync(archive, 3)],
])('it is made anew when %s', async (_what, happen) => {
  await ensure();
  happen();
  await ensure();
  await ensure();

  expect(starts).toHaveLength(4);
  expect(readFileSync(archive, 'utf8')).toBe('classes');
});

test('one that no server starts with never gets its name, and the next time it is tried again', async () => {
  problems = { SharedArchiveFile: 'SIGBUS' };
  await ensure();

  expect(existsSync(archive)).toBe(false);
  expect(lines.at(-1)).toBe('the test server has no class archive and starts slower (SIGBUS)');
  problems = {};
  await ensure();
  expect(existsSync(archive)).toBe(true);
});

test('a Java that cannot make one is not asked again, until there is another', async () => {
  problems = { ArchiveClassesAtExit: "Unrecognized VM option 'ArchiveClassesAtExit=x'" };
  await ensure();
  await ensure();

  expect(starts).toEqual(['ArchiveClassesAtExit']);
  expect(existsSync(archive)).toBe(false);
  problems = {};
  utimesSync(options.java, 1, 1);
  await ensure();
  expect(existsSync(archive)).toBe(true);
});
