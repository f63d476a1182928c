import type { AccountRef } from '../../src/contract/names';
import type { RequestedPolicy } from '../../src/contract/port-request-schema';
import type { Revision } from '../../src/domain/model/commands';
import type { PreparedRequest } from '../../src/domain/lifecycle/begin';
import type { CancelToSend } from '../../src/domain/facts/canceling';
import type { DateFit } from '../../src/domain/model/date-fits';
import type { Task } from '../../src/domain/model/order-action';
import type { CancelAnswer, SearchResult } from '../../src/domain/model/events';
import type { PortRequest, Schedule } from '../../src/domain/model/request';
import type {
  MissingField,
  OrderSnapshot,
  Portability,
  ProviderProblem,
  ReadResult,
  StoredDocument,
} from '../../src/domain/model/snapshot';
import type { AccountPreparation } from './prepare';

/**
 * The activities of a port's workflow. Only this type reaches the workflows; the implementation never enters their
 * bundle.
 */
export interface PortActivities {
  /** Parses and completes a request, and fixes the policy. Fails with `invalid_request`, naming every field. */
  readonly prepare: (input: unknown) => Promise<PreparedRequest>;
  /** The account's part of `prepare`, for a request that a worker without the account prepared. Sends no request. */
  readonly prepareAccount: (input: PrepareAccountInput) => Promise<AccountPreparation>;
  /**
   * Whether this run may repeat a submission that it does not know of: a reset created it, or it began before Temporal's
   * database was restored. Sends no request.
   */
  readonly checkForReset: (input: RunInput) => Promise<boolean>;
  /** Applies a person's patch to a request, and parses the result as at the start. Sends no request. */
  readonly reviseRequest: (input: ReviseInput) => Promise<Revision>;
  /** The missing fields of a changed draft; `null` when this worker does not have the account. Sends no request. */
  readonly reviewDraft: (input: ReviewInput) => Promise<readonly MissingField[] | null>;
  /**
   * Claims the numbers for this port, then asks the provider whether they are portable, and what it still needs. An
   * attempt resumes the previous one.
   */
  readonly checkPortability: (input: CheckInput) => Promise<CheckResult>;
  /**
   * Commits an order. Runs at most once for each attempt. A run that may repeat a submission sends nothing before it has
   * searched the provider: it fails with `workflow_was_reset` or `database_was_restored`, outcome unknown.
   */
  readonly submitOrder: (input: SubmitInput) => Promise<readonly OrderSnapshot[]>;
  /** Searches for the order of an attempt whose outcome is unknown. */
  readonly searchOrder: (input: FindInput) => Promise<FoundOrder>;
  /** Asks the provider to cancel; returns an answer for each number, including refusals. Safe to repeat. */
  readonly cancelOrder: (input: CancelInput) => Promise<readonly CancelAnswer[]>;
  /** Asks whether orders could move on a wanted date, and when they could. */
  readonly fitDates: (input: FitInput) => Promise<readonly DateFit[]>;
  /** Edits, comments on or rates an order. Safe to repeat. */
  readonly runOrderAction: (input: OrderActionInput) => Promise<void>;
  /** Reads orders; `unchanged` when they match the digest. */
  readonly readOrders: (input: ReadInput) => Promise<ReadResult>;
  /**
   * Releases claims of this port, when it has ended or must wait, so that other ports can have the numbers. Safe to
   * repeat.
   *
   * @returns how many numbers were claimed
   */
  readonly releaseNumbers: (input: ReleaseInput) => Promise<number>;
}

export interface PrepareAccountInput extends AccountRef {
  readonly request: PortRequest;
  /** The policy of the request, ISO 8601. */
  readonly policy: RequestedPolicy;
}

export interface CheckInput extends AccountRef {
  readonly request: PortRequest;
  /** The numbers to check. */
  readonly numbers: readonly string[];
  /** The answers of the earlier parts of the check. */
  readonly before?: readonly Portability[];
  /** More numbers follow: only the answers count, and nothing is prepared yet. */
  readonly isPart?: boolean;
}

export interface CheckResult {
  /** One for each checked number. */
  readonly answers: readonly Portability[];
  readonly missing: readonly MissingField[];
  /**
   * The numbers are claimed for this port; with `inFlight`, some are. Absent without `inFlight`: this installation claims
   * no numbers.
   */
  readonly isClaimed?: true;
  /** Other ports have some of the numbers, so nothing was asked or prepared. */
  readonly inFlight?: ProviderProblem;
  /** Documents that the check uploaded. */
  readonly documents?: readonly StoredDocument[];
}

export interface ReleaseInput {
  readonly numbers: readonly string[];
  /** The port goes on, and waits for a number of another port; absent: it has ended. */
  readonly isWaiting?: true;
}

export interface ReviseInput {
  readonly request: PortRequest;
  /** A JSON merge patch (RFC 7396); `numbers` are matched by their phone number. */
  readonly patch: unknown;
}

export interface ReviewInput extends AccountRef {
  readonly request: PortRequest;
}

export interface RunInput {
  /** The runs that know everything they sent: the one that began this history, and one that searched. */
  readonly allowedRuns: readonly string[];
  /** When the port began, epoch milliseconds; absent: a worker of an older release asks. */
  readonly beganAt?: number;
  /** `FoundOrder.restoredAt` of the newest search of all these numbers; absent: there was none. */
  readonly searchedAfter?: number;
}

export interface SubmitInput extends AccountRef, RunInput {
  readonly request: PortRequest;
  readonly attemptKey: string;
  readonly numbers: readonly string[];
}

export interface FindInput extends AccountRef {
  readonly request: PortRequest;
  readonly attemptKey: string;
  readonly numbers: readonly string[];
  /** Orders before this instant are not considered, epoch milliseconds. */
  readonly since: number;
  /** The orders that the port already has: they belong to earlier attempts. */
  readonly ownOrderRefs: readonly string[];
}

export interface FoundOrder {
  readonly found: SearchResult;
  /** The run that searched. */
  readonly runId: string;
  /** The restore of Temporal's database that the search came after, epoch milliseconds. */
  readonly restoredAt?: number;
}

export interface CancelInput extends AccountRef {
  readonly cancel: CancelToSend;
}

export interface FitInput extends AccountRef {
  readonly orderRefs: readonly string[];
  readonly schedule: Schedule;
  /** The country of the numbers, ISO 3166: it determines where the day of a date without a zone begins. */
  readonly country?: string | undefined;
}

export interface OrderActionInput extends AccountRef {
  readonly orderRef: string;
  readonly task: Task;
  /** The data of the order, for an edit. */
  readonly request: PortRequest;
  /** The numbers of the order. */
  readonly numbers: readonly string[];
}

export interface ReadInput extends AccountRef {
  readonly orderRefs: readonly string[];
  /** The digest of the port's state: an equal answer is `unchanged`. */
  readonly digest?: string;
  /** IANA zone of the port's schedule, for dates without a time. */
  readonly timeZone?: string;
}
