import type { PortEvent } from '../../src/domain/model/events';
import { HintTimesCollector, hintsOf } from '../../src/domain/facts/hint-times';
import type { Port } from '../../src/domain/model/port';
import type { Instant } from '../../src/domain/model/time';

/**
 * Adds a signal of hints to the pending events. A signal cannot be refused and is not trusted: whatever its content,
 * it is a reason to read. Consecutive signals become one event, and only times of the port's own numbers are kept, so
 * the pending events do not grow with the signals.
 *
 * @param port - undefined while it is being prepared, and before the first step of a run: then any number may be its
 * own
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
    for (const [number, at] of Object.entries(last.numbers ?? {})) collector.add(number, at);
  for (const hint of hintsOf(notification)) collector.addHint(hint, now, isOwn);
  return [...earlier, { kind: 'hinted', at: now, numbers: Object.fromEntries(collector.times) }];
}
