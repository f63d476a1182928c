import { Worker } from '@temporalio/worker';
import { workflowBundle } from '../support/servers/workflow-bundle';
import { goldens, readGolden, workflowIdOf } from './golden';
import { PATHS, PATHS_OF_THE_CREATE } from './paths';

/** Invariant replayable: the code of today continues every port that a release has begun. */
test.each(goldens())('$path of $release replays', async (golden) => {
  const history = readGolden(golden);
  await Worker.runReplayHistory({ workflowBundle: workflowBundle() }, history, workflowIdOf(history));
});

test('each path is recorded', () => {
  const recorded = new Set(goldens().map(({ path }) => path));
  const missing = [...Object.keys(PATHS_OF_THE_CREATE), ...Object.keys(PATHS)].filter(
    (path) => !recorded.has(path),
  );
  expect(missing).toEqual([]);
});

test.each(goldens())('$file is a whole export: without its flags, replay would compare nothing', (golden) => {
  const tasks = readGolden(golden).events.flatMap(
    (event) => event.workflowTaskCompletedEventAttributes ?? [],
  );
  expect(tasks.some(({ sdkMetadata }) => (sdkMetadata?.coreUsedFlags?.length ?? 0) > 0)).toBe(true);
});

/** docs/decisions/0047: a query during any other would let its replay take another time. */
test.each(goldens())(
  '$path of $release has no local activities but its first and its last step',
  (golden) => {
    const markers = readGolden(golden).events.flatMap(({ markerRecordedEventAttributes: marker }) => {
      const data = marker?.details['data']?.payloads[0]?.data;
      return data === undefined ? [] : [Buffer.from(data, 'base64').toString()];
    });
    const FIRST_AND_LAST = /"activity_type":"(prepare|releaseNumbers)"/;
    expect(markers.filter((data) => !FIRST_AND_LAST.test(data))).toEqual([]);
  },
);
