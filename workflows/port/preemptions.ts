import { CancellationScope, isCancellation, sleep } from '@temporalio/workflow';
import type { Command } from '../../src/domain/model/port-commands';
import { SECOND, type Milliseconds } from '../../src/domain/model/time';

/** Something came up that should not wait for a provider that does not answer. */
export type Preemption =
  | { readonly kind: 'clock' }
  | { readonly kind: 'command'; readonly command: Command }
  /** A webhook came. */
  | { readonly kind: 'hint' };

/** How long a call that is under way is still waited for: a provider that answers at all answers in this time. */
const GRACE = '5 seconds';

/**
 * A read that is younger than this answers a webhook soon enough, and mostly it is over before: the grace for it would
 * cost a timer with every webhook.
 */
const YOUNG: Milliseconds = 10 * SECOND;

/** Slow providers do not block people: a call that is only being repeated gives way. */
export interface Preemptions {
  /**
   * Runs one call. A preemption cancels it some seconds later; what that means for an attempt that is on its way is
   * for the call to say (call-options.ts). A call that a webhook has interrupted is not interrupted by
   * the next one when it is made again, or a provider that answers slowly would never be heard.
   *
   * @param preemptedBy - which preemptions the call gives way to
   * @returns what the call came to, and what it gave way to: a command or a clock, when there was one
   */
  run<T>(
    call: () => Promise<T>,
    preemptedBy: (preemption: Preemption) => boolean,
  ): Promise<{ readonly value: T; readonly preemptedBy: Preemption['kind'] | undefined }>;
  preempt(preemption: Preemption): void;
}

export function openPreemptions(): Preemptions {
  let running: ((preemption: Preemption) => void) | undefined;
  let gaveWayToHint = false;
  return {
    async run(call, preemptedBy) {
      const scope = new CancellationScope({ cancellable: true, parent: CancellationScope.current() });
      const grace = new CancellationScope({ cancellable: true, parent: CancellationScope.current() });
      const startedAt = Date.now();
      const asked: { by?: Preemption['kind']; isCanceled: boolean } = { isCanceled: false };
      running = (preemption) => {
        if (!preemptedBy(preemption)) return;
        const { kind } = preemption;
        if (kind === 'hint' && (gaveWayToHint || asked.by !== undefined || Date.now() < startedAt + YOUNG))
          return;
        const isFirst = asked.by === undefined;
        asked.by = kind;
        if (!isFirst) return;
        grace
          .run(async () => {
            await sleep(GRACE, { summary: 'for an answer of the provider, while something else is due' });
            asked.isCanceled = true;
            scope.cancel();
          })
          .catch(ignoreCancellation);
      };
      try {
        const value = await scope.run(call);
        return { value, preemptedBy: asked.isCanceled ? asked.by : undefined };
      } finally {
        running = undefined;
        grace.cancel();
        if (preemptedBy({ kind: 'hint' })) gaveWayToHint = asked.isCanceled && asked.by === 'hint';
      }
    },
    preempt(preemption) {
      running?.(preemption);
    },
  };
}

function ignoreCancellation(error: unknown): void {
  if (!isCancellation(error)) throw error;
}
