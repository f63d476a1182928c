import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { WorkflowBundlePath } from '@temporalio/worker';
import { bundleWorkflows, workflowsEntry } from '../../../tools/bundle-workflows';

const VARIABLE = 'PORTKEEPER_TEST_BUNDLE';

/** The bundle of the product's workflows, made once per jest run: `Worker.create({ workflowBundle: workflowBundle() })`. */
export function workflowBundle(): WorkflowBundlePath {
  const codePath = process.env[VARIABLE];
  if (codePath === undefined) throw new Error('No workflow bundle: workflows/index.ts does not exist.');
  return { codePath };
}

/** For globalSetup. Workers of jest start later and inherit the environment. */
export async function makeWorkflowBundle(): Promise<void> {
  const entry = workflowsEntry();
  // Another project of the same run may have made it.
  if (entry === undefined || process.env[VARIABLE] !== undefined) return;
  const folder = mkdtempSync(join(tmpdir(), 'portkeeper-bundle-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  const codePath = join(folder, 'workflow-bundle.js');
  writeFileSync(codePath, await bundleWorkflows(entry));
  process.env[VARIABLE] = codePath;
}
