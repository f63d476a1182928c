import { isGrpcServiceError } from '@temporalio/client';
import type { PortSummary } from './port-summary';
import { pause } from './stop-signals';

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
