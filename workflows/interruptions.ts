import { CancellationScope, isCancellation, sleep } from '@temporalio/workflow';
import type { Command } from '../src/domain/commands';

/** Something came up that should not wait for a provider that does not answer. */
export type Interruption =
  { readonly kind: 'clock' } | { readonly kind: 'command'; readonly command: Command };

/** How long a call that is under way is still waited for: a provider that answers at all answers in this time. */
const GRACE = '5 seconds';

/** Slow providers do not block people: a call that is only being repeated gives way. */
export interface Interruptions {
  /**
   * Runs one call. An interruption cancels it some seconds later: an attempt that is on its way is heard to its end,
   * another is not made (the call's activity must wait for the completion of its cancellation).
   *
   * @param yieldsTo - which interruptions the call gives way to
   */
  run<T>(
    call: () => Promise<T>,
    yieldsTo: (interruption: Interruption) => boolean,
  ): Promise<{ readonly value: T; readonly isInterrupted: boolean }>;
  interrupt(interruption: Interruption): void;
}

export function openInterruptions(): Interruptions {
  let running: ((interruption: Interruption) => void) | undefined;
  return {
    async run(call, yieldsTo) {
      const scope = new CancellationScope({ cancellable: true, parent: CancellationScope.current() });
      const grace = new CancellationScope({ cancellable: true, parent: CancellationScope.current() });
      let isAsked = false;
      let isInterrupted = false;
      running = (interruption) => {
        if (isAsked || !yieldsTo(interruption)) return;
        isAsked = true;
        grace
          .run(async () => {
            await sleep(GRACE, { summary: 'for an answer of the provider, while something else is due' });
            isInterrupted = true;
            scope.cancel();
          })
          .catch(ignoreCancellation);
      };
      try {
        const value = await scope.run(call);
        return { value, isInterrupted };
      } finally {
        running = undefined;
        grace.cancel();
      }
    },
    interrupt(interruption) {
      running?.(interruption);
    },
  };
}

function ignoreCancellation(error: unknown): void {
  if (!isCancellation(error)) throw error;
}
