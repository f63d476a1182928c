import { CancellationScope, isCancellation, sleep } from '@temporalio/workflow';
import { DAY, type Instant } from '../src/domain/model/time';

/** A later instant is reached in steps; an invalid instant is checked again after one step. */
const MAX_SLEEP = 365 * DAY;

/** The one timer of a port. */
export interface WakeTimer {
  readonly hasFired: boolean;
  /** Sets the timer to an instant, or clears it. The same instant again costs nothing. */
  set(instant: Instant | undefined, why: string): void;
}

/**
 * A timer that is replaced only when the next instant changes, because each new timer is a billable action.
 *
 * @param onFire - called when the timer fires, whatever the port is doing then
 */
export function openWakeTimer(onFire: () => void = () => {}): WakeTimer {
  let armedFor: Instant | undefined;
  let hasFired = false;
  let scope: CancellationScope | undefined;

  return {
    get hasFired() {
      return hasFired;
    },
    set(instant, why) {
      if (instant === armedFor && !hasFired) return;
      scope?.cancel();
      scope = undefined;
      armedFor = instant;
      hasFired = instant !== undefined && instant <= Date.now();
      if (instant === undefined || hasFired) return;
      const own = new CancellationScope({ cancellable: true, parent: CancellationScope.current() });
      scope = own;
      own
        .run(async () => {
          const length = instant - Date.now();
          await sleep(length < MAX_SLEEP ? length : MAX_SLEEP, { summary: why });
          hasFired = true;
          onFire();
        })
        .catch((error: unknown) => {
          if (!isCancellation(error)) throw error;
        });
    },
  };
}
