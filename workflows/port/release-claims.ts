import { log, proxyLocalActivities } from '@temporalio/workflow';
import type { PortActivities } from '../../activities/port/port-activities';
import type { Port } from '../../src/domain/model/port';

/** A thousand claims take some seconds. */
const { releaseNumbers } = proxyLocalActivities<PortActivities>({
  startToCloseTimeout: '1 minute',
  retry: { initialInterval: '1 second', maximumInterval: '10 seconds', maximumAttempts: 5 },
});

/**
 * The last step of a port: other ports can have its numbers. It is a local activity although a query may come during
 * it: nothing after it depends on the time (docs/decisions/0047). A failure is no failure of the port: the claims of a
 * completed port are taken over by the next one.
 */
export async function releaseClaims(port: Port): Promise<void> {
  if (port.hasClaims !== true) return;
  const numbers = [...new Set(port.items.map(({ phoneNumber }) => phoneNumber))];
  await releaseNumbers({ numbers }).catch((error: unknown) => {
    log.warn('The numbers of this port were not released; the next port of a number takes it over.', {
      error,
    });
  });
}
