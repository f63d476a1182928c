import { MINUTE, type Instant, type Milliseconds } from '../time';
import type { AccountPolicy, ProviderAccount } from './account';

/** How an account goes through all orders of its provider, to find what no webhook told. */
export interface Sweep {
  /** From the beginning of one pass to the beginning of the next. */
  readonly every: Milliseconds;
  readonly nextAt: Instant;
  /** What the passes before have seen of each order, packed by the activity that makes them. */
  readonly seen?: string;
  /** The newest pass that came to its end. */
  readonly last?: SweepReport;
  /** Passes that keep failing: since when, and why. */
  readonly failure?: { readonly since: Instant; readonly message: string };
}

/** What one pass found. */
export interface SweepFindings {
  /** Calls to the provider. */
  readonly pages: number;
  readonly orders: number;
  /** Orders that differ from what the pass before saw, and new ones. */
  readonly changed: number;
  /** Ports that were told to look. */
  readonly told: number;
  /** Orders that live at the provider and that no open port holds; of very many, the first. */
  readonly orphans: readonly string[];
  /** Orders of open ports that the provider does not list any more; of very many, the first. */
  readonly vanished: readonly VanishedOrder[];
}

export interface VanishedOrder {
  readonly orderRef: string;
  readonly requestId: string;
}

export interface SweepReport extends SweepFindings {
  readonly startedAt: Instant;
  readonly endedAt: Instant;
}

/** A pass that failed is made again after this time, or after the usual one where that is shorter. */
const AGAIN_AFTER: Milliseconds = 10 * MINUTE;

/** Somebody says how often the account is swept; the first pass begins at once. */
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
  { seen, ...findings }: SweepFindings & { readonly seen: string },
  startedAt: Instant,
  now: Instant,
  { mostReported }: AccountPolicy,
): ProviderAccount {
  if (account.sweep === undefined) return account;
  const { failure: _, ...sweep } = account.sweep;
  const orphans = findings.orphans.slice(0, mostReported);
  const vanished = findings.vanished.slice(0, mostReported);
  const last: SweepReport = { ...findings, orphans, vanished, startedAt, endedAt: now };
  return { ...account, sweep: { ...sweep, seen, last, nextAt: Math.max(now, startedAt + sweep.every) } };
}

/** A pass could not be made to its end. What the pass before found stays known. */
export function sweepFailed(account: ProviderAccount, message: string, now: Instant): ProviderAccount {
  const { sweep } = account;
  if (sweep === undefined) return account;
  const failure = { since: sweep.failure?.since ?? now, message };
  return { ...account, sweep: { ...sweep, failure, nextAt: now + Math.min(sweep.every, AGAIN_AFTER) } };
}
