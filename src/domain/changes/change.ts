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
 * was known; only a final status that changes waits for a second read (observe-item.ts). A failed read changes no
 * status (reading.ts).
 */

import { openAttempt } from '../facts/items';
import { setOf } from '../facts/lookup';
import type { Attempt } from '../model/attempt';
import type { Cause, CommandCause } from '../model/cause';
import type { AskedCommand } from '../model/commands';
import type { Port, Reading } from '../model/port';
import type { NewEntry } from '../model/timeline';

/** The port after an event, and the timeline entries to record. */
export interface Change {
  readonly port: Port;
  readonly entries: readonly NewEntry[];
  /** What caused the event, if only the port before it knows that. */
  readonly cause?: Cause;
}

/** A change without timeline entries. */
export function withoutEntries(port: Port): Change {
  return { port, entries: [] };
}

/** The port with an attempt as its newest: a new one, or the changed newest one. */
export function withAttempt(port: Port, attempt: Attempt): Port {
  return { ...port, attempts: [...port.attempts.filter(({ number }) => number !== attempt.number), attempt] };
}

/**
 * Withdraws a submission that was certainly not sent and contains one of these numbers. The remaining numbers get a
 * new attempt without them, or with the corrected data.
 */
export function withdrawAttempt(port: Port, numbers: readonly string[]): Port {
  const attempt = openAttempt(port);
  const isPending = attempt?.state === 'ready' || attempt?.state === 'delayed';
  if (!isPending || !attempt.numbers.some((number) => setOf(numbers).has(number))) return port;
  return withAttempt(port, { ...attempt, state: 'withdrawn' });
}

/** An act at the provider needs a read that shows its effect. */
export function wantRead(reading: Reading, command: string): Reading {
  return { ...reading, wanted: reading.wanted ?? { kind: 'command', command } };
}

/** A command as the cause of an event. */
export function causeOfCommand({ command, by }: AskedCommand): CommandCause {
  return { kind: 'command', command: command.name, ...(by !== undefined && { by }) };
}
