import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { bundleWorkflowCode, DefaultLogger } from '@temporalio/worker';
import { packageRoot } from './package-root';

/** Packages that cost 0.1 to 2 MB of heap per cached port if workflow code imports them. */
const TOO_HEAVY = ['zod', 'libphonenumber-js', 'luxon', 'date-holidays', 'undici', 'fastify', 'pino', 'jose'];

/** The entry of the bundle; undefined if there is none. */
export function workflowsEntry(): string | undefined {
  return ['ts', 'js'].map((ending) => join(packageRoot(), 'workflows', `index.${ending}`)).find(existsSync);
}

/**
 * Bundles `workflows/index.ts` as a worker runs it.
 *
 * @param failureConverterPath - the failure converter of workers that encrypt; default: Temporal's own
 * @throws Error if the bundle contains a package that workflow code must not import
 */
export async function bundleWorkflows(workflowsPath: string, failureConverterPath?: string): Promise<string> {
  const { code } = await bundleWorkflowCode({
    workflowsPath,
    ...(failureConverterPath !== undefined && { failureConverterPath }),
    logger: new DefaultLogger('WARN'),
  });
  const heavy = TOO_HEAVY.filter((name) => code.includes(`/node_modules/${name}/`));
  if (heavy.length > 0)
    throw new Error(`The workflow bundle contains ${heavy.join(', ')}: import them at the edges only.`);
  return code;
}
