import type { PortEvent } from '../../src/domain/model/events';
import { HintTimesCollector, hintsOf } from '../../src/domain/facts/hint-times';
import type { Port } from '../../src/domain/model/port';
import type { Instant } from '../../src/domain/model/time';

/**
 * Adds a signal of hints to what waits for the loop. A signal cannot be refused, so nothing in it is relied on: whatever
 * it holds, it is a reason to look. Signals that follow upon each other are one event, and only times of the port's own
 * numbers are kept, so what waits does not grow with what is sent.
 *
 * @param port - undefined while it is being prepared, and before the first step of a run: then any number may be its own
 */
export function withHint(
  events: readonly PortEvent[],
  notification: unknown,
  now: Instant,
  port: Port | undefined,
): PortEvent[] {
  const own = new Set(port?.request.numbers.map(({ phoneNumber }) => phoneNumber));
  const isOwn = (phoneNumber: string) => port === undefined || own.has(phoneNumber);
  const collector = new HintTimesCollector();
  const last = events.at(-1);
  const earlier = last?.kind === 'hinted' ? events.slice(0, -1) : events;
  if (last?.kind === 'hinted')
    for (const [number, at] of Object.entries(last.numbers ?? {})) collector.note(number, at);
  for (const hint of hintsOf(notification)) collector.noteHint(hint, now, isOwn);
  return [...earlier, { kind: 'hinted', at: now, numbers: Object.fromEntries(collector.times) }];
}
