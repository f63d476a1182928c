import { PortingError } from '../client/porting-error';
import type { TimelineEntryView } from '../contract/port-view';

/** Entries that came after the one with this sequence. A port that was refused has none to tell. */
export async function newEntries(
  ask: () => Promise<TimelineEntryView[]>,
  told: number,
): Promise<TimelineEntryView[]> {
  try {
    return (await ask()).filter(({ sequence }) => sequence > told);
  } catch (error) {
    if (error instanceof PortingError && error.code === 'port_failed') return [];
    throw error;
  }
}
