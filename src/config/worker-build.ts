import { z } from 'zod';
import { WORKFLOW_TASK_QUEUE } from '../contract/names';
import type { Problems } from './configuration-error';
import { readVariable, textOf, type Environment } from './variables';

/** The variable that makes a worker a versioned one. */
export const BUILD_ID = 'PORTKEEPER_BUILD_ID';
const DEPLOYMENT_NAME = 'PORTKEEPER_DEPLOYMENT_NAME';

/** The build of a versioned worker: a version of a worker deployment in Temporal. */
export interface WorkerBuild {
  /** The name of the worker deployment, one for all workers of an installation. */
  readonly deploymentName: string;
  /** The version in it, for example the tag of the image. */
  readonly buildId: string;
}

/** Temporal builds ids from both names, and reserves names that begin with two underscores. */
const versionName = z
  .string()
  .max(200, 'must have at most 200 characters')
  .regex(/^(?!__)\S+$/, 'must have no blanks, and not begin with __');

const deploymentName = versionName.regex(/^[^.:]+$/, 'must have no dot and no colon');

/** Reads the build of a worker; undefined: its workers are not versioned. */
export function readWorkerBuild(env: Environment, problems: Problems): WorkerBuild | undefined {
  const name = readDeploymentName(env, problems);
  const buildId = readVariable(env, BUILD_ID, versionName, problems);
  return buildId === undefined ? undefined : { deploymentName: name, buildId };
}

/**
 * Reads the name of the installation's worker deployment. By default it is the task queue, which is different for
 * each installation of a namespace.
 */
export function readDeploymentName(env: Environment, problems: Problems): string {
  const taskQueue = textOf(env, 'PORTKEEPER_TASK_QUEUE') ?? WORKFLOW_TASK_QUEUE;
  return readVariable(env, DEPLOYMENT_NAME, deploymentName, problems) ?? deploymentOf(taskQueue);
}

/** A task queue may have characters that the name of a deployment may not. */
function deploymentOf(taskQueue: string): string {
  return taskQueue.replaceAll(/[.:\s]/g, '-').replace(/^__/, '--');
}
