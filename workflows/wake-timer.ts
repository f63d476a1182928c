import { CancellationScope, isCancellation, sleep } from '@temporalio/workflow';
import { DAY, type Instant } from '../src/domain/model/time';
import { hasPassed, workflowTime } from './clock';

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
      hasFired = instant !== undefined && instant <= workflowTime();
      if (instant === undefined || hasFired) return;
      const own = new CancellationScope({ cancellable: true, parent: CancellationScope.current() });
      scope = own;
      own
        .run(async () => {
          const setAt = workflowTime();
          const left = instant - setAt;
          const length = left < MAX_SLEEP ? left : MAX_SLEEP;
          await sleep(length, { summary: why });
          hasPassed(setAt + length);
          hasFired = true;
          onFire();
        })
        .catch((error: unknown) => {
          if (!isCancellation(error)) throw error;
        });
    },
  };
}
