import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { WorkflowBundlePath } from '@temporalio/worker';
import { bundleWorkflows, workflowsEntry } from '../../../tools/bundle-workflows';

const VARIABLE = 'PORTKEEPER_TEST_BUNDLE';

/** The bundle of the product's workflows, made once for all jest runs of `npm test`, else once per run: `Worker.create({ workflowBundle: workflowBundle() })`. */
export function workflowBundle(): WorkflowBundlePath {
  const codePath = process.env[VARIABLE];
  if (codePath === undefined) throw new Error('No workflow bundle: workflows/index.ts does not exist.');
  return { codePath };
}

/** For globalSetup. Workers of jest start later and inherit the environment. */
export async function makeWorkflowBundle(): Promise<void> {
  const entry = workflowsEntry();
  const given = process.env[VARIABLE];
  // Another project of this run may have made it, or another run of the same `npm test`.
  if (entry === undefined || (given !== undefined && existsSync(given))) return;
  const codePath = given ?? join(ownFolder(), 'workflow-bundle.js');
  writeFileSync(codePath, await bundleWorkflows(entry));
  process.env[VARIABLE] = codePath;
}

function ownFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'portkeeper-bundle-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
