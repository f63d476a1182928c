import type { PortEvent } from '../model/events';
import type { Port } from '../model/port';
import type { Instant } from '../model/time';
import { decide, type Has, type Step } from './decide';
import { evolve } from './evolve';

/** A step that needs the world: a call, the passing of time, or the end. */
export type OutwardStep = Extract<
  Step,
  {
    kind:
      | 'recall'
      | 'revise'
      | 'review'
      | 'prepare'
      | 'dates'
      | 'check'
      | 'send'
      | 'find'
      | 'cancel'
      | 'errand'
      | 'read'
      | 'wait'
      | 'done';
  }
>;

/**
 * Takes every step that needs nobody but the port itself, up to the first that does. So nobody outside ever sees a
 * port half-way between two of its own decisions.
 */
export function proceed(port: Port, now: Instant, has: Has): { port: Port; step: OutwardStep } {
  for (let current = port; ;) {
    const step = decide(current, now, has);
    const event = eventOf(step, now);
    if (event === undefined) return { port: current, step: step as OutwardStep };
    current = evolve(current, event);
  }
}

/** What an inward step makes happen; undefined for those that reach outside. */
function eventOf(step: Step, at: Instant): PortEvent | undefined {
  switch (step.kind) {
    case 'judge':
      return { kind: 'judged', at };
    case 'begin':
      return { kind: 'attempt_began', at };
    case 'strike':
      return { kind: 'clock_struck', at };
    case 'end':
      return { kind: 'ended', at, ending: step.ending, cause: step.cause };
    case 'recall':
    case 'revise':
    case 'review':
    case 'prepare':
    case 'check':
    case 'send':
    case 'find':
    case 'cancel':
    case 'errand':
    case 'dates':
    case 'read':
    case 'wait':
    case 'done':
      return undefined;
  }
}
