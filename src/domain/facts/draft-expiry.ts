import type { Port } from '../model/port';
import { DAY, type Instant, type Milliseconds } from '../model/time';
import { wasNeverSent } from './attempts';
import { currentItems } from './items';
import { isHeldByNotPortable } from './submission';

/**
 * When a draft ends that was never sent; undefined while nothing is asked of a person. The time runs from the last thing
 * that a person did, or from when they were asked, and a draft that waits to be submitted by hand does not end before the
 * date that it is wished for.
 */
export function draftExpiresAt(port: Port): Instant | undefined {
  if (!wasNeverSent(port) || !isPersonAwaited(port)) return undefined;
  const { actedAt = port.createdAt, missingSince = port.createdAt, policy } = port;
  const since = Math.max(port.createdAt, actedAt, missingSince, ...heldSince(port));
  const extended = currentItems(port).flatMap(({ extendedUntil }) => extendedUntil ?? []);
  const wished = port.isSubmitApproved ? undefined : endOfWishedDay(port);
  return Math.max(since + policy.draftExpiry, wished ?? 0, ...extended);
}

/** Something is missing, or the draft waits for `submit`, or for a decision about numbers that cannot be moved. */
function isPersonAwaited(port: Port): boolean {
  return !port.isSubmitApproved || port.missing.length > 0 || isHeldByNotPortable(port);
}

/** Since when numbers that cannot be moved hold the others. */
function heldSince(port: Port): Instant[] {
  return currentItems(port).flatMap(({ status, changedAt }) =>
    status === 'not_portable' ? [changedAt] : [],
  );
}

/** The day that is wished for is over everywhere on earth. */
function endOfWishedDay({ request }: Port): Instant | undefined {
  const day = Date.parse(`${request.schedule.date}T00:00:00Z`);
  return Number.isNaN(day) ? undefined : day + 2 * DAY;
}

/** When people are reminded that the draft expires; undefined when they have been, or need not be. */
export function draftReminderAt(port: Port): Instant | undefined {
  const expiresAt = draftExpiresAt(port);
  return expiresAt === port.remindedFor ? undefined : remindAt(port, expiresAt, port.policy.draftExpiry);
}

/** When people are reminded of an end. Where the whole time is no longer than that, the attention is the reminder. */
export function remindAt(
  { policy: { remindBefore } }: Port,
  end: Instant | undefined,
  whole: Milliseconds,
): Instant | undefined {
  return end === undefined || whole <= remindBefore ? undefined : end - remindBefore;
}
