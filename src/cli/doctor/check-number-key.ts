import { accountTaskQueue, type AccountRef } from '../../contract/names';
import { fingerprintOf, NUMBER_KEY, WITHOUT_NUMBER_KEY } from '../../config/number-key';
import type { QueueAccess } from '../../setup/task-queue-pollers';
import { fingerprintIn } from '../../worker/worker-identity';
import { failed, passed, warned, type Finding } from './finding';
import { livePollers } from './check-temporal';

const CHECK = 'number key';

/**
 * Compares the number key of this process with those of all workers that poll: a worker with another key does not find
 * the claims of running ports, and would let a number be submitted twice.
 */
export async function checkNumberKey(
  connection: QueueAccess,
  { namespace, taskQueue }: { readonly namespace: string; readonly taskQueue: string },
  accounts: readonly AccountRef[],
  numberKey: Buffer | undefined,
): Promise<Finding> {
  const queues = [
    { name: taskQueue, type: 'workflow' as const },
    ...accounts.map(({ provider, account }) => ({
      name: accountTaskQueue(taskQueue, provider, account),
      type: 'activity' as const,
    })),
  ];
  const pollers = await Promise.all(queues.map((queue) => livePollers(connection, { namespace, ...queue })));
  const identities = [...new Set(pollers.flat().flatMap(({ identity }) => identity ?? []))];
  if (numberKey === undefined) return warned(CHECK, `${NUMBER_KEY} ${WITHOUT_NUMBER_KEY}`);
  const own = fingerprintOf(numberKey);
  const others = identities.filter((identity) => (fingerprintIn(identity) ?? own) !== own);
  if (others.length > 0)
    return failed(
      CHECK,
      `${others.join(', ')} ${others.length === 1 ? 'has' : 'have'} another ${NUMBER_KEY} than this process ` +
        `(fingerprint ${own}); give all processes of the installation the same`,
    );
  const known = identities.filter((identity) => fingerprintIn(identity) === own).length;
  return passed(CHECK, `fingerprint ${own}, the same in ${known === 1 ? '1 worker' : `${known} workers`}`);
}
