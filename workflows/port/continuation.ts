import {
  allHandlersFinished,
  makeContinueAsNewFunc,
  workflowInfo,
  type WorkflowInfo,
} from '@temporalio/workflow';
import { evolve } from '../../src/domain/lifecycle/evolve';
import { handoverOf, takenOver, type Handover } from '../../src/domain/handover/handover';
import { jsonBytes, MAX_HANDOVER_BYTES } from '../../src/domain/facts/json-size';
import { openAttempt } from '../../src/domain/facts/items';
import type { Port } from '../../src/domain/model/port';
import { nextBehavior } from '../behavior';
import type { Check } from './check';
import type { Inbox } from './inbox';
import { workflowTime } from '../clock';

/** The state that a run hands to the next. */
export interface CarriedPort {
  /** The whole port; an older release handed it over unpacked. Absent only in a first run. */
  readonly port?: Handover | Port;
  /**
   * Continue as new as soon as the history has this many events. Tests lower it; the server's suggestion comes after
   * thousands.
   */
  readonly eventsPerRun?: number;
}

/** The signature of the next run: `portRequest` (workflows/port/port-request.ts) with the handover. */
type NextRun = (input: unknown, carried: CarriedPort) => Promise<unknown>;

/** The transition from one run to the next. */
export interface Continuation {
  /** The port of the previous run; undefined in a first run. */
  readonly port: Port | undefined;
  /**
   * Continues as new if it is time, and then does not return. Otherwise returns the current port, which records
   * whether it is too large for that.
   */
  continueIfTime(port: Port, inbox: Inbox, check: Check): Promise<Port>;
}

/** A port that was too large is measured again after this many more history events. */
const MEASURED_EVERY = 500;

/** @param carried - the handover of the previous run */
export function openContinuation({ port, ...kept }: CarriedPort = {}): Continuation {
  let measuredFrom = 0;
  return {
    port: port && takenOver(port),
    async continueIfTime(current, inbox, check) {
      const info = workflowInfo();
      const { eventsPerRun = Infinity } = kept;
      const isTime = info.continueAsNewSuggested || info.historyLength >= eventsPerRun;
      if (!isTime || info.historyLength < measuredFrom || !mayContinue(current, inbox, check)) return current;
      // Pending hints are part of the handover: otherwise a port with constant webhooks would never continue.
      const hinted = inbox.takeHints().reduce(evolve, current);
      const bytes = jsonBytes(handoverOf(hinted));
      const isMeasured = hinted.tooLarge !== undefined || bytes > MAX_HANDOVER_BYTES;
      const measured = isMeasured ? evolve(hinted, { kind: 'measured', at: workflowTime(), bytes }) : hinted;
      if (measured.tooLarge === undefined) await continueWith(measured, kept, check, info);
      measuredFrom = info.historyLength + MEASURED_EVERY;
      return measured;
    },
  };
}

/**
 * Only between two steps, without a running call and without a caller that waits for an answer. A delayed or unknown
 * submission is part of the state, so it does not keep this run open: it could do so for weeks (docs/decisions/0029).
 */
function mayContinue(port: Port, inbox: Inbox, check: Check): boolean {
  return (
    port.ending === undefined &&
    !check.isUnderWay(workflowTime()) &&
    openAttempt(port)?.state !== 'ready' &&
    !inbox.hasCommands &&
    allHandlersFinished()
  );
}

/**
 * Ends this run and begins the next with the same port. Temporal carries search attributes over, but not a memo that
 * the workflow wrote (measured, server 1.31).
 */
async function continueWith(
  port: Port,
  carried: CarriedPort,
  check: Check,
  info: WorkflowInfo,
): Promise<never> {
  const { memo } = info;
  const { requestId, provider, account } = port.request;
  const next = handoverOf({
    ...port,
    behavior: nextBehavior(port.behavior),
    mayHaveSubmitted: mayHaveSubmitted(port, info),
    // The check of this run knows of claims that no event has told of.
    ...(check.mayHaveClaims() && { hasClaims: true as const }),
  });
  // The next run needs nothing of the input; it shows people in the Web UI which port this is.
  const input = { requestId, provider, account };
  return makeContinueAsNewFunc<NextRun>({ ...(memo && { memo }) })(input, {
    ...carried,
    port: next,
  });
}

/** A reset does not create the next run, so its run ids show no reset; this flag hands the doubt over. */
function mayHaveSubmitted(port: Port, { runId, originalExecutionRunId }: WorkflowInfo): boolean {
  const wasReset = runId !== originalExecutionRunId || port.mayHaveSubmitted === true;
  const { searched } = port;
  const known = new Set(searched?.runId === runId ? searched.numbers : []);
  return wasReset && !port.request.numbers.every(({ phoneNumber }) => known.has(phoneNumber));
}
