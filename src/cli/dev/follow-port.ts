import type { PortHandle } from '../../client/port-handle';
import type { PortView, TimelineEntryView } from '../../contract/port-view';
import { CliError } from '../failure';
import { portChanges } from '../ports/watch-port';
import { summaryOf, type PortSummary } from '../ports/read-port';
import type { TemporalSession } from '../temporal-session';
import { newEntries } from '../ports/read-port';

/** How often the demo looks: its days last seconds. */
const LOOK_EVERY_MS = 300;

/** A port that has ended. */
export interface EndedPort {
  readonly view: PortView;
  readonly summary: PortSummary;
}

/**
 * Tells a port's life as it happens.
 *
 * @returns how it ended; undefined when it was stopped before
 * @throws CliError `demo_failed` when it does not end in time
 */
export async function followPort(
  { client }: TemporalSession,
  port: PortHandle,
  options: {
    readonly notify: (entry: TimelineEntryView) => void;
    readonly stopped: AbortSignal;
    readonly patienceMs: number;
  },
): Promise<EndedPort | undefined> {
  const { notify, stopped, patienceMs } = options;
  const tooLate = AbortSignal.timeout(patienceMs);
  const look = () => summaryOf(client, port.requestId);
  let told = 0;
  for await (const summary of portChanges({
    look,
    everyMs: LOOK_EVERY_MS,
    stopped: AbortSignal.any([stopped, tooLate]),
  })) {
    for (const entry of await newEntries(() => port.timeline(), told)) {
      notify(entry);
      told = entry.sequence;
    }
    if (summary.execution === 'COMPLETED') return { view: await port.view(), summary };
    if (summary.execution !== 'RUNNING') {
      await port.result(); // says why it failed
    }
  }
  if (!tooLate.aborted) return undefined;
  const { phase } = await look();
  throw new CliError(
    'demo_failed',
    `port ${port.requestId} is still ${phase} after ${Math.round(patienceMs / 1_000)} s; look at it in the Temporal Web UI`,
    1,
  );
}
