import type { PortHandle } from '../../client/port-handle';
import type { PortView, TimelineEntryView } from '../../contract/port-view';
import { MAX_TIMER_MS } from '../../sandbox/server';
import { CliError } from '../failure';
import { portChanges } from '../ports/watch-port';
import { summaryOf, type PortSummary } from '../ports/read-port';
import type { TemporalSession } from '../temporal-session';
import { newEntries } from '../ports/read-port';

/** How often the demo polls its port: a demo day lasts only seconds. */
const POLL_INTERVAL_MS = 300;

/** The sample port lasts ten days. After this many it counts as stuck. */
const TIMEOUT_DAYS = 30;
const TIMEOUT_MS = 120_000;

/** How long the demo waits for the end of its port. */
export function demoTimeoutMs(daySeconds: number): number {
  return Math.min(TIMEOUT_MS + TIMEOUT_DAYS * daySeconds * 1_000, MAX_TIMER_MS);
}

/** A port that has ended. */
export interface EndedPort {
  readonly view: PortView;
  readonly summary: PortSummary;
}

/**
 * Prints a port's timeline as it grows.
 *
 * @returns the ended port; undefined if stopped before
 * @throws CliError `demo_failed` if the port does not end in time
 */
export async function followPort(
  { client }: TemporalSession,
  port: PortHandle,
  options: {
    readonly notify: (entry: TimelineEntryView) => void;
    readonly stopped: AbortSignal;
    readonly timeoutMs: number;
  },
): Promise<EndedPort | undefined> {
  const { notify, stopped, timeoutMs } = options;
  const timedOut = AbortSignal.timeout(timeoutMs);
  const poll = () => summaryOf(client, port.requestId);
  let lastSequence = 0;
  for await (const summary of portChanges({
    poll,
    everyMs: POLL_INTERVAL_MS,
    stopped: AbortSignal.any([stopped, timedOut]),
  })) {
    for (const entry of await newEntries(() => port.timeline(), lastSequence)) {
      notify(entry);
      lastSequence = entry.sequence;
    }
    if (summary.execution === 'COMPLETED') return { view: await port.view(), summary };
    if (summary.execution !== 'RUNNING') {
      await port.result(); // throws the reason of the failure
    }
  }
  if (!timedOut.aborted) return undefined;
  const { phase } = await poll();
  throw new CliError(
    'demo_failed',
    `port ${port.requestId} is still ${phase} after ${Math.round(timeoutMs / 1_000)} s; look at it in the Temporal Web UI`,
    1,
  );
}
