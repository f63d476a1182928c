import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { findProductionPrograms } from '../../../tools/production-programs';
import { ServerNotFoundError } from '../../../tools/temporal-server';
import { FakeMachine } from './fake-programs';

let machine: FakeMachine;
const report: string[] = [];
beforeEach(() => {
  machine = new FakeMachine();
  report.length = 0;
});
afterEach(() => machine.destroy());

const find = () => findProductionPrograms((line) => report.push(line), machine.env);

test('both programs are built once, with the flags of the dev server, and found afterwards', async () => {
  const log = join(machine.root, 'builds');
  // The script writes the program to the path after `-o`.
  machine.install(
    'go',
    `echo "$CGO_ENABLED $*" >> ${log}
     while [ "$1" != -o ]; do shift; done
     cp ${machine.install('program', 'exit 0')} "$2"`,
  );
  const programs = await find();
  expect(await find()).toEqual(programs);
  const builds = readFileSync(log, 'utf8').trimEnd().split('\n');
  expect(builds).toHaveLength(2);
  expect(builds[0]).toMatch(/^0 build .*-mod=readonly .*-trimpath .* go\.temporal\.io\/server\/cmd\/server$/);
  expect(builds[1]).toMatch(/^0 build .*-trimpath .* go\.temporal\.io\/server\/cmd\/tools\/sql$/);
  expect(report.filter((line) => line.startsWith('built the'))).toHaveLength(2);
});

test('without Go, and when Go fails, the error says so', async () => {
  await expect(find()).rejects.toThrow(/no Go toolchain on PATH[^]*install Go/);
  machine.install('go', 'echo "no such module" >&2; exit 1');
  const error: unknown = await find().catch((caught: unknown) => caught);
  expect(error).toBeInstanceOf(ServerNotFoundError);
  expect(String(error)).toContain('no such module');
});
