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
  ReadResult,
  StoredDocument,
} from '../../src/domain/model/snapshot';
import type { AccountPreparation } from './prepare';

/**
 * What a port's workflow asks of the outside. Only this type reaches the workflows; the code behind it never enters
 * their bundle.
 */
export interface PortActivities {
  /** Parses and completes a request, and fixes the policy. Fails with `invalid_request`, naming every field. */
  readonly prepare: (input: unknown) => Promise<PreparedRequest>;
  /** The account's part of `prepare`, where the worker that took the request lacked the account. Talks to nobody. */
  readonly prepareAccount: (input: PrepareAccountInput) => Promise<AccountPreparation>;
  /** Whether this run was made by a reset, so that it may have sent what it does not know of. Talks to nobody. */
  readonly checkForReset: (input: RunInput) => Promise<boolean>;
  /** Applies a person's patch to a request, and parses the result as at the start. Talks to nobody. */
  readonly reviseRequest: (input: ReviseInput) => Promise<Revision>;
  /** Says what a changed draft lacks; `null` when this worker does not have the account. Talks to nobody. */
  readonly reviewDraft: (input: ReviewInput) => Promise<readonly MissingField[] | null>;
  /**
   * Asks the provider whether the numbers can be moved, and what it would still need. An attempt goes on where the one
   * before it ended.
   */
  readonly checkPortability: (input: CheckInput) => Promise<CheckResult>;
  /**
   * Commits an order. Runs at most once for each attempt. In a run that was made by a reset nothing is sent before the
   * provider was searched in that run: `workflow_was_reset`, whose outcome is unknown.
   */
  readonly submitOrder: (input: SubmitInput) => Promise<readonly OrderSnapshot[]>;
  /** Looks for the order of an attempt whose outcome is unknown. */
  readonly searchOrder: (input: FindInput) => Promise<FoundOrder>;
  /** Asks the provider to cancel; the answer for each number, its refusals included. Safe to repeat. */
  readonly cancelOrder: (input: CancelInput) => Promise<readonly CancelAnswer[]>;
  /** Asks whether orders could move on a wanted date, and when they could. */
  readonly fitDates: (input: FitInput) => Promise<readonly DateFit[]>;
  /** Tells the provider something about an order. Safe to repeat. */
  readonly runOrderAction: (input: OrderActionInput) => Promise<void>;
  /** Reads orders; `unchanged` when they are as the digest says. */
  readonly readOrders: (input: ReadInput) => Promise<ReadResult>;
}

export interface PrepareAccountInput extends AccountRef {
  readonly request: PortRequest;
  /** What the request asks for, ISO 8601. */
  readonly policy: RequestedPolicy;
}

export interface CheckInput extends AccountRef {
  readonly request: PortRequest;
  /** The numbers to ask about. */
  readonly numbers: readonly string[];
  /** The answers for the other numbers of the check, which parts before this one have heard. */
  readonly before?: readonly Portability[];
  /** More numbers follow: only the answers count, and nothing is prepared yet. */
  readonly isPart?: boolean;
}

export interface CheckResult {
  /** One for each number that was asked about. */
  readonly answers: readonly Portability[];
  readonly missing: readonly MissingField[];
  /** Documents that were uploaded on the way. */
  readonly documents?: readonly StoredDocument[];
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
  /** The runs that know all that they sent: the one that began this history, and one that searched before. */
  readonly allowedRuns: readonly string[];
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
  /** No order made before this instant can be it, epoch milliseconds. */
  readonly since: number;
  /** The orders that the port has already: an earlier attempt of the same numbers is not this one. */
  readonly ownOrderRefs: readonly string[];
}

export interface FoundOrder {
  readonly found: SearchResult;
  /** The run that searched. */
  readonly runId: string;
}

export interface CancelInput extends AccountRef {
  readonly cancel: CancelToSend;
}

export interface FitInput extends AccountRef {
  readonly orderRefs: readonly string[];
  readonly schedule: Schedule;
  /** Of the numbers, ISO 3166: where the day begins of a date without a zone. */
  readonly country?: string | undefined;
}

export interface OrderActionInput extends AccountRef {
  readonly orderRef: string;
  readonly task: Task;
  /** What the order is to say, with an edit. */
  readonly request: PortRequest;
  /** The numbers of the order. */
  readonly numbers: readonly string[];
}

export interface ReadInput extends AccountRef {
  readonly orderRefs: readonly string[];
  /** What the port knows already: an equal answer is `unchanged`. */
  readonly digest?: string;
  /** IANA zone of the port's schedule, for dates without a time. */
  readonly timeZone?: string;
}
