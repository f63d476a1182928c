import type { Port } from '../model/port';
import { DAY, type Instant, type Milliseconds } from '../model/time';
import { wasNeverSent } from './attempts';
import { currentItems } from './items';
import { isHeldByNotPortable } from './submission';

/**
 * When a draft that was never sent expires; undefined while no person is asked for anything. The time runs from the
 * last action of a person, or from the moment they were asked. A draft that waits for a manual submit does not expire
 * before its wanted date.
 */
export function draftExpiresAt(port: Port): Instant | undefined {
  if (!wasNeverSent(port) || !isPersonAwaited(port)) return undefined;
  const { actedAt = port.createdAt, missingSince = port.createdAt, policy } = port;
  const since = Math.max(port.createdAt, actedAt, missingSince, ...heldSince(port));
  const extended = currentItems(port).flatMap(({ extendedUntil }) => extendedUntil ?? []);
  const wantedDayEnd = port.isSubmitApproved ? undefined : endOfWantedDay(port);
  return Math.max(since + policy.draftExpiry, wantedDayEnd ?? 0, ...extended);
}

/** Something is missing, the draft waits for `submit`, or numbers that are not portable need a decision. */
function isPersonAwaited(port: Port): boolean {
  return !port.isSubmitApproved || port.missing.length > 0 || isHeldByNotPortable(port);
}

/** Since when numbers that are not portable hold the others. */
function heldSince(port: Port): Instant[] {
  return currentItems(port).flatMap(({ status, changedAt }) =>
    status === 'not_portable' ? [changedAt] : [],
  );
}

/** The end of the wanted day in every time zone. */
function endOfWantedDay({ request }: Port): Instant | undefined {
  const day = Date.parse(`${request.schedule.date}T00:00:00Z`);
  return Number.isNaN(day) ? undefined : day + 2 * DAY;
}

/** When the reminder about the draft's expiry is due; undefined when it was sent, or when none is needed. */
export function draftReminderAt(port: Port): Instant | undefined {
  const expiresAt = draftExpiresAt(port);
  return expiresAt === port.remindedFor ? undefined : remindAt(port, expiresAt, port.policy.draftExpiry);
}

/**
 * When a reminder before an end is due. None if the whole time is no longer than `remindBefore`: the attention is the
 * reminder then.
 */
export function remindAt(
  { policy: { remindBefore } }: Port,
  end: Instant | undefined,
  whole: Milliseconds,
): Instant | undefined {
  return end === undefined || whole <= remindBefore ? undefined : end - remindBefore;
}
