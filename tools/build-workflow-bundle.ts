import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { bundleWorkflows, workflowsEntry } from './bundle-workflows';
import { packageRoot } from './package-root';

/** The last step of `npm run build`: workers start faster from a ready bundle, and all run the same code. */
async function main(): Promise<void> {
  const entry = workflowsEntry();
  if (entry === undefined) throw new Error('workflows/index.ts does not exist.');
  writeFileSync(join(packageRoot(), 'dist', 'workflow-bundle.js'), await bundleWorkflows(entry));
}

void main();
