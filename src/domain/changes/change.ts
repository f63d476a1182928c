/**
 * # changes: what an event does to a port
 *
 * Each file here applies one kind of event, or one part that several events share: a read, a submission, a search,
 * the answer to a cancel, a date, a passed answer-by. A change takes a port and returns a port with the new timeline
 * entries. It does not decide what happens next, and it accepts every event at any time, however late.
 *
 * Changes see the model and the facts. Commands and the lifecycle are built on them.
 *
 * The main rule: the provider is believed, and two of its statuses may contradict each other. A read replaces what
 * was known; only a final status that changes waits for a second read (observe.ts). A failed read changes no status
 * (reading.ts).
 */

import type { Attempt } from '../model/attempt';
import type { CommandCause } from '../model/cause';
import type { AskedCommand } from '../model/commands';
import type { Port } from '../model/port';
import type { NewEntry } from '../model/timeline';

/** A command as the cause of an event. */
export function causeOfCommand({ command, by }: AskedCommand): CommandCause {
  return { kind: 'command', command: command.name, ...(by !== undefined && { by }) };
}

/** The port after an event, and the timeline entries to record. */
export interface Change {
  readonly port: Port;
  readonly entries: readonly NewEntry[];
}

/** A change without timeline entries. */
export function withoutEntries(port: Port): Change {
  return { port, entries: [] };
}

/** The port with one attempt replaced. */
export function withAttempt(port: Port, attempt: Attempt): Port {
  return {
    ...port,
    attempts: port.attempts.map((other) => (other.number === attempt.number ? attempt : other)),
  };
}
