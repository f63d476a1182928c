import type { Port } from './port';
import type { Note } from './timeline';

/** What an event makes of the port, and what is to be told about it. */
export interface Change {
  readonly port: Port;
  readonly notes: readonly Note[];
}

/** A change about which there is nothing to tell. */
export function quietly(port: Port): Change {
  return { port, notes: [] };
}
