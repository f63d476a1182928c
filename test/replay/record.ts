/**
 * Records a history for each path: `npm run record-histories` (docs/changing-running-ports.md says when). Everything is real: the
 * dev server, the worker, the receiver, the sandbox over HTTP; only the days are a second long. It takes about two
 * minutes.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import { join } from 'node:path';
import { historyToJSON } from '@temporalio/common/lib/proto-utils';
import { DefaultLogger, Runtime } from '@temporalio/worker';
import { packageRoot } from '../../tools/package-root';
import { startSharedDevServer } from '../support/servers/dev-server';
import { makeWorkflowBundle } from '../support/servers/workflow-bundle';
import { startStack, type Stack } from '../support/stack';
import { goldenFile, HISTORIES } from './golden';
import { PATHS, PATHS_OF_THE_CREATE, requestsFor, type Trail, type Walked } from './paths';

const NAME = 'recorder';
const SECOND_LONG_DAYS = 1;

// Histories are published: they name neither the machine nor the folder that they were recorded in.
os.hostname = () => NAME;
Error.stackTraceLimit = 0;

async function main(): Promise<void> {
  const { version } = JSON.parse(readFileSync(join(packageRoot(), 'package.json'), 'utf8')) as {
    version: string;
  };
  const isReplacing = process.argv.includes('--replace');
  const wanted = [...Object.entries(PATHS_OF_THE_CREATE), ...Object.entries(PATHS)].filter(
    ([path]) => isReplacing || !existsSync(join(HISTORIES, goldenFile(version, path))),
  );
  if (wanted.length === 0) {
    say(
      `Release ${version} is recorded. A release that is out is never recorded again; before that: --replace.`,
    );
    return;
  }

  Runtime.install({ logger: new DefaultLogger('ERROR') });
  const server = await startSharedDevServer();
  await makeWorkflowBundle();
  const stack = await startStack({
    name: NAME,
    daySeconds: SECOND_LONG_DAYS,
    policy: { reread: [1_000], searchDelay: 1_000 },
  });
  const request = requestsFor(stack.account);
  try {
    mkdirSync(HISTORIES, { recursive: true });
    const record = async ([path, take]: (typeof wanted)[number]) => {
      const trail: Trail = {
        stack,
        request: (scenario) => request(`${version}-${path}`, scenario),
        inject: (fault) => stack.sandbox.sandbox.injectFault({ provider: 'twilio', times: 1, ...fault }),
      };
      const history = await exported(stack, await take(trail));
      writeFileSync(join(HISTORIES, goldenFile(version, path)), history);
      say(`recorded ${path}`);
    };
    for (const one of wanted.filter(([path]) => path in PATHS_OF_THE_CREATE)) await record(one);
    // All at once; one that fails leaves the others to be written.
    const others = await Promise.allSettled(wanted.filter(([path]) => path in PATHS).map(record));
    for (const other of others) if (other.status === 'rejected') throw other.reason;
  } finally {
    await stack.stop();
    await server.stop();
  }
}

async function exported({ client }: Stack, { workflowId, runId }: Walked): Promise<string> {
  const history = await client.workflow.getHandle(workflowId, runId).fetchHistory();
  const json = linePerEvent(historyToJSON(history));
  for (const place of [packageRoot(), os.homedir(), os.tmpdir()])
    if (json.includes(`${place}/`)) throw new Error(`The history of ${workflowId} names ${place}.`);
  return json;
}

/** One event is one line, so that a recording that was made anew can be compared. */
function linePerEvent(json: string): string {
  const { events } = JSON.parse(json) as { readonly events: readonly unknown[] };
  return `{"events":[\n${events.map((event) => JSON.stringify(event)).join(',\n')}\n]}\n`;
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.exitCode = 1;
});
