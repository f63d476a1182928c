import { allHandlersFinished, CancellationScope, condition } from '@temporalio/workflow';
import { portOutcome } from '../../src/contract/view';
import type { PortOutcome } from '../../src/contract/port-view';
import { evolve } from '../../src/domain/lifecycle/evolve';
import { proceed } from '../../src/domain/lifecycle/proceed';
import type { Port } from '../../src/domain/model/port';
import { openContinuation, type CarriedPort } from './continuation';
import { openAnnouncer } from './announce';
import { requireSupported } from '../behavior';
import { openCheck } from './check';
import { openInbox } from './inbox';
import { executeStep } from './execute-step';
import { prepareAndBegin } from './prepare';
import { publishState } from './publish-state';
import { releaseClaims } from './release-claims';
import { workflowTime } from '../clock';

/**
 * One port request from start to end, for days or weeks. `src/domain/lifecycle/decide.ts` decides what happens next;
 * this function makes the decisions durable.
 *
 * @param input - a port request (contract/port-request-schema.ts); in a later run only its ids
 * @param carried - the state of the previous run, after continue-as-new; only this workflow sets it
 */
export async function portRequest(input: unknown, carried?: CarriedPort): Promise<PortOutcome> {
  let port: Port | undefined; // first: a buffered message runs its handler on registration
  const inbox = openInbox(() => port, CancellationScope.current()); // every handler, before the first await
  const check = openCheck();
  // Temporal's own cancel must not interrupt an order halfway: the port continues by its own rules.
  return CancellationScope.nonCancellable(async () => {
    const continuation = openContinuation(carried);
    const announce = openAnnouncer(continuation.port?.timeline.nextSequence);
    let current = continuation.port ?? (await prepareAndBegin(input).catch(inbox.refuse));
    requireSupported(current.behavior);
    for (;;) {
      const next = proceed(inbox.takeAll().reduce(evolve, current), workflowTime());
      port = current = next.port;
      publishState(current);
      announce(current);
      if (next.step.kind === 'done') break;
      const events =
        next.step.kind === 'wait'
          ? await inbox.until(next.step)
          : await executeStep(next.step, current, inbox, check);
      current = events.reduce(evolve, current);
      current = await continuation.continueIfTime(current, inbox, check);
    }
    await condition(allHandlersFinished); // the last callers get their answers
    await releaseClaims(current, check.mayHaveClaims());
    return portOutcome(current);
  });
}
