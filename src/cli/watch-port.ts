import { PortingError } from '../client/porting-error';
import type { PortView } from '../contract/port-view';
import type { CommandContext } from './command-context';
import { portChanges } from './port-changes';
import { summaryOf, type PortSummary } from './port-summary';
import { failureOfPort, viewOf } from './port-view-of';
import { words } from './render/instants';
import { storyLine } from './render/story';
import { withTemporal, type TemporalSession } from './temporal-session';
import { newEntries } from './timeline-entries';

/** Tells what happens to a port until it has ended, or somebody has seen enough. */
export async function watchPort(requestId: string, json: boolean, context: CommandContext): Promise<void> {
  await withTemporal(context.env, (session) => followPort(session, requestId, json, context));
}

/** As `watchPort`, over a connection that is open already. */
export async function followPort(
  session: TemporalSession,
  requestId: string,
  json: boolean,
  context: CommandContext,
): Promise<void> {
  const { output, stopped } = context;
  const look = () => summaryOf(session.client, requestId);
  const print = json ? changePrinter(session, requestId, context) : storyPrinter(session, requestId, context);
  const onUnreachable = () => output.note('Temporal does not answer; still watching.');
  let unshown: string | undefined;
  for await (const summary of portChanges({ look, stopped, onUnreachable })) {
    try {
      await print(summary);
      unshown = undefined;
    } catch (error) {
      const code = error instanceof PortingError ? error.code : '';
      const why = WHY_UNSHOWN[code]?.(error as PortingError);
      if (why === undefined) throw error;
      if (unshown !== code) output.note(why);
      unshown = code;
      if (json) output.jsonLine({ at: new Date().toISOString(), ...essentialsOfSummary(summary) });
      else output.note(`${requestId}: ${words(summary.phase)}`);
    }
    if (summary.execution !== 'RUNNING' && summary.execution !== 'COMPLETED') {
      throw await failureOfPort(session.porting.get(requestId), new Error(`workflow ${summary.execution}`));
    }
  }
}

/** Why only the phase of a port can be told for now, by the code of the failure; of others there is nothing to watch. */
const WHY_UNSHOWN: Readonly<Partial<Record<string, (error: PortingError) => string>>> = {
  no_worker: () => 'No worker answers, so only its phase is known.',
  no_answer: () => 'The port does not answer, so only its phase is known.',
  port_stuck: ({ message }) => message,
};

type Printer = (summary: PortSummary) => Promise<void>;

/** One line for each entry of the timeline. */
function storyPrinter({ porting }: TemporalSession, requestId: string, { output }: CommandContext): Printer {
  let told = 0;
  return async ({ execution, phase }) => {
    for (const entry of await newEntries(() => porting.get(requestId).timeline(), told)) {
      output.line(storyLine(entry));
      told = entry.sequence;
    }
    if (execution === 'COMPLETED') output.line(`${requestId}: ${words(phase)}`);
  };
}

/** One object for each state that differs from the one before. */
function changePrinter(
  { client, porting }: TemporalSession,
  requestId: string,
  { output }: CommandContext,
): Printer {
  let before: string | undefined;
  return async () => {
    const change = essentialsOf(await viewOf(client, porting.get(requestId)));
    const present = JSON.stringify(change);
    if (present !== before) output.jsonLine({ at: new Date().toISOString(), ...change });
    before = present;
  };
}

function essentialsOf(view: PortView) {
  const { requestId, phase, attentions, numbers, orders, focAt, cancelBy, outcome } = view;
  return {
    requestId,
    phase,
    actionRequired: attentions.length > 0,
    attentions: attentions.map(({ cause }) => cause),
    numbers: numbers.map(({ phoneNumber, status, foc, cancelBy: by, rejection, outcome: end }) => ({
      phoneNumber,
      status,
      ...(foc !== undefined && { foc }),
      ...(by !== undefined && { cancelBy: by }),
      ...(rejection !== undefined && { rejection }),
      ...(end !== undefined && { outcome: end }),
    })),
    orders: orders.map(({ ref, status }) => ({ ref, status })),
    ...(focAt !== undefined && { focAt }),
    ...(cancelBy !== undefined && { cancelBy }),
    ...(outcome !== undefined && { outcome }),
  };
}

function essentialsOfSummary(summary: PortSummary) {
  const { requestId, phase, actionRequired, attentions, focAt, cancelBy } = summary;
  return {
    requestId,
    phase,
    actionRequired,
    attentions,
    ...(focAt !== undefined && { focAt }),
    ...(cancelBy !== undefined && { cancelBy }),
  };
}
