/**
 * # lifecycle: the loop of a port
 *
 * `decide` looks at a port and an instant and says the next step: judge a command, tell what is due, cancel, submit, read,
 * wait, end. A step that needs the world is carried out by the workflow, and `evolve` applies what came of it. `proceed`
 * takes every step that needs nothing from outside, up to the first that does, so that no half-made decision is ever shown.
 * clocks.ts holds every instant at which something is due; the earliest is the port's one timer.
 *
 * The room sees every other room but the handover, and the workflow calls it alone. It is workflow code: the same port and
 * the same instant must give the same step for as long as any history is replayed (docs/changing-running-ports.md).
 *
 * The hard idea is that nothing is scheduled. There is no plan to keep in step with the port: after every event all clocks
 * are computed anew from what is known, so a clock that lost its reason is gone by itself.
 */

import type { PortEvent } from '../model/events';
import type { Port } from '../model/port';
import type { Instant } from '../model/time';
import { decide, type Step } from './decide';
import { evolve } from './evolve';

/** A step that needs the world: a call, the passing of time, or the end. */
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
 * Takes every step that needs nobody but the port itself, up to the first that does. So nobody outside ever sees a
 * port half-way between two of its own decisions.
 */
export function proceed(port: Port, now: Instant): { port: Port; step: OutwardStep } {
  for (let current = port; ;) {
    const step = decide(current, now);
    const event = eventOf(step, now);
    if (event === undefined) return { port: current, step: step as OutwardStep };
    current = evolve(current, event);
  }
}

/** What an inward step makes happen; undefined for those that reach outside. */
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
