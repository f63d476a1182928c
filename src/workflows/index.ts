/** `portkeeper/workflows`: where the workflow code is, for a worker or a replay that you make yourself. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A bundle of the workflows that is ready to run. It fits the option `workflowBundle` of a Temporal worker. */
export interface PrebuiltWorkflowBundle {
  /** Absolute path of the code. */
  readonly codePath: string;
  /** The same with Portkeeper's failure converter in it: for workers that encrypt. */
  readonly encodingCodePath: string;
  /** The version of `@temporalio/worker` that made it. Only a worker of this version may run it. */
  readonly workerVersion: string;
}

/** The folder with `workflows/`: `dist` in the package, the root in a checkout. */
const root = join(__dirname, '..', '..');

/**
 * Absolute path of the module that exports all workflows: for the option `workflowsPath` of a Temporal worker, for
 * `bundleWorkflowCode` and for `Worker.runReplayHistory`.
 */
export const workflowsPath: string = join(
  root,
  'workflows',
  `index${__filename.endsWith('.ts') ? '.ts' : '.js'}`,
);

/**
 * The bundle that comes with the package; undefined in a checkout, which never runs a bundle that may be older than its
 * sources. It has no interceptors and Temporal's own data
 * converter, but for the failures of workers that encrypt. `portkeeper/worker` decides whether it fits.
 */
export const workflowBundle: PrebuiltWorkflowBundle | undefined = findBundle();

function findBundle(): PrebuiltWorkflowBundle | undefined {
  const codePath = join(root, 'workflow-bundle.js');
  const aboutPath = join(root, 'workflow-bundle.json');
  if (!existsSync(codePath) || !existsSync(aboutPath)) return undefined;
  const { workerVersion } = JSON.parse(readFileSync(aboutPath, 'utf8')) as { workerVersion: string };
  return { codePath, encodingCodePath: join(root, 'workflow-bundle-encoding.js'), workerVersion };
}
