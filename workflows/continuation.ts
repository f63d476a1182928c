import { allHandlersFinished, makeContinueAsNewFunc, type WorkflowInfo } from '@temporalio/workflow';
import { decisionsToCarry } from '../src/domain/commands';
import { openAttempt, type Port } from '../src/domain/port';
import type { Inbox } from './inbox';
import type { portRequest } from './port-request';

/** What a run hands to the next. */
export interface CarriedPort {
  /** The whole port; its `stateVersion` says which shape it has. Absent only in a first run. */
  readonly port?: Port;
  /** Continue as soon as the history has this many events: tests lower it, the server's advice is in the thousands. */
  readonly eventsPerRun?: number;
}

/** Only between two steps, with nothing in flight and nobody waiting, so that nothing can be lost on the way. */
export function isTimeToContinue(
  port: Port,
  inbox: Inbox,
  info: WorkflowInfo,
  { eventsPerRun = Infinity }: CarriedPort = {},
): boolean {
  return (
    (info.continueAsNewSuggested || info.historyLength >= eventsPerRun) &&
    port.ending === undefined &&
    openAttempt(port) === undefined &&
    inbox.isEmpty &&
    allHandlersFinished()
  );
}

/**
 * Ends this run and begins the next with the same port. Attributes go along by themselves; a memo that the workflow
 * wrote does not (measured, server 1.31).
 */
export async function continueWith(
  input: unknown,
  carried: CarriedPort & { readonly port: Port },
  info: WorkflowInfo,
): Promise<never> {
  const { memo } = info;
  const port = {
    ...carried.port,
    decided: decisionsToCarry(carried.port.decided),
    mayHaveForgotten: mayHaveForgotten(carried.port, info),
  };
  return makeContinueAsNewFunc<typeof portRequest>({ ...(memo && { memo }) })(input, { ...carried, port });
}

/** The next run was not made by a reset and looks innocent; what this one has forgotten, it cannot know. */
function mayHaveForgotten(port: Port, { runId, originalExecutionRunId }: WorkflowInfo): boolean {
  const wasReset = runId !== originalExecutionRunId || port.mayHaveForgotten === true;
  const { searched } = port;
  const hasSearched = port.request.numbers.every(
    ({ phoneNumber }) => searched?.runId === runId && searched.numbers.includes(phoneNumber),
  );
  return wasReset && !hasSearched;
}
