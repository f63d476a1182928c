import { bundleWorkflows, workflowsEntry } from '../../../tools/bundle-workflows';

/**
 * What is in the bundle is loaded once for each port that a worker keeps in memory, and replayed for as long as ports
 * live. So only this belongs into it; a new entry here is a decision, not an accident.
 */
const OWN_FOLDERS = ['workflows', 'src/domain', 'src/contract'];
const PACKAGES = ['@temporalio/common', '@temporalio/workflow', 'long', 'ms', 'nexus-rpc'];

/** Without the source map, which costs a file, not a port. In kilobytes. */
const MAX_OF_ALL = 1_300;
const MAX_OF_OURS = 785;

let modules: ReadonlyMap<string, string>;
let code: string;
beforeAll(async () => {
  code = await bundleWorkflows(workflowsEntry()!);
  modules = modulesOf(code);
});

test('the bundle holds our deterministic code, all of the workflows, and the workflow SDK', () => {
  const names = [...modules.keys()];
  expect(names).toEqual(
    expect.arrayContaining(['./workflows/port/port-request.ts', './src/domain/lifecycle/decide.ts']),
  );
  const own = names.filter((name) => !name.includes('node_modules'));
  const strangers = own.filter((name) => !OWN_FOLDERS.some((folder) => name.startsWith(`./${folder}/`)));
  expect(strangers).toEqual([]);
  const packages = names.flatMap((name) => /node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(name)?.[1] ?? []);
  expect([...new Set(packages)].sort()).toEqual(PACKAGES);
});

test.each(['zod', 'libphonenumber-js', 'luxon', 'undici', 'fastify', 'pino', 'node:crypto'])(
  '%s is not in it',
  (name) => {
    const quoted = new RegExp(`["'/]${name}["'/]`);
    expect([...modules].filter(([path, text]) => quoted.test(path) || quoted.test(text))).toEqual([]);
  },
);

test('neither the activities nor the parsers of the contract are in it', () => {
  const names = [...modules.keys()];
  expect(
    names.filter((name) => /^\.\/(activities|src\/(providers|config|worker|client))\//.test(name)),
  ).toEqual([]);
  expect(names).not.toContain('./src/contract/port-request-schema.ts');
  expect(names).not.toContain('./src/contract/request-digest.ts');
  expect(names).not.toContain('./src/contract/phone-number.ts');
  expect(names).not.toContain('./src/contract/invalid-fields.ts');
});

test('it is small', () => {
  const all = kilobytes(code.slice(0, code.indexOf('//# sourceMappingURL')));
  const ours = [...modules].filter(([path]) => !path.includes('node_modules'));
  const own = kilobytes(ours.map(([, text]) => text).join(''));
  process.stderr.write(`\nWorkflow bundle: ${all} KB, of which ours ${own} KB in ${ours.length} files\n`);
  expect(all).toBeLessThan(MAX_OF_ALL);
  expect(own).toBeLessThan(MAX_OF_OURS);
});

/**
 * The bundle's modules with their texts, as webpack writes them in development mode. Those that begin with a
 * question mark are the SDK's empty places, for a converter of one's own for example.
 */
function modulesOf(bundle: string): Map<string, string> {
  const found = [...bundle.matchAll(/^\/\*\*\*\/ "([^"?][^"]*)"$/gm)];
  return new Map(
    found.map((match, index) => [
      match[1] ?? '',
      bundle.slice(match.index, found[index + 1]?.index ?? bundle.length),
    ]),
  );
}

function kilobytes(text: string): number {
  return Math.ceil(Buffer.byteLength(text) / 1024);
}
