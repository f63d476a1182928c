import { allHandlersFinished, CancellationScope, condition } from '@temporalio/workflow';
import { portOutcome } from '../../src/contract/view';
import type { PortOutcome } from '../../src/contract/port-view';
import { evolve } from '../../src/domain/lifecycle/evolve';
import { proceed } from '../../src/domain/lifecycle/proceed';
import type { Port } from '../../src/domain/model/port';
import { openContinuation, type CarriedPort } from './continuation';
import { openAnnouncer } from './announce';
import { requireKnown } from '../behavior';
import { openCheck } from './check';
import { openInbox } from './inbox';
import { executeStep } from './execute-step';
import { prepareAndBegin } from './prepare';
import { publishState } from './publish-state';

/**
 * One port request, from its first instant to its last: for days or weeks. What happens next is decided in
 * `src/domain/lifecycle/decide.ts`; this makes the decisions durable.
 *
 * @param input - a port request (contract/port-request-schema.ts); in a later run only what names it
 * @param carried - the state of the run before, after continue-as-new; nobody else gives it
 */
export async function portRequest(input: unknown, carried?: CarriedPort): Promise<PortOutcome> {
  let port: Port | undefined; // first: a message may be waiting, and its handler runs as it is registered
  const inbox = openInbox(() => port, CancellationScope.current()); // every handler, before the first await
  const check = openCheck();
  // Temporal's own cancel must not tear a half-made order apart: the port goes on by its own rules.
  return CancellationScope.nonCancellable(async () => {
    const continuation = openContinuation(carried);
    const announce = openAnnouncer(continuation.port?.timeline.nextSequence);
    let current = continuation.port ?? (await prepareAndBegin(input).catch(inbox.refuse));
    requireKnown(current.behavior);
    for (;;) {
      const next = proceed(inbox.takeAll().reduce(evolve, current), Date.now());
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
    await condition(allHandlersFinished); // whoever asked last hears the answer
    return portOutcome(current);
  });
}
