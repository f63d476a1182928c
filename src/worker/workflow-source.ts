import { readFileSync } from 'node:fs';
import type { WorkerOptions } from '@temporalio/worker';
import { FAILURE_CONVERTER_PATH } from '../encryption/data-converter';
import { workflowBundle, workflowsPath, type PrebuiltWorkflowBundle } from '../workflows/index';

/** What a user's options say about the code of workflows. */
type CodeOptions = Pick<
  WorkerOptions,
  'workflowBundle' | 'workflowsPath' | 'interceptors' | 'dataConverter' | 'plugins' | 'bundlerOptions'
>;

/** What a worker takes its workflows from. */
export type WorkflowSource =
  | { readonly workflowBundle: NonNullable<WorkerOptions['workflowBundle']> }
  | { readonly workflowsPath: string };

/**
 * Where a worker finds the workflows: in the bundle that comes with the package, if it fits, else in the modules that
 * Temporal bundles when the worker starts. A bundle fits the very version of `@temporalio/worker` that made it. It has
 * no interceptors and no converters of a user in it, and what a plugin would add is not known. There are two: that of
 * workers that encrypt has Portkeeper's failure converter in it.
 *
 * @param own - options of the user; code that they name is taken as it is
 * @param prebuilt - the bundle that comes with the package
 * @param workerVersion - the installed version of `@temporalio/worker`
 */
export function workflowSource(
  own: CodeOptions = {},
  prebuilt: PrebuiltWorkflowBundle | undefined = workflowBundle,
  workerVersion: string = installedWorkerVersion(),
): WorkflowSource {
  if (own.workflowBundle !== undefined) return { workflowBundle: own.workflowBundle };
  if (own.workflowsPath !== undefined) return { workflowsPath: own.workflowsPath };
  const isFitting = prebuilt?.workerVersion === workerVersion && !changesBundle(own);
  if (prebuilt === undefined || !isFitting) return { workflowsPath };
  const isEncoding = own.dataConverter?.failureConverterPath === FAILURE_CONVERTER_PATH;
  return { workflowBundle: { codePath: isEncoding ? prebuilt.encodingCodePath : prebuilt.codePath } };
}

function changesBundle({ interceptors, dataConverter, plugins, bundlerOptions }: CodeOptions): boolean {
  return (
    (interceptors?.workflowModules ?? []).length > 0 ||
    dataConverter?.payloadConverterPath !== undefined ||
    isForeign(dataConverter?.failureConverterPath) ||
    (plugins ?? []).length > 0 ||
    bundlerOptions !== undefined
  );
}

/** The package also has a bundle with its own failure converter. */
function isForeign(failureConverterPath: string | undefined): boolean {
  return failureConverterPath !== undefined && failureConverterPath !== FAILURE_CONVERTER_PATH;
}

/** The version of the package itself: `@temporalio/worker` does not export one. */
function installedWorkerVersion(): string {
  const manifest = readFileSync(require.resolve('@temporalio/worker/package.json'), 'utf8');
  return (JSON.parse(manifest) as { readonly version: string }).version;
}
