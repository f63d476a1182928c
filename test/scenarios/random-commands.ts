import { DAY, HOUR, MINUTE, SECOND, type Instant } from '../../src/domain/model/time';
import { BEGIN, type TimedCommand } from './simulator';
import { random } from './random';

/** The days of the sandbox's scripts on which something closes or opens. */
const LAST_DAY = 16;

/** Commands at random moments: up to three commands, some of them repeated with the same id. */
export function randomCommands(seed: number): TimedCommand[] {
  const chance = random(seed ^ 0x5bd1e995);
  const below = (limit: number) => Math.floor(chance() * limit);
  const said: TimedCommand[] = [];
  const count = 1 + below(3);
  for (let index = 0; index < count; index++) {
    const at = Math.max(BEGIN, momentFrom(chance));
    const kind = chance();
    const command =
      kind < 0.7
        ? ({ name: 'cancel' } as const)
        : kind < 0.9
          ? ({ name: 'refresh' } as const)
          : ({ name: 'changeDate', schedule: { date: '2026-04-20' } } as const);
    const id = `${command.name}-${String(index)}`;
    said.push({ at, id, command });
    if (chance() < 0.3) said.push({ at: at + below(2 * DAY), id, command });
  }
  return said.sort((a, b) => a.at - b.at);
}

/** Any time; or while the order is on its way; or within seconds of a moment at which the rules change. */
function momentFrom(chance: () => number): Instant {
  const kind = chance();
  if (kind < 0.15) return BEGIN + Math.floor(chance() * 30 * MINUTE);
  if (kind < 0.2) return BEGIN + Math.floor(chance() * 4 * SECOND);
  if (kind < 0.45) {
    const day = BEGIN + Math.floor(chance() * LAST_DAY) * DAY;
    return day + Math.floor((chance() * 20 - 10) * SECOND);
  }
  if (kind < 0.6) return BEGIN + Math.floor(chance() * LAST_DAY) * DAY + Math.floor((chance() - 0.5) * HOUR);
  return BEGIN + Math.floor(chance() * LAST_DAY * DAY);
}
