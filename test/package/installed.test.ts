import { randomUUID } from 'node:crypto';
import { lstatSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { version as clientVersion } from '@temporalio/client/package.json';
import { isRealInstall, PackageProject } from '../support/package-project';
import { devServer } from '../support/servers/dev-server';
import { startStack, type Stack } from '../support/stack';

/** What a service gets that installs the package and the client, and nothing that only a worker needs. */

const CLIENT = { '@temporalio/client': clientVersion, '@temporalio/common': clientVersion };
const COMPILER = { typescript: '^6.0.3', '@types/node': '^20.19.0' };

describe('with the client only', () => {
  let project: PackageProject;
  beforeAll(async () => {
    project = await PackageProject.of({ dependencies: CLIENT });
  }, 120_000);

  test('loading it loads nothing that a service may never need', async () => {
    const loaded = JSON.parse(
      await project.node([
        '-e',
        `require('portkeeper');
         const names = Object.keys(require.cache).map((path) => /.*node_modules\\/((?:@[^/]+\\/)?[^/]+)/.exec(path)?.[1]);
         console.log(JSON.stringify([...new Set(names)].sort()));`,
      ]),
    ) as string[];
    expect(loaded).toContain('portkeeper');
    const usual =
      /^(portkeeper|@temporalio\/(client|common|proto)|@grpc\/.*|@js-sdsl\/.*|protobufjs|long|ms|uuid|nexus-rpc)$/;
    expect(loaded.filter((name) => !usual.test(name))).toEqual([]);
  });

  // Measures of what npm installs; links say nothing.
  if (isRealInstall) {
    test('it is at most 85 MB on the disk, and holds nothing of a worker and no development tool', () => {
      const { bytes, packages } = contentOf(join(project.folder, 'node_modules'));
      process.stderr.write(
        `a client-only install: ${(bytes / 2 ** 20).toFixed(1)} MB, ${String(packages.length)} packages\n`,
      );
      expect(bytes).toBeLessThanOrEqual(85 * 2 ** 20);
      const heavy =
        /^(@temporalio\/(worker|core-bridge|testing|workflow|activity)|webpack|@swc\/.*|tsx|esbuild|typescript|jest)$/;
      expect(packages.filter((name) => heavy.test(name))).toEqual([]);
      // One copy of what is shared with the service.
      for (const name of ['@temporalio/client', '@temporalio/common', '@temporalio/proto'])
        expect(packages.filter((each) => each === name)).toEqual([name]);
    });

    test('loading it takes at most 1.25 times the processor time of the Temporal client', async () => {
      const script = (name: string) =>
        `const from = process.cpuUsage(); require('${name}'); const { user, system } = process.cpuUsage(from);
         console.log((user + system) / 1000);`;
      const times = { portkeeper: [] as number[], '@temporalio/client': [] as number[] };
      for (let round = 0; round < 11; round += 1)
        for (const name of ['portkeeper', '@temporalio/client'] as const)
          times[name].push(Number(await project.node(['-e', script(name)])));
      const [own, client] = [medianOf(times.portkeeper), medianOf(times['@temporalio/client'])];
      process.stderr.write(
        `require: portkeeper ${own.toFixed(0)} ms, @temporalio/client ${client.toFixed(0)} ms\n`,
      );
      expect(own / client).toBeLessThanOrEqual(1.25);
    }, 120_000);
  }

  const workerPackages = ['worker', 'activity', 'workflow'].map(
    (name) => `@temporalio/${name}@${clientVersion}`,
  );
  test.each([
    ['worker', workerPackages.join(' ')],
    ['receiver', 'fastify@5'],
    ['dev', 'fastify@5'],
  ])('`portkeeper %s` says what to install', async (command, packages) => {
    const { status, stderr } = await project.tryNode([project.path('portkeeper/bin/portkeeper.js'), command]);
    expect(stderr).toMatch(/^portkeeper: package_missing: /);
    expect(stderr.trim().endsWith(`run npm install ${packages}`)).toBe(true);
    expect(status).toBe(1);
  });

  test.each([['--help'], ['schema'], ['start', '--help']])(
    '`portkeeper %s` needs no more',
    async (...args) => {
      expect(await project.node([project.path('portkeeper/bin/portkeeper.js'), ...args])).not.toBe('');
    },
  );

  test.each(['provider', 'worker', 'receiver', 'sandbox', 'workflows'])(
    'both kinds of modules find portkeeper/%s',
    async (entry) => {
      // portkeeper/worker needs the worker of Temporal, which is not here: that it is found is said by what is missing then.
      const expected = { worker: /Cannot find module '@temporalio\/(worker|activity)'/ }[entry] ?? /^$/;
      const names = {
        provider: 'defineProvider',
        worker: 'portingWorkers',
        receiver: 'portingReceiver',
        sandbox: 'startSandbox',
        workflows: 'workflowsPath',
      };
      const name = names[entry as keyof typeof names];
      const cjs = await project.tryNode(['-e', `if (!require('portkeeper/${entry}').${name}) throw 1`]);
      const esm = await project.tryNode([
        '--input-type=module',
        '-e',
        `import { ${name} } from 'portkeeper/${entry}'`,
      ]);
      for (const { stderr } of [cjs, esm]) expect(stderr).toMatch(expected);
    },
  );
});

const REQUEST = `{
    requestId: process.argv[2] ?? '',
    provider: 'twilio',
    account: 'package',
    numbers: [{ phoneNumber: process.argv[3] ?? '' }],
    subscriber: {
      type: 'business', name: 'Acme LLC', authorizedPerson: { name: 'Ada Moss', email: 'ada@acme.example' },
      address: { street: '1 Main St', city: 'New York', region: 'NY', postalCode: '10001', country: 'US' },
    },
    documents: [{ type: 'utility_bill', providerId: 'RD' + '0'.repeat(32) }],
  }`;

/** Ten lines of a user; the request is the rest. */
const ESM = `import { PortingClient } from 'portkeeper';

const porting = await PortingClient.connect();
const port = await porting.start(${REQUEST});
const { phase, numbers } = await port.result();
console.log(JSON.stringify({ phase, numbers }));
await porting.close();
`;
const CJS = ESM.replace('\n\n', '\n\nasync function main(): Promise<void> {\n') + '}\nvoid main();\n';

/** A client of the user's own, over whatever version of Temporal's they have. */
const OWN_CLIENT = `import { Client, Connection } from '@temporalio/client';
import { PortingClient } from 'portkeeper';
export async function over(address: string): Promise<PortingClient> {
  const connection = await Connection.connect({ address });
  return new PortingClient({ client: new Client({ connection }), connection }, 'package');
}
`;

/** Every entry, with its own declarations checked. */
const ENTRIES = `import { PortingClient, PortingError } from 'portkeeper';
import { defineProvider } from 'portkeeper/provider';
import { portingWorkers } from 'portkeeper/worker';
import { portingReceiver } from 'portkeeper/receiver';
import { startSandbox } from 'portkeeper/sandbox';
import { workflowBundle, workflowsPath } from 'portkeeper/workflows';
export const all = [PortingClient, PortingError, defineProvider, portingWorkers, portingReceiver, startSandbox];
export const paths = [workflowBundle, workflowsPath];
`;

const tsconfig = (options: object) =>
  JSON.stringify({
    compilerOptions: {
      target: 'es2023',
      module: 'nodenext',
      strict: true,
      types: ['node'],
      outDir: 'out',
      rootDir: '.',
      ...options,
    },
    include: ['*.ts'],
  });

describe('a service', () => {
  let stack: Stack;
  beforeAll(async () => {
    stack = await startStack({ name: 'package', daySeconds: 0.5 });
  });
  afterAll(() => stack.stop());

  const SETTINGS = {
    TEMPORAL_ADDRESS: devServer().address,
    PORTKEEPER_TASK_QUEUE: 'package',
    PORTKEEPER_ALLOW_PLAINTEXT: '1', // as the worker of the stack
  };
  let count = 0;
  /** Runs the ten lines for another number: what has moved cannot be moved again. */
  const port = async (project: PackageProject): Promise<void> => {
    count += 1;
    const phoneNumber = `+1212555${String(count).padStart(2, '0')}00`;
    const env = { ...SETTINGS, XDG_CONFIG_HOME: project.folder };
    const printed = await project.node(['out/main.js', randomUUID(), phoneNumber], env);
    expect(JSON.parse(printed)).toEqual({
      phase: 'completed',
      numbers: [{ phoneNumber, outcome: 'ported' }],
    });
  };

  test('of CommonJS starts a port with ten lines, and prints its outcome', async () => {
    const project = await PackageProject.of(
      { type: 'commonjs', dependencies: CLIENT, devDependencies: COMPILER },
      { 'main.ts': CJS, 'own-client.ts': OWN_CLIENT, 'tsconfig.json': tsconfig({ skipLibCheck: false }) },
    );
    expect(errorsOf(await project.tsc())).toEqual([]);
    await port(project);
  }, 120_000);

  test('of ECMAScript modules does so too, and may have the compiler check the declarations of every entry', async () => {
    const peers = ['worker', 'activity', 'workflow'].map((name) => [`@temporalio/${name}`, clientVersion]);
    const project = await PackageProject.of(
      {
        type: 'module',
        dependencies: { ...CLIENT, ...Object.fromEntries(peers), fastify: '^5.0.0' },
        devDependencies: COMPILER,
      },
      { 'main.ts': ESM, 'entries.ts': ENTRIES, 'tsconfig.json': tsconfig({}) },
    );
    expect(await project.tscWithOurs()).toBe('');
    await port(project);
  }, 120_000);

  if (isRealInstall)
    test('does the same with a Temporal client one minor older, of which there is one copy', async () => {
      const older = { '@temporalio/client': '1.23.0', '@temporalio/common': '1.23.0' };
      const files = {
        'main.ts': ESM,
        'own-client.ts': OWN_CLIENT,
        'tsconfig.json': tsconfig({ skipLibCheck: true }),
      };
      const project = await PackageProject.of(
        { type: 'module', dependencies: older, devDependencies: COMPILER },
        files,
      );
      expect(await project.tsc()).toBe('');
      await port(project);
      expect((await project.node(['-p', "require('@temporalio/client/package.json').version"])).trim()).toBe(
        '1.23.0',
      );
    }, 300_000);
});

/** What the compiler complains of, without what every user of Temporal has: a package whose declarations it does not find. */
function errorsOf(output: string): string[] {
  return output
    .split('\n')
    .filter((line) => /^\S/.test(line) && !/^\S*@temporalio\/common\/lib\/time\.d\.ts/.test(line));
}

/** What a folder of packages takes on the disk, and the name of every package in it, nested ones too. */
function contentOf(folder: string): { readonly bytes: number; readonly packages: readonly string[] } {
  let bytes = 0;
  const packages: string[] = [];
  for (const path of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    bytes += lstatSync(join(folder, path)).blocks * 512;
    const [, name] = /(?:^|node_modules\/)((?:@[^/]+\/)?[^/@.][^/]*)\/package\.json$/.exec(path) ?? [];
    if (name !== undefined) packages.push(name);
  }
  return { bytes, packages };
}

function medianOf(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;
}
