import { setTimeout } from 'node:timers/promises';
import { SECOND } from '../../src/domain/model/time';
import { SITUATIONS } from './activity-drills';
import { withFaults, type Tally } from './drill';
import { portWorkflowId } from '../../src/contract/names';
import type { Installation } from './installation';

/** Longer than any time that the port gives the activities of its own queue. */
const AWAY_MS = 75 * SECOND;

/** Activities on the queue of the workflows: no worker is there to run them, or their workflow, for a while. */
export const AWAY_ACTIVITIES = ['reviseRequest', 'checkForReset', 'reviewDraft'] as const;

/** The only worker dies while it runs an activity, and the next one comes after minutes: nothing has failed. */
export async function workerAway(
  activityType: (typeof AWAY_ACTIVITIES)[number],
  installation: Installation,
): Promise<Tally> {
  const requestId = `away-${activityType}-${installation.stack.account}`;
  const call = { activityType, caller: portWorkflowId(requestId) };
  installation.plan.add(call, 'killed-after');
  installation.isWorkerHeld = true;
  const running = SITUATIONS[activityType].run({ installation, provider: 'twilio', requestId });
  running.catch(() => undefined); // it is awaited below
  try {
    await installation.stack.worker.ended;
    await setTimeout(AWAY_MS);
  } finally {
    installation.isWorkerHeld = false;
  }
  return withFaults(
    () => running,
    () => (installation.plan.isInjected(call) ? 1 : 0),
  );
}
