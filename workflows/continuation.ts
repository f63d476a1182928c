import { allHandlersFinished, makeContinueAsNewFunc, type WorkflowInfo } from '@temporalio/workflow';
import { openAttempt, type Port } from '../src/domain/port';
import type { Inbox } from './inbox';
import type { portRequest } from './port-request';

/** What a run hands to the next: the whole port. Its `stateVersion` says which shape it has. */
export interface CarriedPort {
  readonly port: Port;
}

/** Only between two steps, with nothing in flight and nobody waiting, so that nothing can be lost on the way. */
export function isTimeToContinue(port: Port, inbox: Inbox, info: WorkflowInfo): boolean {
  return (
    info.continueAsNewSuggested &&
    port.ending === undefined &&
    openAttempt(port) === undefined &&
    inbox.isEmpty &&
    allHandlersFinished()
  );
}

/** Ends this run and begins the next with the same port. Memo and attributes go along by themselves. */
export async function continueWith(input: unknown, port: Port): Promise<never> {
  return makeContinueAsNewFunc<typeof portRequest>()(input, { port });
}
