import { isGrpcServiceError } from '@temporalio/client';
import { PortingError } from '../../client/porting-error';
import type { PortView } from '../../contract/port-view';
import type { CommandContext } from '../command';
import { timelineLine } from '../render/timeline';
import { humanizeCode } from '../render/format';
import { pause } from '../shutdown';
import { withTemporal, type TemporalSession } from '../temporal-session';
import { failureOfPort, newEntries, summaryOf, viewOf, type PortSummary } from './read-port';

/** Prints what happens to a port until it has ended or the command is stopped. */
export async function watchPort(requestId: string, json: boolean, context: CommandContext): Promise<void> {
  await withTemporal(context.env, (session) => followPort(session, requestId, json, context));
}

/** Like `watchPort`, over an open connection. */
export async function followPort(
  session: TemporalSession,
  requestId: string,
  json: boolean,
  context: CommandContext,
): Promise<void> {
  const { output, stopped } = context;
  const poll = () => summaryOf(session.client, requestId);
  const print = json
    ? changePrinter(session, requestId, context)
    : timelinePrinter(session, requestId, context);
  const onUnreachable = () => output.note('Temporal does not answer; still watching.');
  let lastFailure: string | undefined;
  for await (const summary of portChanges({ poll, stopped, onUnreachable })) {
    try {
      await print(summary);
      lastFailure = undefined;
    } catch (error) {
      const code = error instanceof PortingError ? error.code : '';
      const why = UNSHOWN_REASONS[code]?.(error as PortingError);
      if (why === undefined) throw error;
      if (lastFailure !== code) output.note(why);
      lastFailure = code;
      if (json) output.jsonLine({ at: new Date().toISOString(), ...essentialsOfSummary(summary) });
      else output.note(`${requestId}: ${humanizeCode(summary.phase)}`);
    }
    if (summary.execution !== 'RUNNING' && summary.execution !== 'COMPLETED') {
      throw await failureOfPort(session.porting.get(requestId), new Error(`workflow ${summary.execution}`));
    }
  }
}

/** Why only the phase can be shown for now, by error code. Any other error ends the watch. */
const UNSHOWN_REASONS: Readonly<Partial<Record<string, (error: PortingError) => string>>> = {
  no_worker: () => 'No worker answers, so only its phase is known.',
  no_answer: () => 'The port does not answer, so only its phase is known.',
  port_stuck: ({ message }) => message,
};

type Printer = (summary: PortSummary) => Promise<void>;

/** Prints one line for each timeline entry. */
function timelinePrinter(
  { porting }: TemporalSession,
  requestId: string,
  { output }: CommandContext,
): Printer {
  let lastSequence = 0;
  return async ({ execution, phase }) => {
    for (const entry of await newEntries(() => porting.get(requestId).timeline(), lastSequence)) {
      output.line(timelineLine(entry));
      lastSequence = entry.sequence;
    }
    if (execution === 'COMPLETED') output.line(`${requestId}: ${humanizeCode(phase)}`);
  };
}

/** Prints one object for each state that differs from the previous one. */
function changePrinter(
  { client, porting }: TemporalSession,
  requestId: string,
  { output }: CommandContext,
): Printer {
  let lastState: string | undefined;
  return async () => {
    const change = essentialsOf(await viewOf(client, porting.get(requestId)));
    const state = JSON.stringify(change);
    if (state !== lastState) output.jsonLine({ at: new Date().toISOString(), ...change });
    lastState = state;
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

const POLL_INTERVAL_MS = 1_000;

/** How changes of a port are polled. */
export interface ChangeWatch {
  /** Describes the port: cheap, not billed, and needs no worker. */
  readonly poll: () => Promise<PortSummary>;
  readonly stopped: AbortSignal;
  /** Time between polls. Default: one second. */
  readonly everyMs?: number;
  /** Called once when Temporal does not answer; polling continues. */
  readonly onUnreachable?: () => void;
}

/**
 * Yields the port when its history has grown since the last poll, and once more when it has ended. It does
 * not query the port's state, because a query is billed; the consumer decides that.
 */
export async function* portChanges(watch: ChangeWatch): AsyncGenerator<PortSummary, void, undefined> {
  let lastState: string | undefined;
  while (!watch.stopped.aborted) {
    const summary = await pollPatiently(watch);
    if (summary === undefined) return;
    const state = `${summary.runId} ${summary.historyLength}`;
    if (state !== lastState) yield summary;
    lastState = state;
    if (summary.execution !== 'RUNNING') return;
    await pause(watch.everyMs ?? POLL_INTERVAL_MS, watch.stopped);
  }
}

/**
 * Polls once, and retries while Temporal is unreachable: an outage must not end a watch that lasts for days.
 */
async function pollPatiently({
  poll,
  stopped,
  everyMs,
  onUnreachable,
}: ChangeWatch): Promise<PortSummary | undefined> {
  let wasReported = false;
  while (!stopped.aborted) {
    try {
      return await poll();
    } catch (error) {
      if (!isUnreachable(error)) throw error;
      if (!wasReported) onUnreachable?.();
      wasReported = true;
      await pause(everyMs ?? POLL_INTERVAL_MS, stopped);
    }
  }
  return undefined;
}

/** DEADLINE_EXCEEDED and UNAVAILABLE of gRPC. */
const UNREACHABLE_CODES: readonly number[] = [4, 14];

function isUnreachable(error: unknown): boolean {
  const found = [error, error instanceof Error ? error.cause : undefined].find(isGrpcServiceError);
  return found !== undefined && UNREACHABLE_CODES.includes(found.code);
}
