import { type Change, withAttempt, withoutEntries } from '../changes/change';
import { openAttempt } from '../facts/items';
import type { AskedCommand } from '../model/commands';
import type { OrderItem } from '../model/item';
import type { Port, Reading } from '../model/port';
import type { Instant } from '../model/time';
import type { CommandRule } from './rule';

export const REFRESH: CommandRule<'refresh'> = {
  prerequisite: (_port, asked) => (asked.isPolled ? undefined : { kind: 'poll' }),
  decide: (port) => ({ accepted: port.request.numbers.map((number) => number.phoneNumber), refused: [] }),
  apply: tryAgainNow,
};

/** Retries everything now: a person has fixed the problem and does not want to wait. */
function tryAgainNow(port: Port, { at, isPolled }: AskedCommand): Change {
  // A poll for this command that failed has its own retry.
  const reading = isPolled ? port.reading : withReadsNow(port.reading, at);
  const { draftFailure } = port;
  const draft = draftFailure && { draftFailure: { ...draftFailure, retryAt: at } };
  const items = port.items.map((item) => withCancelNow(item, at));
  return withoutEntries(attemptNow({ ...port, items, reading, ...draft }, at));
}

function withReadsNow(reading: Reading, at: Instant): Reading {
  const { failures } = reading;
  if (failures === undefined) return reading;
  const now = Object.entries(failures).map(([ref, failure]) => [ref, { ...failure, retryAt: at }] as const);
  return { ...reading, failures: Object.fromEntries(now) };
}

/** An accepted cancel that could not be sent is retried too: its deadline is fixed. */
function withCancelNow(item: OrderItem, at: Instant): OrderItem {
  const { cancel } = item;
  if (cancel?.state !== 'asked' || cancel.failure === undefined) return item;
  return { ...item, cancel: { ...cancel, failure: { ...cancel.failure, retryAt: at } } };
}

function attemptNow(port: Port, at: Instant): Port {
  const attempt = openAttempt(port);
  if (attempt?.state === 'delayed' && attempt.failure !== undefined) {
    return withAttempt(port, { ...attempt, failure: { ...attempt.failure, retryAt: at } });
  }
  if (attempt?.search === undefined) return port;
  const { search } = attempt;
  // The wait before a search gives the provider time to show the order; only retries after it are moved up.
  const isStuck = search.nextAt === undefined || search.failure !== undefined;
  return isStuck ? withAttempt(port, { ...attempt, search: { ...search, nextAt: at } }) : port;
}
