import { setTimeout } from 'node:timers/promises';
import { SECOND } from '../../src/domain/model/time';
import { DrilledPort } from './drilled-port';
import { sum, withFaults, type Tally } from './drill';
import type { Installation } from './installation';
import { endOf } from './port-end';

/**
 * How long a port waits before it searches for the order whose answer was lost: the next worker is there by then, and
 * Temporal still holds the port's task for the dead one.
 */
const WAIT = 3 * SECOND;
export const QUERY_POLICY = { searchDelay: 'PT3S' };

const PORTS = 12;
/** People look this often, from the death on until the timers have fired. */
const LOOK_EVERY_MS = 250;
const LOOK_AFTER_MS = 6 * SECOND;

/**
 * The worker dies, the timers of its ports fire when the next one is there, and people look at the ports before their
 * tasks reach it. It must not take what it sees for the time of the timers; and whoever replays the ports later must
 * come to the same.
 */
export async function queriedAfterDeath(installation: Installation): Promise<Tally> {
  const ports = Array.from(
    { length: PORTS },
    (_, index) =>
      new DrilledPort(installation, 'twilio', `queried-${String(index)}-${installation.stack.account}`, {
        scenarioId: '12',
      }),
  );
  await Promise.all(ports.map((port) => port.start()));
  await Promise.all(ports.map((port) => port.until(({ attempts }) => attempts[0]?.result === 'unknown')));
  // A query that is sent while the task of a port waits is kept for it. One that was sent before goes to the next worker
  // at once, which then sees the fired timer before the task is its own.
  await installation.stack.worker.end('SIGKILL');
  const until = Date.now() + WAIT + LOOK_AFTER_MS;
  await Promise.all(
    ports.map(async (port) => {
      while (Date.now() < until) {
        const look = port.look();
        await Promise.race([look, setTimeout(LOOK_EVERY_MS)]);
      }
    }),
  );
  await Promise.all(ports.map((port) => port.order()));
  // What the next worker replays is what was recorded.
  await installation.stack.worker.end('SIGKILL');
  const tallies = await Promise.all(
    ports.map((port) =>
      withFaults(
        async () => {
          await port.push({ to: 'ported' });
          await port.refresh();
          return endOf(port, 'ported', 1);
        },
        () => 0,
      ),
    ),
  );
  for (const [index, tally] of tallies.entries())
    if (tally.lost > 0) await installation.keepHistory(ports[index]!.handle.requestId);

  return { ...sum(tallies), faults: 2 };
}
