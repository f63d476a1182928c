/**
 * # lifecycle: the loop of a port
 *
 * `decide` returns the next step of a port at an instant: decide a command, notify, cancel, submit, read, wait, end.
 * The workflow executes an outward step, and `evolve` applies its result. `proceed` takes every inward step up to the
 * first outward one, so that no intermediate state is ever published. clocks.ts has every instant at which something
 * is due; the earliest is the port's one timer.
 *
 * This folder sees every other folder but the handover, and only the workflow calls it. It is workflow code: the same
 * port and the same instant must give the same step for as long as any history is replayed
 * (docs/changing-running-ports.md).
 *
 * The main rule: nothing is scheduled. After every event all clocks are computed again from the state, so a clock
 * without a reason disappears by itself.
 */

import type { PortEvent } from '../model/events';
import type { Port } from '../model/port';
import type { Instant } from '../model/time';
import { decide, type Step } from './decide';
import { evolve } from './evolve';

/** A step that needs a call, the passing of time, or the end of the workflow. */
export type OutwardStep = Extract<
  Step,
  {
    kind:
      | 'check_reset'
      | 'revise'
      | 'review'
      | 'prepare'
      | 'fit_dates'
      | 'check'
      | 'submit'
      | 'search'
      | 'cancel'
      | 'order_action'
      | 'read'
      | 'wait'
      | 'done';
  }
>;

/**
 * Takes every inward step, up to the first outward one. So the outside never sees a port between two of its own
 * decisions.
 */
export function proceed(port: Port, now: Instant): { port: Port; step: OutwardStep } {
  for (let current = port; ;) {
    const step = decide(current, now);
    const event = eventOf(step, now);
    if (event === undefined) return { port: current, step: step as OutwardStep };
    current = evolve(current, event);
  }
}

/** The event of an inward step; undefined for outward steps. */
function eventOf(step: Step, at: Instant): PortEvent | undefined {
  switch (step.kind) {
    case 'decide_command':
      return { kind: 'command_decided', at };
    case 'begin_attempt':
      return { kind: 'attempt_began', at };
    case 'fire_timer':
      return { kind: 'timer_fired', at };
    case 'end':
      return { kind: 'ended', at, ending: step.ending, cause: step.cause };
    case 'check_reset':
    case 'revise':
    case 'review':
    case 'prepare':
    case 'check':
    case 'submit':
    case 'search':
    case 'cancel':
    case 'order_action':
    case 'fit_dates':
    case 'read':
    case 'wait':
    case 'done':
      return undefined;
  }
}
