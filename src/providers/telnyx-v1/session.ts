import type { CallContext } from '../call-context';
import type { TelnyxV1Client } from './client';
import type { RecentDrafts } from './recent-drafts';
import type { StatusLookup } from './statuses';

/** One call on one Telnyx account: what each step of it works with. */
export interface TelnyxSession {
  readonly client: TelnyxV1Client;
  /** The drafts that this process has just made. */
  readonly recentDrafts: RecentDrafts;
  /** IANA zone in which the account's dates are meant, where it has one. */
  readonly accountZone: string | undefined;
  /** How an answer of Telnyx becomes an order of ours. */
  readonly snapshots: SnapshotContext;
  readonly call: CallContext;
}

/** What a snapshot needs beside Telnyx's answer. */
export interface SnapshotContext {
  readonly statusMap: StatusLookup;
  /** The zones of the schedule and of the account. */
  readonly zones?: readonly (string | undefined)[];
  readonly now: number;
}
