import type { PortEvent } from '../../src/domain/model/events';
import type { ProviderProblem } from '../../src/domain/model/snapshot';
import { SECOND, type Instant } from '../../src/domain/model/time';
import type { AroundCall, CallStep } from '../scenarios/simulator';
import type { Fault } from './fault';

/** How the workflow learns of an activity that failed in all its attempts, for a reason of Portkeeper's own. */
const FAILED: ProviderProblem = {
  code: 'internal_error',
  message: 'The call failed inside Portkeeper: a drill',
  outcome: 'unknown',
};

/** The same of a submission whose worker died: its time runs out. */
const TIMED_OUT: ProviderProblem = {
  code: 'provider_timeout',
  message: 'The call was not answered in time; the provider may have carried it out.',
  outcome: 'unknown',
};

/** After this time Temporal gives the call of a dead worker to another one (workflows/port/call-options.ts). */
const HEARTBEAT_TIMEOUT = 30 * SECOND;
/** After this time it takes a submission for failed. */
const SUBMIT_TIMEOUT = 60 * SECOND;
/** Before the next attempt. */
const BACKOFF = SECOND;

/**
 * Counts the calls of a run, and lets some of them meet a fault. Never two in a row of one kind: a call that fails every
 * time is no fault but the end of all progress.
 */
export class SimulatedFaults {
  /** The kind of each call that was made, in order. */
  readonly calls: CallStep['kind'][] = [];
  injected = 0;
  /** The kinds whose newest call met the fault. */
  readonly #disturbed = new Set<CallStep['kind']>();

  /** @param isChosen - whether the call of this index meets the fault */
  constructor(
    private readonly fault: Fault,
    private readonly isChosen: (index: number) => boolean,
  ) {}

  readonly around: AroundCall = async (step, call, time) => {
    const index = this.calls.push(step.kind) - 1;
    const isDue = this.isChosen(index) && canMeet(this.fault, step.kind);
    if (this.#disturbed.delete(step.kind) || !isDue) return call();
    this.#disturbed.add(step.kind);
    this.injected += 1;
    const startedAt = time.now();
    switch (this.fault) {
      case 'twice':
        await call();
        return call();
      case 'failed-before':
        return failureOf(step, FAILED, startedAt) ?? this.#repeated(BACKOFF, call, time);
      case 'failed-after':
        await call();
        return failureOf(step, FAILED, startedAt) ?? this.#repeated(BACKOFF, call, time);
      case 'killed-after':
        await call();
        if (step.kind !== 'submit') return this.#repeated(HEARTBEAT_TIMEOUT, call, time);
        time.pass(SUBMIT_TIMEOUT);
        return { kind: 'submission_failed', at: startedAt, problem: TIMED_OUT };
    }
  };

  #repeated(after: number, ...[call, time]: [Parameters<AroundCall>[1], Parameters<AroundCall>[2]]) {
    time.pass(after);
    return call();
  }
}

/** A submission is made once. */
export function canMeet(fault: Fault, kind: CallStep['kind']): boolean {
  return fault !== 'twice' || kind !== 'submit';
}

/**
 * The event of a call that failed in all its attempts, as workflows/port/execute-step.ts makes it; undefined: Temporal
 * repeats the call until it succeeds.
 */
function failureOf(step: CallStep, problem: ProviderProblem, startedAt: Instant): PortEvent | undefined {
  const at = startedAt;
  switch (step.kind) {
    case 'check_reset':
    case 'revise':
      return undefined;
    case 'prepare':
    case 'review':
    case 'check':
      return { kind: 'call_failed', at, startedAt, call: step.kind, problem };
    case 'search':
      return { kind: 'search_failed', at, startedAt, problem };
    case 'submit':
      return { kind: 'submission_failed', at, problem };
    case 'cancel': {
      const { orderRef, numbers } = step.cancel;
      const results = numbers.map(({ phoneNumber }) => ({ phoneNumber, problem }));
      return { kind: 'cancel_answered', at, orderRef, results };
    }
    case 'order_action':
      return { kind: 'order_action_answered', at, id: step.action.id, problem };
    case 'fit_dates':
      return { kind: 'dates_fitted', at, dates: { ok: false, problem } };
    case 'read':
      return { kind: 'read_failed', at, startedAt, orderRefs: step.orderRefs, problem };
  }
}
