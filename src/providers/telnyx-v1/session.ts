import type { CallContext } from '../call-context';
import type { TelnyxV1Client } from './client';
import type { RecentDrafts } from './recent-drafts';
import type { StatusLookup } from './statuses';

/** The context of one call on one Telnyx account. */
export interface TelnyxSession {
  readonly client: TelnyxV1Client;
  /** The drafts that this process has just created. */
  readonly recentDrafts: RecentDrafts;
  /** The IANA zone of the account's dates, if configured. */
  readonly accountZone: string | undefined;
  /** The context in which Telnyx's answers become order snapshots. */
  readonly snapshots: SnapshotContext;
  readonly call: CallContext;
}

/** The context of a snapshot. */
export interface SnapshotContext {
  readonly statusMap: StatusLookup;
  /** The zones of the schedule and of the account. */
  readonly zones?: readonly (string | undefined)[];
  readonly now: number;
}
