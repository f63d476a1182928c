import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { FAILURE_CONVERTER_PATH } from '../src/encryption/data-converter';
import { bundleWorkflows, workflowsEntry } from './bundle-workflows';
import { packageRoot } from './package-root';

/**
 * The last step of `npm run build`. With a prebuilt bundle workers start faster, and all run the same code.
 */
async function main(): Promise<void> {
  const entry = workflowsEntry();
  if (entry === undefined) throw new Error('workflows/index.ts does not exist.');
  const dist = join(packageRoot(), 'dist');
  writeFileSync(join(dist, 'workflow-bundle.js'), await bundleWorkflows(entry));
  const encoding = await bundleWorkflows(entry, FAILURE_CONVERTER_PATH);
  writeFileSync(join(dist, 'workflow-bundle-encoding.js'), encoding);
  // A worker of another version may not run it: src/worker/workflow-source.ts compares the versions.
  const { version } = JSON.parse(
    readFileSync(join(packageRoot(), 'node_modules/@temporalio/worker/package.json'), 'utf8'),
  ) as { readonly version: string };
  writeFileSync(join(dist, 'workflow-bundle.json'), `${JSON.stringify({ workerVersion: version })}\n`);
}

void main();
