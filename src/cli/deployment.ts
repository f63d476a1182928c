import { Problems } from '../config/configuration-error';
import { BUILD_ID, readDeploymentName, readWorkerBuild } from '../config/worker-build';
import type { Environment } from '../config/variables';
import {
  describeWorkerDeployment,
  setCurrentBuild,
  type DeployedBuild,
  type WorkerDeployment,
} from '../setup/worker-deployment';
import type { CommandContext, JsonOption } from './command';
import { CliError } from './failure';
import { columns } from './render/layout';
import { formatInstant } from './render/format';
import { withTemporal } from './temporal-session';

/** The options of `portkeeper deployment set-current`. */
export interface SetCurrentOptions extends JsonOption {
  readonly unversioned?: true;
  readonly ignoreMissingQueues?: true;
}

/** Prints the builds of this installation. */
export async function showDeployment({ json }: JsonOption, { env, output }: CommandContext): Promise<void> {
  const deploymentName = deploymentNameOf(env);
  await withTemporal(
    env,
    async ({ client, config: { taskQueue } }) => {
      const deployment = await describeWorkerDeployment(client, { deploymentName, taskQueue });
      if (json) output.json(deployment);
      else for (const line of deploymentLines(deployment)) output.line(line);
    },
    { worksWithoutKeys: true },
  );
}

/** Makes a build the current one. */
export async function setCurrent(
  given: string | undefined,
  { json, unversioned, ignoreMissingQueues }: SetCurrentOptions,
  { env, output }: CommandContext,
): Promise<void> {
  const deploymentName = deploymentNameOf(env);
  const buildId = unversioned ? undefined : (given ?? ownBuildId(env));
  if (unversioned && given !== undefined)
    throw new CliError('usage', 'name a build, or pass --unversioned, and not both', 2);
  await withTemporal(
    env,
    async ({ client, config: { taskQueue } }) => {
      const address = { deploymentName, taskQueue };
      const ignoresMissingQueues = ignoreMissingQueues === true;
      const change = await setCurrentBuild(client, address, buildId, { ignoresMissingQueues });
      if (json) {
        output.json({ deploymentName, ...change });
        return;
      }
      const current = labelOf(change.current);
      output.line(
        change.changed
          ? `Tasks of ${deploymentName} go to ${current} from now on, and no longer to ${labelOf(change.previous)}.`
          : `Tasks of ${deploymentName} go to ${current} already.`,
      );
    },
    { worksWithoutKeys: true },
  );
}

function labelOf(buildId: string | undefined): string {
  return buildId === undefined ? 'workers without a build' : `build ${buildId}`;
}

/** @throws ConfigurationError */
function deploymentNameOf(env: Environment): string {
  const problems = new Problems();
  const name = readDeploymentName(env, problems);
  problems.throwIfAny();
  return name;
}

/** @throws CliError, ConfigurationError */
function ownBuildId(env: Environment): string {
  const problems = new Problems();
  const build = readWorkerBuild(env, problems);
  problems.throwIfAny();
  if (build === undefined)
    throw new CliError(
      'usage',
      `name the build, or set ${BUILD_ID}; \`portkeeper deployment show\` lists all`,
      2,
    );
  return build.buildId;
}

const HEAD = ['BUILD', 'STATUS', 'WORKERS', 'RUNNING WORKFLOWS', 'FIRST POLL', 'CURRENT SINCE'];

function deploymentLines(deployment: WorkerDeployment): string[] {
  const { deploymentName, namespace, taskQueue, current, unversionedWorkers, builds } = deployment;
  return [
    `Worker deployment ${deploymentName} on task queue ${taskQueue} of ${namespace}: tasks go to ${labelOf(current)}.`,
    ...columns([HEAD, ...builds.map(rowOf)]),
    ...(unversionedWorkers > 0
      ? [
          `Workers without a build: ${unversionedWorkers}${current === undefined ? '' : '; they get no tasks'}.`,
        ]
      : []),
  ];
}

function rowOf(build: DeployedBuild): string[] {
  const { buildId, status, workers, runningWorkflows, createdAt, currentSince } = build;
  const instants = [createdAt, currentSince].map((at) => (at === undefined ? '-' : formatInstant(at)));
  return [buildId, status, String(workers), String(runningWorkflows), ...instants];
}
