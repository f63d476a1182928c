import { log, proxyActivities, proxyLocalActivities } from '@temporalio/workflow';
import type { PortActivities } from '../../activities/port/port-activities';
import { mayBeAtProvider } from '../../src/domain/facts/items';
import type { AttemptState } from '../../src/domain/model/attempt';
import type { Port } from '../../src/domain/model/port';

/** A thousand claims take some seconds. */
const OPTIONS = {
  startToCloseTimeout: '1 minute',
  retry: { initialInterval: '1 second', maximumInterval: '10 seconds', maximumAttempts: 5 },
} as const;

/**
 * The last step of a port: other ports can have its numbers. It is a local activity although a query may come during
 * it: nothing after it depends on the time (docs/decisions/0047). A failure is no failure of the port: the claims of a
 * completed port are taken over by the next one.
 *
 * @param mayHaveClaims - its checks may have claimed numbers though no event has told so
 */
export async function releaseClaims(port: Port, mayHaveClaims: boolean): Promise<void> {
  if (port.hasClaims !== true && !mayHaveClaims) return;
  const { releaseNumbers } = proxyLocalActivities<PortActivities>(OPTIONS);
  const numbers = [...new Set(port.items.map(({ phoneNumber }) => phoneNumber))];
  await releaseNumbers({ numbers }).catch((error: unknown) => {
    log.warn('The numbers of this port were not released; the next port of a number takes it over.', {
      error,
    });
  });
}

/** The states of attempts whose numbers certainly never were at the provider. */
const NEVER_SENT: ReadonlySet<AttemptState> = new Set(['ready', 'delayed', 'refused', 'withdrawn']);

/**
 * The port waits for a number of another port, for weeks perhaps: meanwhile it keeps no claim of a number that it has
 * never sent, so that it holds up no third port (docs/decisions/0053). Numbers that it has sent stay claimed: their
 * orders may still move them.
 *
 * @param numbers - the numbers of the check that found the other port
 */
export async function giveBackClaims(port: Port, numbers: readonly string[]): Promise<void> {
  const { releaseNumbers } = proxyActivities<PortActivities>(OPTIONS);
  const sent = new Set([
    ...port.items.filter((item) => mayBeAtProvider(port, item)).map(({ phoneNumber }) => phoneNumber),
    ...port.attempts.filter(({ state }) => !NEVER_SENT.has(state)).flatMap((attempt) => attempt.numbers),
  ]);
  const unsent = numbers.filter((number) => !sent.has(number));
  if (unsent.length === 0) return;
  await releaseNumbers({ numbers: unsent, isWaiting: true }).catch((error: unknown) => {
    log.warn('Numbers of this port were not released while it waits for another port.', { error });
  });
}
