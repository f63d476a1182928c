import type { DecidedCommand } from '../../../src/domain/model/commands';
import type { Command } from '../../../src/domain/model/port-commands';
import type { PortEvent } from '../../../src/domain/model/events';
import { evolve } from '../../../src/domain/lifecycle/evolve';
import type { Port } from '../../../src/domain/model/port';
import type { Instant } from '../../../src/domain/model/time';
import { commanded } from './port-events';
import { proceedOrThrow, termsGiven } from './port-under-test';
import { revisionOf, type Call, type Patch } from './model';

/** The event of a call where all goes well and no poll shows anything new. */
export function quietAnswer(call: Call, port: Port, at: Instant): PortEvent {
  switch (call.kind) {
    case 'check_reset':
      return { kind: 'reset_checked', at, mayHaveSubmitted: false };
    case 'revise':
      return { kind: 'revised', at, revision: revisionOf(port.request, call.patch as Patch) };
    case 'prepare':
      return { kind: 'account_prepared', at, terms: termsGiven({ missing: port.missing }) };
    case 'review':
      return { kind: 'reviewed', at, missing: port.missing };
    case 'check':
      return {
        kind: 'checked',
        at,
        answers: call.numbers.map((phoneNumber) => ({ phoneNumber, portable: true })),
        missing: port.missing,
      };
    case 'submit': {
      const { number, numbers } = call.attempt;
      const items = numbers.map((phoneNumber) => ({
        phoneNumber,
        providerStatus: 'in_review',
        status: 'in_review' as const,
      }));
      return {
        kind: 'submitted',
        at,
        orders: [{ ref: `quiet ${String(number)}`, providerStatus: 'w', actionRequired: false, items }],
      };
    }
    case 'search':
      return { kind: 'searched', at, found: { kind: 'absent' }, runId: 'run' };
    case 'cancel': {
      const { orderRef, numbers } = call.cancel;
      return {
        kind: 'cancel_answered',
        at,
        orderRef,
        results: numbers.map(({ phoneNumber }) => ({ phoneNumber })),
      };
    }
    case 'fit_dates': {
      const fits = call.orderRefs.map((orderRef) => ({ orderRef, isPossible: true, allowed: [] }));
      return { kind: 'dates_fitted', at, dates: { ok: true, fits } };
    }
    case 'order_action':
      return { kind: 'order_action_answered', at, id: call.action.id };
    case 'read':
      return {
        kind: 'read',
        at,
        startedAt: at,
        orderRefs: call.orderRefs,
        cause: call.cause,
        result: { kind: 'unchanged' },
      };
  }
}

/** A port that makes more calls than this at one instant loops. */
const MAX_CALLS = 60;

/** What is decided about a command that is given at an instant, in a quiet model. */
export function decidedNow(port: Port, at: Instant, command: Command): DecidedCommand {
  const id = 'given at once';
  let current = evolve(port, commanded(at, command, { id }));
  for (let calls = 0; calls < MAX_CALLS; calls++) {
    const decided = current.recentDecisions.find((each) => each.id === id);
    if (decided !== undefined) return decided;
    const next = proceedOrThrow(current, at);
    const { step } = next;
    if (next.port.recentDecisions.some((each) => each.id === id)) current = next.port;
    else if (step.kind === 'wait' || step.kind === 'done')
      throw new Error(`${command.name} is never decided.`);
    else current = evolve(next.port, quietAnswer(step, next.port, at));
  }
  throw new Error(`The port asked ${String(MAX_CALLS)} times and has not decided ${command.name}.`);
}
