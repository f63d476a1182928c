import { accountTaskQueue, type AccountRef } from '../../contract/names';
import { NUMBER_KEY, WITHOUT_NUMBER_KEY } from '../../config/number-key';
import { RESTORED_AT } from '../../config/environment';
import type { QueueAccess } from '../../setup/task-queue-pollers';
import { settingsIn, stated, type SharedSettings } from '../../worker/worker-identity';
import { failed, passed, warned, type Finding } from './finding';
import { livePollers } from './check-temporal';

/** The identities of all workers of an installation that poll. */
export async function workerIdentities(
  connection: QueueAccess,
  { namespace, taskQueue }: { readonly namespace: string; readonly taskQueue: string },
  accounts: readonly AccountRef[],
): Promise<readonly string[]> {
  const queues = [
    { name: taskQueue, type: 'workflow' as const },
    ...accounts.map(({ provider, account }) => ({
      name: accountTaskQueue(taskQueue, provider, account),
      type: 'activity' as const,
    })),
  ];
  const pollers = await Promise.all(queues.map((queue) => livePollers(connection, { namespace, ...queue })));
  return [...new Set(pollers.flat().flatMap(({ identity }) => identity ?? []))];
}

/**
 * Compares the number key of this process with those of all workers that poll: a worker with another key, or without
 * one, does not find the claims of running ports, and would let a number be submitted twice.
 */
export function checkNumberKey(identities: readonly string[], settings: SharedSettings): Finding {
  const check = 'number key';
  if (settings.numberKey === undefined) return warned(check, `${NUMBER_KEY} ${WITHOUT_NUMBER_KEY}`);
  const own = stated(settings).numberKey;
  const others = identities.filter((identity) => (settingsIn(identity)?.numberKey ?? own) !== own);
  if (others.length > 0)
    return failed(
      check,
      `${others.join(', ')} ${others.length === 1 ? 'has' : 'have'} another ${NUMBER_KEY} than this process, or none ` +
        `(fingerprint ${own}); give all processes of the installation the same`,
    );
  return passed(check, `fingerprint ${own}, the same in ${workers(identities.filter(settingsIn).length)}`);
}

/**
 * Compares the instant of the newest restore of Temporal's database in all workers that poll: with one worker that does
 * not have it, orders of the lost time are made twice.
 */
export function checkRestoredAt(identities: readonly string[], settings: SharedSettings): Finding {
  const check = 'restored database';
  const own = stated(settings).restoredAt;
  const byValue = new Map<string, string[]>();
  for (const identity of identities) {
    const value = settingsIn(identity)?.restoredAt;
    if (value !== undefined) byValue.set(value, [...(byValue.get(value) ?? []), identity]);
  }
  if (byValue.size > 1) {
    const groups = [...byValue].map(([value, group]) => `${value} in ${group.join(', ')}`);
    return failed(
      check,
      `the workers have different ${RESTORED_AT}: ${groups.join('; ')}; give all of them the same at once, or orders are ` +
        'made twice',
    );
  }
  const [[value, group] = []] = byValue;
  if (value === undefined || group === undefined) {
    if (own === 'never')
      return passed(check, `${RESTORED_AT} is not set here, and no running worker tells whether it has it`);
    return warned(check, `no running worker tells whether it has ${RESTORED_AT}, which is ${own} here`);
  }
  const running = `${value} in ${workers(group.length)}`;
  if (value === own) return passed(check, running);
  return warned(
    check,
    `${running}, but ${own === 'never' ? `${RESTORED_AT} is not set` : `${RESTORED_AT} is ${own}`} here; a worker that is ` +
      'started with this environment would differ from the others',
  );
}

function workers(count: number): string {
  return count === 1 ? '1 worker' : `${count} workers`;
}
