/**
 * # changes: what an event does to a port
 *
 * Each file here applies one kind of event, or one part of it that several events share: a read, a submission, a search,
 * the answer to a cancel, a date, the end of the time to answer. A change takes a port and returns a port, together with
 * the notes that the timeline is to have of it. It decides nothing about what happens next, and it may be applied at any
 * moment: every event is legal, however late it comes.
 *
 * Changes see the model and the facts. Commands and the lifecycle are built on them.
 *
 * The hard idea is that a provider is believed, and that two of its words may contradict each other. A read replaces what
 * was known; only a final status that is taken back waits for a second read (observe.ts). Nothing is concluded from a
 * read that failed (reading.ts).
 */

import type { Attempt } from '../model/attempt';
import type { CommandCause } from '../model/cause';
import type { AskedCommand } from '../model/commands';
import type { Port } from '../model/port';
import type { NewEntry } from '../model/timeline';

/** A command as the cause of what it makes happen. */
export function causeOfCommand({ command, by }: AskedCommand): CommandCause {
  return { kind: 'command', command: command.name, ...(by !== undefined && { by }) };
}

/** What an event makes of the port, and what is to be told about it. */
export interface Change {
  readonly port: Port;
  readonly entries: readonly NewEntry[];
}

/** A change about which there is nothing to tell. */
export function withoutEntries(port: Port): Change {
  return { port, entries: [] };
}

/** The port with one attempt as it is now. */
export function withAttempt(port: Port, attempt: Attempt): Port {
  return {
    ...port,
    attempts: port.attempts.map((other) => (other.number === attempt.number ? attempt : other)),
  };
}
