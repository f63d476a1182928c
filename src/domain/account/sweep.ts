import { HOUR, type Instant, type Milliseconds, MINUTE } from '../model/time';
import type { AccountPolicy, ProviderAccount, Sweep, SweepFindings, SweepReport } from './model';

/** The delay before a failed pass is repeated; never longer than the sweep interval. */
const AGAIN_AFTER: Milliseconds = 10 * MINUTE;

/**
 * The maximum delay while no worker serves the account; the delay doubles up to this. A pass itself waits for a
 * worker for a while.
 */
const UNSERVED_AGAIN_AFTER: Milliseconds = 2 * HOUR;

/** Sets the sweep interval. The first pass begins at once, the others at the account's own instants. */
export function withSweepInterval(
  account: ProviderAccount,
  every: Milliseconds,
  now: Instant,
): ProviderAccount {
  const { sweep } = account;
  if (sweep?.every === every) return account;
  const nextAt = sweep === undefined ? now : Math.min(sweep.nextAt, now + every);
  return { ...account, sweep: { ...sweep, every, nextAt } };
}

/** Stops the sweeps of an account. */
export function withoutSweep({ sweep: _, ...account }: ProviderAccount): ProviderAccount {
  return account;
}

export function isSweepDue({ sweep }: ProviderAccount, now: Instant): boolean {
  return sweep !== undefined && sweep.nextAt <= now;
}

/** Applies a completed pass. */
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
    ...counted(
      'missingOrderCount',
      findings.missingOrderCount ?? findings.missingOrders.length,
      missingOrders,
    ),
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
 * Applies a failed pass. The findings of the previous pass stay.
 *
 * @param isUnserved - no worker of the account ran it
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

function counted(name: 'orphanCount' | 'missingOrderCount', count: number, named: readonly unknown[]) {
  return count > named.length ? { [name]: count } : {};
}

/**
 * The next of the account's own instants, at least half an interval ahead. Every account has the same interval and an
 * offset from its name, so that many accounts that were set up together do not sweep together.
 */
function nextInstant({ provider, account }: ProviderAccount, every: Milliseconds, from: Instant): Instant {
  const offset = digest(`${provider}/${account}`) % every;
  const earliest = from + every / 2;
  return Math.ceil((earliest - offset) / every) * every + offset;
}

/** A hash of a name, below 2^32 (FNV-1a). */
function digest(name: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < name.length; at++) hash = Math.imul(hash ^ name.charCodeAt(at), 0x01000193) >>> 0;
  return hash;
}
