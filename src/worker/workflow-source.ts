import { readFileSync } from 'node:fs';
import type { WorkerOptions } from '@temporalio/worker';
import { FAILURE_CONVERTER_PATH } from '../encryption/data-converter';
import { workflowBundle, workflowsPath, type PrebuiltWorkflowBundle } from '../workflows/index';

/** The user's options that affect the workflow code. */
type CodeOptions = Pick<
  WorkerOptions,
  'workflowBundle' | 'workflowsPath' | 'interceptors' | 'dataConverter' | 'plugins' | 'bundlerOptions'
>;

/** Where a worker loads its workflows from. */
export type WorkflowSource =
  | { readonly workflowBundle: NonNullable<WorkerOptions['workflowBundle']> }
  | { readonly workflowsPath: string };

/**
 * Chooses the source of the workflows: a prebuilt bundle of the package if it fits, else the modules, which
 * Temporal bundles when the worker starts. A bundle fits only the version of `@temporalio/worker` that made
 * it. It contains no interceptors and no converters of a user, and a plugin may change it in unknown ways. There are
 * two bundles: the one for workers that encrypt contains Portkeeper's failure converter.
 *
 * @param own - options of the user; workflow code in them is used unchanged
 * @param prebuilt - the bundle of the package
 * @param workerVersion - the installed version of `@temporalio/worker`
 */
export function workflowSource(
  own: CodeOptions = {},
  prebuilt: PrebuiltWorkflowBundle | undefined = workflowBundle,
  workerVersion: string = installedWorkerVersion(),
): WorkflowSource {
  if (own.workflowBundle !== undefined) return { workflowBundle: own.workflowBundle };
  if (own.workflowsPath !== undefined) return { workflowsPath: own.workflowsPath };
  const fits = prebuilt?.workerVersion === workerVersion && !changesBundle(own);
  if (prebuilt === undefined || !fits) return { workflowsPath };
  const encrypts = own.dataConverter?.failureConverterPath === FAILURE_CONVERTER_PATH;
  return { workflowBundle: { codePath: encrypts ? prebuilt.encodingCodePath : prebuilt.codePath } };
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

/** Portkeeper's own failure converter is not foreign: one bundle of the package contains it. */
function isForeign(failureConverterPath: string | undefined): boolean {
  return failureConverterPath !== undefined && failureConverterPath !== FAILURE_CONVERTER_PATH;
}

/** The version of `@temporalio/worker`, from its package.json; the package does not export it. */
function installedWorkerVersion(): string {
  const manifest = readFileSync(require.resolve('@temporalio/worker/package.json'), 'utf8');
  return (JSON.parse(manifest) as { readonly version: string }).version;
}
