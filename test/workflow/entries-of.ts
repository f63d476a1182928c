import type { PortHandle } from '../../src/client/port-handle';
import type { TimelineEntryView } from '../../src/contract/port-view';

/** The timeline entries of a kind that a port shows now. */
export async function entriesOf(port: PortHandle, kind: string): Promise<TimelineEntryView[]> {
  return (await port.timeline()).filter((entry) => entry.kind === kind);
}
