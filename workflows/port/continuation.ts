import {
  allHandlersFinished,
  makeContinueAsNewFunc,
  workflowInfo,
  type WorkflowInfo,
} from '@temporalio/workflow';
import { evolve } from '../../src/domain/lifecycle/evolve';
import { handoverOf, takenOver, type Handover } from '../../src/domain/handover/handover';
import { jsonBytes } from '../../src/domain/facts/json-size';
import { openAttempt } from '../../src/domain/facts/attempts';
import type { Port } from '../../src/domain/model/port';
import { MAX_HANDOVER_BYTES } from '../../src/domain/facts/json-size';
import { risen } from '../behavior';
import type { Check } from './check';
import type { Inbox } from './inbox';

/** What a run hands to the next. */
export interface CarriedPort {
  /** The whole port; an older release handed it over as it was. Absent only in a first run. */
  readonly port?: Handover | Port;
  /** Continue as soon as the history has this many events: tests lower it, the server's advice is in the thousands. */
  readonly eventsPerRun?: number;
}

/** How the next run is started: as `portRequest` (workflows/port/port-request.ts) is, with what this one hands over. */
type NextRun = (input: unknown, carried: CarriedPort) => Promise<unknown>;

/** The end of one run and the beginning of the next. */
export interface Continuation {
  /** The port as the run before handed it over; undefined in a first run. */
  readonly port: Port | undefined;
  /**
   * Continues as new when it is time: then it does not return. Otherwise the port as it is now, which knows whether it
   * has become too large for that.
   */
  continueIfTime(port: Port, inbox: Inbox, check: Check): Promise<Port>;
}

/** A port that was too large is measured again when its history has grown by this many events. */
const MEASURED_EVERY = 500;

/** @param carried - what the run before handed over */
export function openContinuation({ port, ...kept }: CarriedPort = {}): Continuation {
  let measuredFrom = 0;
  return {
    port: port && takenOver(port),
    async continueIfTime(current, inbox, check) {
      const info = workflowInfo();
      const { eventsPerRun = Infinity } = kept;
      const isTime = info.continueAsNewSuggested || info.historyLength >= eventsPerRun;
      if (!isTime || info.historyLength < measuredFrom || !mayContinue(current, inbox, check)) return current;
      // Hints are only noted down: they go along, for a port whose webhooks never stop would never continue.
      const hinted = inbox.takeHints().reduce(evolve, current);
      const bytes = jsonBytes(handoverOf(hinted));
      const isNews = hinted.tooLarge !== undefined || bytes > MAX_HANDOVER_BYTES;
      const measured = isNews ? evolve(hinted, { kind: 'measured', at: Date.now(), bytes }) : hinted;
      if (measured.tooLarge === undefined) await continueWith(measured, kept, info);
      measuredFrom = info.historyLength + MEASURED_EVERY;
      return measured;
    },
  };
}

/**
 * Only between two steps, with nothing under way and nobody waiting for an answer. A submission that waits to be tried
 * again, or searched for, is in the state, so it does not wait in this run: it could wait for weeks (docs/decisions/0029).
 */
function mayContinue(port: Port, inbox: Inbox, check: Check): boolean {
  return (
    port.ending === undefined &&
    !check.isUnderWay(Date.now()) &&
    openAttempt(port)?.state !== 'ready' &&
    !inbox.hasCommands &&
    allHandlersFinished()
  );
}

/**
 * Ends this run and begins the next with the same port. Attributes go along by themselves; a memo that the workflow
 * wrote does not (measured, server 1.31).
 */
async function continueWith(port: Port, carried: CarriedPort, info: WorkflowInfo): Promise<never> {
  const { memo } = info;
  const { requestId, provider, account } = port.request;
  const next = handoverOf({
    ...port,
    behavior: risen(port.behavior),
    mayHaveSubmitted: mayHaveSubmitted(port, info),
  });
  // Of the input, the next run needs nothing; people see by it in the Web UI which port this is.
  const input = { requestId, provider, account };
  return makeContinueAsNewFunc<NextRun>({ ...(memo && { memo }) })(input, {
    ...carried,
    port: next,
  });
}

/** The next run was not made by a reset and looks innocent; what this one has forgotten, it cannot know. */
function mayHaveSubmitted(port: Port, { runId, originalExecutionRunId }: WorkflowInfo): boolean {
  const wasReset = runId !== originalExecutionRunId || port.mayHaveSubmitted === true;
  const { searched } = port;
  const known = new Set(searched?.runId === runId ? searched.numbers : []);
  return wasReset && !port.request.numbers.every(({ phoneNumber }) => known.has(phoneNumber));
}
