import { isGrpcServiceError } from '@temporalio/client';
import { PortingError } from '../../client/porting-error';
import type { PortView } from '../../contract/port-view';
import type { CommandContext } from '../command';
import { storyLine } from '../render/story';
import { humanizeCode } from '../render/words';
import { pause } from '../shutdown';
import { withTemporal, type TemporalSession } from '../temporal-session';
import { failureOfPort, newEntries, summaryOf, viewOf, type PortSummary } from './read-port';

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
      else output.note(`${requestId}: ${humanizeCode(summary.phase)}`);
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
    if (execution === 'COMPLETED') output.line(`${requestId}: ${humanizeCode(phase)}`);
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

const LOOK_EVERY_MS = 1_000;

/** How changes are looked for. */
export interface ChangeWatch {
  /** Describes the port: cheap, not billed, and needs no worker. */
  readonly look: () => Promise<PortSummary>;
  readonly stopped: AbortSignal;
  /** How long between looks. Default: a second. */
  readonly everyMs?: number;
  /** Called once when Temporal does not answer; looking goes on. */
  readonly onUnreachable?: () => void;
}

/**
 * Yields the port when its history has grown since the last time, and a last time when it has ended. Asking for its
 * state is left to whoever reads this: that is a query, which is billed.
 */
export async function* portChanges(watch: ChangeWatch): AsyncGenerator<PortSummary, void, undefined> {
  let seen: string | undefined;
  while (!watch.stopped.aborted) {
    const summary = await patiently(watch);
    if (summary === undefined) return;
    const present = `${summary.runId} ${summary.historyLength}`;
    if (present !== seen) yield summary;
    seen = present;
    if (summary.execution !== 'RUNNING') return;
    await pause(watch.everyMs ?? LOOK_EVERY_MS, watch.stopped);
  }
}

/** A Temporal that is away for a while must not end a watch that lasts for days. */
async function patiently({
  look,
  stopped,
  everyMs,
  onUnreachable,
}: ChangeWatch): Promise<PortSummary | undefined> {
  let hasTold = false;
  while (!stopped.aborted) {
    try {
      return await look();
    } catch (error) {
      if (!isUnreachable(error)) throw error;
      if (!hasTold) onUnreachable?.();
      hasTold = true;
      await pause(everyMs ?? LOOK_EVERY_MS, stopped);
    }
  }
  return undefined;
}

/** DEADLINE_EXCEEDED and UNAVAILABLE of gRPC. */
const AWAY: readonly number[] = [4, 14];

function isUnreachable(error: unknown): boolean {
  const found = [error, error instanceof Error ? error.cause : undefined].find(isGrpcServiceError);
  return found !== undefined && AWAY.includes(found.code);
}
