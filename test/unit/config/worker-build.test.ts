import { Problems } from '../../../src/config/configuration-error';
import { readWorkerBuild } from '../../../src/config/worker-build';
import type { Environment } from '../../../src/config/variables';

function read(env: Environment) {
  const problems = new Problems();
  const build = readWorkerBuild(env, problems);
  try {
    problems.throwIfAny();
    return build;
  } catch (error) {
    return (error as Error).message.split('\n').slice(1).join('').trim();
  }
}

test('a worker without a build id is not versioned', () => {
  expect(read({ PORTKEEPER_DEPLOYMENT_NAME: 'numbers' })).toBeUndefined();
  expect(read({ PORTKEEPER_BUILD_ID: ' ' })).toBeUndefined();
});

test.each([
  [undefined, 'porting'],
  ['east', 'east'],
  ['numbers.east:2 b', 'numbers-east-2-b'],
  ['__east', '--east'],
])('the deployment of task queue %s is %s', (taskQueue, deploymentName) => {
  expect(read({ PORTKEEPER_BUILD_ID: '1', PORTKEEPER_TASK_QUEUE: taskQueue })).toEqual({
    deploymentName,
    buildId: '1',
  });
});

test.each(['0.2.0', 'sha-4f2a91c', 'registry.example.com/portkeeper@sha256:4f2a'])(
  '%s is a build id',
  (buildId) => {
    const env = { PORTKEEPER_BUILD_ID: buildId, PORTKEEPER_DEPLOYMENT_NAME: 'numbers' };
    expect(read(env)).toEqual({ deploymentName: 'numbers', buildId });
  },
);

test.each([
  [
    { PORTKEEPER_BUILD_ID: '__unversioned__' },
    'PORTKEEPER_BUILD_ID: must have no blanks, and not begin with __',
  ],
  [{ PORTKEEPER_BUILD_ID: 'a b' }, 'PORTKEEPER_BUILD_ID: must have no blanks'],
  [{ PORTKEEPER_BUILD_ID: 'a'.repeat(201) }, 'PORTKEEPER_BUILD_ID: must have at most 200 characters'],
  [{ PORTKEEPER_DEPLOYMENT_NAME: 'a.b' }, 'PORTKEEPER_DEPLOYMENT_NAME: must have no dot and no colon'],
])('Temporal would refuse %j', (env, problem) => {
  expect(read(env)).toContain(problem);
});
