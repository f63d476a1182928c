import { dirname, resolve } from 'node:path';
import { bundleWorkflowCode, DefaultLogger, Worker, type WorkflowBundle } from '@temporalio/worker';
import { goldens, readGolden, type RecordedHistory, workflowIdOf } from './golden';

/** The worked example of docs/changing-running-ports.md: the same history under the old rule and under the new one. */
const PHASE = require.resolve('../../src/domain/facts/phase');
const KNOWN = require.resolve('../../src/domain/model/behavior');
const golden = goldens().find(({ path }) => path === 'scenario-00')!;
const recorded = readGolden(golden);

/** The part of webpack's hooks that is needed here; webpack itself is a dependency of the worker. */
interface Tap<Argument> {
  tap(name: string, listener: (argument: Argument) => void): void;
}
interface CompilerHooks {
  readonly normalModuleFactory: Tap<{
    readonly hooks: { readonly beforeResolve: Tap<{ context: string; request: string }> };
  }>;
}

/** The product's workflows with other files in the place of some. */
async function bundleWith(replaced: Readonly<Record<string, string>>): Promise<WorkflowBundle> {
  return bundleWorkflowCode({
    workflowsPath: require.resolve('../../workflows'),
    logger: new DefaultLogger('WARN'),
    webpackConfigHook: (config) => ({
      ...config,
      plugins: [
        ...(config.plugins ?? []),
        {
          apply: ({ hooks }: { hooks: CompilerHooks }) => {
            hooks.normalModuleFactory.tap('replace', (factory) => {
              factory.hooks.beforeResolve.tap('replace', (data) => {
                const other = replaced[`${resolve(data.context, data.request)}.ts`];
                // The file itself asks for the one that it replaces.
                if (other !== undefined && dirname(other) !== data.context) data.request = other;
              });
            });
          },
        },
      ],
    }),
  });
}

async function replay(workflowBundle: WorkflowBundle, history: RecordedHistory): Promise<string | undefined> {
  const workflowId = workflowIdOf(history);
  for await (const { error } of Worker.runReplayHistories({ workflowBundle }, [{ workflowId, history }]))
    return error?.message;
  throw new Error('Nothing was replayed.');
}

/** The history as a build of another version would have recorded it: `prepare` is answered with that version. */
function preparedBy(behavior: number): RecordedHistory {
  const payload = /"data":\s*"([A-Za-z0-9+/=]+)"/g;
  const text = JSON.stringify(recorded).replace(payload, (all, data: string) => {
    const json = Buffer.from(data, 'base64').toString();
    const changed = json.replace('"behavior":1', `"behavior":${String(behavior)}`);
    return changed === json ? all : all.replace(data, Buffer.from(changed).toString('base64'));
  });
  return JSON.parse(text) as RecordedHistory;
}

const FROM_VERSION_2 = {
  [PHASE]: require.resolve('./changes/phase-from-version-2'),
  [KNOWN]: require.resolve('./changes/knows-version-2'),
};

test('a rule that asks for the version lets a port of the old version go its old way', async () => {
  expect(await replay(await bundleWith(FROM_VERSION_2), recorded)).toBeUndefined();
});

test('the same history of a port that began by the new version goes the new way, and so is another one', async () => {
  expect(await replay(await bundleWith(FROM_VERSION_2), preparedBy(2))).toContain('Nondeterminism');
});

test('a rule that asks for no version breaks the old port', async () => {
  const everybody = { [PHASE]: require.resolve('./changes/phase-without-a-version') };
  expect(await replay(await bundleWith(everybody), recorded)).toContain('Nondeterminism');
});

test('a build refuses a port that behaves by a version that it does not know, and says who can take it', async () => {
  const message = await replay(await bundleWith({}), preparedBy(2));
  expect(message).toContain('version 2 of the rules, and this build knows them up to 1');
});
