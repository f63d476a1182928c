import { CancellationScope, isCancellation, sleep } from '@temporalio/workflow';
import type { Command } from '../../src/domain/model/port-commands';
import { SECOND, type Milliseconds } from '../../src/domain/model/time';
import { workflowTime } from '../clock';

/** An event that should not wait for a slow provider. */
export type Preemption =
  | { readonly kind: 'clock' }
  | { readonly kind: 'command'; readonly command: Command }
  /** A hint came. */
  | { readonly kind: 'hint' };

/** How long a running call may still answer: a provider that answers at all answers in this time. */
const GRACE = '5 seconds';

/**
 * A read younger than this is recent enough for a hint, and mostly ends before: a grace timer for each webhook would
 * cost an action.
 */
const YOUNG: Milliseconds = 10 * SECOND;

/** Slow providers do not block commands: a call that is only being retried is preempted. */
export interface Preemptions {
  /**
   * Runs one call. A preemption cancels it some seconds later; the call options define what that means for a running
   * attempt (call-options.ts). A hint does not preempt a call that was made again after a hint preempted it, because
   * a slow provider could then never answer.
   *
   * @param preemptedBy - which preemptions cancel the call
   * @returns the result of the call, and what preempted it: a command or a clock, if there was one
   */
  run<T>(
    call: () => Promise<T>,
    preemptedBy: (preemption: Preemption) => boolean,
  ): Promise<{ readonly value: T; readonly preemptedBy: Preemption['kind'] | undefined }>;
  preempt(preemption: Preemption): void;
}

export function openPreemptions(): Preemptions {
  let running: ((preemption: Preemption) => void) | undefined;
  let preemptedByHint = false;
  return {
    async run(call, preemptedBy) {
      const scope = new CancellationScope({ cancellable: true, parent: CancellationScope.current() });
      const grace = new CancellationScope({ cancellable: true, parent: CancellationScope.current() });
      const startedAt = workflowTime();
      const asked: { by?: Preemption['kind']; isCanceled: boolean } = { isCanceled: false };
      running = (preemption) => {
        if (!preemptedBy(preemption)) return;
        const { kind } = preemption;
        if (
          kind === 'hint' &&
          (preemptedByHint || asked.by !== undefined || workflowTime() < startedAt + YOUNG)
        )
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
        if (preemptedBy({ kind: 'hint' })) preemptedByHint = asked.isCanceled && asked.by === 'hint';
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
