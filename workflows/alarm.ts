import { CancellationScope, isCancellation, sleep } from '@temporalio/workflow';
import { DAY, type Instant } from '../src/domain/model/time';

/** A later instant is waited for in steps, and what is no instant at all is looked at again after one. */
const LONGEST_SLEEP = 365 * DAY;

/** The one timer of a port. */
export interface Alarm {
  readonly hasRung: boolean;
  /** Sets the alarm to an instant, or to none. The same instant again costs nothing. */
  set(instant: Instant | undefined, why: string): void;
}

/**
 * A timer that outlives what happens while it runs: it is replaced only when the next instant changes, because each
 * new timer is a billable action.
 *
 * @param onRing - called when the timer fires, whatever the port is doing then
 */
export function openAlarm(onRing: () => void = () => {}): Alarm {
  let armedFor: Instant | undefined;
  let hasRung = false;
  let scope: CancellationScope | undefined;

  return {
    get hasRung() {
      return hasRung;
    },
    set(instant, why) {
      if (instant === armedFor && !hasRung) return;
      scope?.cancel();
      scope = undefined;
      armedFor = instant;
      hasRung = instant !== undefined && instant <= Date.now();
      if (instant === undefined || hasRung) return;
      const own = new CancellationScope({ cancellable: true, parent: CancellationScope.current() });
      scope = own;
      own
        .run(async () => {
          const length = instant - Date.now();
          await sleep(length < LONGEST_SLEEP ? length : LONGEST_SLEEP, { summary: why });
          hasRung = true;
          onRing();
        })
        .catch((error: unknown) => {
          if (!isCancellation(error)) throw error;
        });
    },
  };
}
