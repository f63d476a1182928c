import { HOUR, type Instant, type Milliseconds, MINUTE } from '../model/time';
import type { AccountPolicy, ProviderAccount, Sweep, SweepFindings, SweepReport } from './model';

/** A pass that failed is made again after this time, or after the usual one where that is shorter. */
const AGAIN_AFTER: Milliseconds = 10 * MINUTE;

/** Where no worker serves the account, the time doubles up to this. A pass waits for a worker for a while itself. */
const UNSERVED_AGAIN_AFTER: Milliseconds = 2 * HOUR;

/** Somebody says how often the account is swept; the first pass begins at once, the others at the account's own instants. */
export function sweptEvery(account: ProviderAccount, every: Milliseconds, now: Instant): ProviderAccount {
  const { sweep } = account;
  if (sweep?.every === every) return account;
  const nextAt = sweep === undefined ? now : Math.min(sweep.nextAt, now + every);
  return { ...account, sweep: { ...sweep, every, nextAt } };
}

/** Nobody wants it swept any more. */
export function unswept({ sweep: _, ...account }: ProviderAccount): ProviderAccount {
  return account;
}

export function isSweepDue({ sweep }: ProviderAccount, now: Instant): boolean {
  return sweep !== undefined && sweep.nextAt <= now;
}

/** A pass came to its end. */
export function swept(
  account: ProviderAccount,
  { seen, unclaimed, ...findings }: SweepFindings & Pick<Sweep, 'unclaimed'> & { readonly seen: string },
  startedAt: Instant,
  now: Instant,
  { mostReported }: AccountPolicy,
): ProviderAccount {
  if (account.sweep === undefined) return account;
  const { failure: _, unclaimed: __, ...sweep } = account.sweep;
  const orphans = findings.orphans.slice(0, mostReported);
  const missingOrders = findings.missingOrders.slice(0, mostReported);
  const counts = {
    ...counted('orphanCount', findings.orphanCount ?? findings.orphans.length, orphans),
    ...counted('vanishedCount', findings.missingOrderCount ?? findings.missingOrders.length, missingOrders),
  };
  const last: SweepReport = {
    ...findings,
    ...counts,
    orphans,
    missingOrders,
    startedAt,
    endedAt: now,
  };
  const known = { seen, ...(unclaimed !== undefined && { unclaimed }) };
  const nextAt = Math.max(now, nextInstant(account, sweep.every, startedAt));
  return { ...account, sweep: { ...sweep, ...known, last, nextAt } };
}

/**
 * A pass could not be made to its end. What the pass before found stays known.
 *
 * @param isUnserved - no worker of the account took it
 */
export function sweepFailed(
  account: ProviderAccount,
  message: string,
  now: Instant,
  isUnserved = false,
): ProviderAccount {
  const { sweep } = account;
  if (sweep === undefined) return account;
  const unserved = isUnserved ? (sweep.failure?.unserved ?? 0) + 1 : 0;
  const failure = { since: sweep.failure?.since ?? now, message, ...(isUnserved && { unserved }) };
  const wait = isUnserved
    ? Math.min(AGAIN_AFTER * 2 ** Math.min(unserved - 1, 10), UNSERVED_AGAIN_AFTER)
    : Math.min(sweep.every, AGAIN_AFTER);
  return { ...account, sweep: { ...sweep, failure, nextAt: now + wait } };
}

function counted(name: 'orphanCount' | 'vanishedCount', count: number, named: readonly unknown[]) {
  return count > named.length ? { [name]: count } : {};
}

/**
 * The next of the account's own instants, half an interval ahead at least. They are the same distance apart for every
 * account and begin at a place that its name gives: many accounts that were set up together do not ask together.
 */
function nextInstant({ provider, account }: ProviderAccount, every: Milliseconds, from: Instant): Instant {
  const offset = digest(`${provider}/${account}`) % every;
  const earliest = from + every / 2;
  return Math.ceil((earliest - offset) / every) * every + offset;
}

/** A number that a name always gives, below 2^32 (FNV-1a). */
function digest(name: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < name.length; at++) hash = Math.imul(hash ^ name.charCodeAt(at), 0x01000193) >>> 0;
  return hash;
}
