import { pollersOf, type Poller } from '../../../src/setup/task-queue-pollers';

const plain: Poller = {};
const named = (buildId: string, deploymentName = 'porting', workerVersioningMode = 2): Poller => ({
  deploymentOptions: { deploymentName, buildId, workerVersioningMode },
});
const version = (buildId: string) => ({ deploymentName: 'porting', buildId });

test.each<[string, Poller[], object | null, Poller[]]>([
  ['a server without versioning', [plain], null, [plain]],
  ['no current build', [plain, named('1')], {}, [plain]],
  ['an empty current build', [plain, named('1')], { currentDeploymentVersion: version('') }, [plain]],
  [
    'a current build',
    [plain, named('1'), named('2')],
    { currentDeploymentVersion: version('2') },
    [named('2')],
  ],
  [
    'the same build of another deployment',
    [named('2', 'other')],
    { currentDeploymentVersion: version('2') },
    [],
  ],
  ['a worker that only reports its build', [named('1', 'porting', 1)], {}, [named('1', 'porting', 1)]],
  [
    'a build that ramps',
    [plain, named('1'), named('2')],
    {
      currentDeploymentVersion: version('1'),
      rampingDeploymentVersion: version('2'),
      rampingVersionPercentage: 5,
    },
    [named('1'), named('2')],
  ],
  [
    'a build that ramps at zero',
    [named('1'), named('2')],
    {
      currentDeploymentVersion: version('1'),
      rampingDeploymentVersion: version('2'),
      rampingVersionPercentage: 0,
    },
    [named('1')],
  ],
])('%s', (_what, pollers, versioningInfo, serving) => {
  const found = pollersOf({ pollers, versioningInfo });
  expect(found.serving).toEqual(serving);
  expect(found.idle).toHaveLength(pollers.length - serving.length);
});

test('a queue without pollers', () => {
  expect(pollersOf({ pollers: null })).toEqual({ serving: [], idle: [] });
});
