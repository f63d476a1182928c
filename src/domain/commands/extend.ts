import { unknownNumber } from '../facts/canceling';
import { answerByOf, draftExpiresAt } from '../facts/ending';
import { currentItems, isCurrent } from '../facts/items';
import type { AskedCommand, Decision, Refusal } from '../model/commands';
import type { OrderItem } from '../model/item';
import type { Port } from '../model/port';
import { DAY, HOUR, type Instant, type Milliseconds, MINUTE, SECOND, toRfc3339 } from '../model/time';
import type { CommandRule } from './rule';

/** The longest extension: a port must not wait for years. */
const MAX_EXTENSION = 366 * DAY;

export const EXTEND: CommandRule<'extend'> = {
  decide: decideExtend,
  apply: (port, asked, accepted) => {
    const { command } = asked;
    const until = extendedUntil(asked);
    if (until === undefined) return { port, entries: [] };
    const chosen = new Set(accepted);
    const items = port.items.map((item) =>
      chosen.has(item.phoneNumber) && isCurrent(item) ? { ...item, extendedUntil: until } : item,
    );
    const data = {
      until,
      ...(command.reason !== undefined && { reason: command.reason }),
    };
    return { port: { ...port, items }, entries: [{ kind: 'extended', numbers: accepted, data }] };
  },
};

function decideExtend(port: Port, asked: AskedCommand<'extend'>): Decision {
  const until = extendedUntil(asked);
  const rangeRefusal = until === undefined ? undefined : outOfRange(until, asked.at);
  if (rangeRefusal !== undefined) return { accepted: [], refused: [rangeRefusal] };
  const items = new Map(currentItems(port).map((item) => [item.phoneNumber, item]));
  const waiting = [...items.values()].filter((item) => endOf(port, item) !== undefined);
  const wanted = asked.command.numbers ?? waiting.map(({ phoneNumber }) => phoneNumber);
  const accepted: string[] = [];
  const refused: Refusal[] = wanted.length === 0 ? [nothingAwaited()] : [];
  for (const number of new Set(wanted)) {
    const item = items.get(number);
    const refusal = item === undefined ? unknownNumber(number) : refusalOf(port, item, until);
    if (refusal === undefined) accepted.push(number);
    else refused.push(refusal);
  }
  return { accepted, refused };
}

/** When a number is given up without an answer, or ends with its draft. */
function endOf(port: Port, item: OrderItem): Instant | undefined {
  return answerByOf(port, item) ?? (item.status === 'draft' ? draftExpiresAt(port) : undefined);
}

function refusalOf(port: Port, item: OrderItem, until: Instant | undefined): Refusal | undefined {
  const end = endOf(port, item);
  if (end === undefined) return { ...nothingAwaited(), number: item.phoneNumber };
  if (until === undefined || until > end) return undefined;
  return {
    number: item.phoneNumber,
    code: 'not_later',
    message: `${item.phoneNumber} has time until ${toRfc3339(end)} already; name a later moment.`,
    allowed: ['extend'],
  };
}

function nothingAwaited(): Refusal {
  const message = 'No answer is awaited here, so there is no time to extend.';
  return { code: 'no_answer_awaited', message, allowed: ['refresh'] };
}

function outOfRange(until: Instant, at: Instant): Refusal | undefined {
  if (until > at && until <= at + MAX_EXTENSION) return undefined;
  const message = `Name a moment between now and ${toRfc3339(at + MAX_EXTENSION)}.`;
  return { code: 'out_of_range', message, allowed: ['extend'] };
}

/** The instant of the command; undefined for input that the validator would refuse. */
function extendedUntil({ at, command }: AskedCommand<'extend'>): Instant | undefined {
  if (command.until !== undefined) {
    const instant = Date.parse(command.until);
    return Number.isNaN(instant) ? undefined : instant;
  }
  const length = command.for === undefined ? undefined : durationOf(command.for);
  return length === undefined ? undefined : at + length;
}

const DURATION = /^P(?:(\d{1,6})W)?(?:(\d{1,6})D)?(?:T(?:(\d{1,6})H)?(?:(\d{1,6})M)?(?:(\d{1,6})S)?)?$/;

/** Parses an ISO 8601 duration of weeks, days, hours, minutes and seconds; undefined if invalid or empty. */
export function durationOf(text: string): Milliseconds | undefined {
  const found = DURATION.exec(text);
  if (found === null) return undefined;
  const [weeks, days, hours, minutes, seconds] = found
    .slice(1)
    .map((part: string | undefined) => Number(part ?? 0));
  const length =
    (weeks ?? 0) * 7 * DAY +
    (days ?? 0) * DAY +
    (hours ?? 0) * HOUR +
    (minutes ?? 0) * MINUTE +
    (seconds ?? 0) * SECOND;
  return length > 0 ? length : undefined;
}
