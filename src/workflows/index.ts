/** `portkeeper/workflows`: the location of the workflow code, for your own worker or replay. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A prebuilt bundle of the workflows. Fits the option `workflowBundle` of a Temporal worker. */
export interface PrebuiltWorkflowBundle {
  /** Absolute path of the code. */
  readonly codePath: string;
  /** The same with Portkeeper's failure converter, for workers that encrypt. */
  readonly encodingCodePath: string;
  /** The version of `@temporalio/worker` that built it. Only a worker of this version may run it. */
  readonly workerVersion: string;
}

/** The folder that contains `workflows/`: `dist` in the package, the root in a checkout. */
const root = join(__dirname, '..', '..');

/**
 * Absolute path of the module that exports all workflows, for the option `workflowsPath` of a Temporal worker, for
 * `bundleWorkflowCode` and for `Worker.runReplayHistory`.
 */
export const workflowsPath: string = join(
  root,
  'workflows',
  `index${__filename.endsWith('.ts') ? '.ts' : '.js'}`,
);

/**
 * The bundles in the package; undefined in a checkout, where a bundle could be older than its sources. They have no
 * interceptors. One uses Temporal's own data converter, the other adds Portkeeper's failure converter for workers that
 * encrypt. `portkeeper/worker` decides whether they fit.
 */
export const workflowBundle: PrebuiltWorkflowBundle | undefined = findBundle();

function findBundle(): PrebuiltWorkflowBundle | undefined {
  const codePath = join(root, 'workflow-bundle.js');
  const aboutPath = join(root, 'workflow-bundle.json');
  if (!existsSync(codePath) || !existsSync(aboutPath)) return undefined;
  const { workerVersion } = JSON.parse(readFileSync(aboutPath, 'utf8')) as { workerVersion: string };
  return { codePath, encodingCodePath: join(root, 'workflow-bundle-encoding.js'), workerVersion };
}
