import { addCommand, type DefineCommand, type JsonOption } from '../command';
import type { SetCurrentOptions } from '../deployment';
import { lazyModules } from '../lazy-modules';

/** Commands for the builds of versioned workers (docs/upgrading.md). */
export const defineDeployment: DefineCommand = (program, context) => {
  const deployment = program
    .command('deployment')
    .description('the builds of workers that have PORTKEEPER_BUILD_ID: which one gets the tasks')
    .addHelpText('after', '\nExample:\n  $ portkeeper deployment show');

  addCommand(deployment, {
    usage: 'show',
    summary: 'list the builds, with their workers and running workflows',
    examples: ['portkeeper deployment show'],
    json: 'print {deploymentName, namespace, taskQueue, current?, unversionedWorkers, builds}; no current: workers without a build',
  }).action(async (options: JsonOption) => {
    await lazyModules.deployment().showDeployment(options, context);
  });

  addCommand(deployment, {
    usage: 'set-current',
    summary:
      'make a build the current one: it gets the next task of every port, and all new ports; safe to repeat',
    examples: [
      'portkeeper deployment set-current 0.2.0',
      'portkeeper deployment set-current --unversioned   # back to workers without a build',
    ],
    json: 'print {deploymentName, previous?, current?, changed}; none: workers without a build',
  })
    .argument('[build-id]', 'the build; default: PORTKEEPER_BUILD_ID')
    .option('--unversioned', 'let workers without a build get the tasks')
    .option('--ignore-missing-queues', 'although its workers lack an account that the current build serves')
    .action(async (buildId: string | undefined, options: SetCurrentOptions) => {
      await lazyModules.deployment().setCurrent(buildId, options, context);
    });
};
