import { bundleWorkflowCode, DefaultLogger, Worker, type WorkflowBundle } from '@temporalio/worker';
import { goldens, readGolden, workflowIdOf, type RecordedHistory } from './golden';

/** The gate over the histories can close: workflow code whose commands changed for running ports does not get through. */
async function bundleOf(change: string, options: { readonly hasInterceptors?: boolean } = {}) {
  const workflowsPath = require.resolve(`./changes/${change}`);
  return bundleWorkflowCode({
    workflowsPath,
    logger: new DefaultLogger('WARN'),
    ...(options.hasInterceptors === true && { workflowInterceptorModules: [workflowsPath] }),
  });
}

/** The recordings that a bundle cannot continue. */
async function refusedBy(
  workflowBundle: WorkflowBundle,
  change: (history: RecordedHistory) => RecordedHistory = (history) => history,
): Promise<string[]> {
  const fileOf = new Map<string, string>();
  const histories = goldens().map((golden) => {
    const history = change(readGolden(golden));
    const workflowId = workflowIdOf(history);
    fileOf.set(workflowId, golden.file);
    return { workflowId, history };
  });
  const refused: string[] = [];
  for await (const { workflowId, error } of Worker.runReplayHistories({ workflowBundle }, histories)) {
    if (error === undefined) continue;
    expect(error.message).toContain('Nondeterminism');
    refused.push(fileOf.get(workflowId) ?? workflowId);
  }
  return refused.sort();
}

const files = goldens().map(({ file }) => file);
const filesOfPorts = goldens()
  .filter((golden) => workflowIdOf(readGolden(golden)).startsWith('port:'))
  .map(({ file }) => file);
const filesWithReads = goldens()
  .filter((golden) =>
    readGolden(golden).events.some(
      (event) => event.activityTaskScheduledEventAttributes?.activityType.name === 'readOrders',
    ),
  )
  .map(({ file }) => file);

test('one more step before everything: no recorded port gets through', async () => {
  const bundle = await bundleOf('one-more-step');
  expect(filesOfPorts.length).toBeGreaterThan(20);
  expect(await refusedBy(bundle)).toEqual(filesOfPorts);
});

describe('an activity under another name', () => {
  let bundle: WorkflowBundle;
  beforeAll(async () => {
    bundle = await bundleOf('renamed-read', { hasInterceptors: true });
  });

  test('is refused by every recording that has it, and by no other', async () => {
    expect(filesWithReads.length).toBeGreaterThan(0);
    expect(filesWithReads).not.toEqual(files);
    expect(await refusedBy(bundle)).toEqual(filesWithReads);
  });

  test('is overlooked in recordings that lost their flags: the reason why none is ever edited', async () => {
    const refused = await refusedBy(bundle, withoutFlags);
    expect(filesWithReads).toEqual(expect.arrayContaining(refused));
    expect(refused.length).toBeLessThan(filesWithReads.length / 2);
  });
});

function withoutFlags({ events }: RecordedHistory): RecordedHistory {
  return {
    events: events.map((event) => {
      if (event.workflowTaskCompletedEventAttributes === undefined) return event;
      const { sdkMetadata: _, ...rest } = event.workflowTaskCompletedEventAttributes;
      return { ...event, workflowTaskCompletedEventAttributes: rest };
    }),
  };
}
