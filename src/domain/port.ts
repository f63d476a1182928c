import type { Capabilities } from './capabilities';
import type { AskedCommand, DecidedCommand } from './commands';
import type { Cause } from './events';
import type { Foc } from './foc';
import type { ItemStatus } from './item-status';
import { once } from './once';
import type { Errand } from './errands';
import type { Ending, NumberOutcome } from './outcome';
import type { Policy } from './policy';
import type { Unprepared } from './preparation';
import type { Rejection } from './reasons';
import { itemsByOrder, setOf } from './lookup';
import type { PortRequest, Schedule } from './request';
import type { ItemSnapshot, MissingField, OrderComment, Portability, ProviderProblem } from './snapshot';
import type { Instant, Milliseconds } from './time';
import type { Timeline } from './timeline';

/**
 * Everything that a port request knows about itself. Phase, attentions and the next wake are computed from it,
 * never stored in it, so that they cannot disagree with it.
 */
export interface Port {
  /** The shape of this state: a newer release can read what an older one carried over. */
  readonly stateVersion: 1;
  readonly request: PortRequest;
  readonly policy: Policy;
  readonly capabilities: Capabilities;
  readonly country?: string;
  readonly createdAt: Instant;
  /** Moves this port's looks away from those of its neighbors, so that a fleet does not read at once. */
  readonly watchOffset: Milliseconds;
  /** The instant of the newest event: the time by which attentions are judged. */
  readonly asOf: Instant;
  /** Somebody, or the request itself, said that the draft may go out. */
  readonly isReleased: boolean;
  readonly missing: readonly MissingField[];
  /** No worker that has the account has seen the port yet: policy and capabilities stand in for the account's. */
  readonly unprepared?: Unprepared;
  /** When it was last asked whether this run has forgotten a submission. */
  readonly recalledAt?: Instant;
  /** Since when people are asked for what is missing; somebody who works on it has more time again. */
  readonly missingSince?: Instant;
  /** What is missing was looked at since the draft last changed. */
  readonly isReviewed: boolean;
  readonly check?: Check;
  /** Calls about the draft that keep failing: to prepare it, to review it, to check it. */
  readonly draftFailure?: Failure;
  /** One per number and resubmission, in the order of the request; a number's current one is not superseded. */
  readonly items: readonly OrderItem[];
  readonly orders: readonly ProviderOrder[];
  readonly attempts: readonly Attempt[];
  /** The newest run in which the provider was searched for orders of ours, and the numbers that were searched for. */
  readonly searched?: { readonly runId: string; readonly numbers: readonly string[] };
  /** Drafts that this run may have sent without knowing it: they are searched for before anything else. */
  readonly forgotten?: readonly string[];
  /** It comes from a run that a reset made and that did not search: it may have sent what it does not know of. */
  readonly mayHaveForgotten?: boolean;
  readonly reading: Reading;
  /** The provider's words that we did not know, each once. */
  readonly unknownWords: readonly string[];
  /** Commands that wait to be decided, the oldest first. */
  readonly asked: readonly AskedCommand[];
  /** The newest decisions, so that the same command id gets the same answer. */
  readonly decided: readonly DecidedCommand[];
  readonly timeline: Timeline;
  /** What the provider is still to be told, oldest first; absent when there is nothing. */
  readonly errands?: readonly Errand[];
  /** When a person last did something for this port: a draft expires only a while after that. */
  readonly actedAt?: Instant;
  /** The expiry of the draft of which people were reminded. */
  readonly remindedFor?: Instant;
  /** More than one run may hand to the next, when it was measured last; absent when it fits. */
  readonly tooLarge?: { readonly since: Instant; readonly bytes: number };
  /** Somebody gave the whole port up; it ends when each number has its outcome. */
  readonly abandoned?: { readonly by?: string };
  readonly ending?: Ending;
}

/** The portability answers that a submission rests on. */
export interface Check {
  readonly at: Instant;
  readonly answers: readonly Portability[];
}

/** One number in one provider order in one attempt. */
export interface OrderItem {
  readonly phoneNumber: string;
  /** 1 for a number's first item, one more for each resubmission of it. */
  readonly attempt: number;
  readonly status: ItemStatus;
  /** When the status, the date or the provider's word last changed, as far as we saw. */
  readonly changedAt: Instant;
  readonly orderRef?: string;
  /** The provider's id of the number inside its order. */
  readonly ref?: string;
  /** The provider's word, as received. */
  readonly word?: string;
  /** When the provider last changed it, by its clock. */
  readonly updatedAt?: Instant;
  readonly foc?: Foc;
  /** How far the cancellation window of the present date has spoken; absent without a date. */
  readonly window?: WindowState;
  readonly rejection?: Rejection;
  /** Since when the provider says that data is missing for it. */
  readonly missingFieldsSince?: Instant;
  /** What the provider gave for a date, where it cannot be read as one. */
  readonly unreadableDate?: string;
  /** Since when its order no longer lists it. */
  readonly unlistedSince?: Instant;
  readonly type?: string;
  readonly country?: string;
  readonly contradiction?: Contradiction;
  /** Somebody here wants the number out, or it is to make room. */
  readonly cancel?: CancelRequest;
  /** When a person last did something about it: the time to answer begins anew from here. */
  readonly answeredAt?: Instant;
  /** There is time to answer until then: a person asked for it, or a reminder came late. */
  readonly extendedUntil?: Instant;
  /** The end of the time to answer of which people were reminded. */
  readonly remindedFor?: Instant;
  /** A newer item took its place. */
  readonly superseded?: Superseded;
  /** Nobody here goes on with the number. */
  readonly givenUp?: GivenUp;
  /** A person said what became of the number. */
  readonly settled?: Verdict;
}

/** A newer item took this one's place; it is canceled at the provider, and its end is waited for. */
export interface Superseded {
  readonly at: Instant;
  /** How it stood then. */
  readonly status: ItemStatus;
  /** The newer one does not wait for it any more: a person said so, or the number moved by one of them. */
  readonly isConfirmed?: true;
  /** When a read showed it alive again. */
  readonly revivedAt?: Instant;
}

/** Nobody goes on with a number: what the provider still has of it is canceled, and the provider's word awaited. */
export interface GivenUp {
  readonly at: Instant;
  readonly because: 'abandoned' | 'answer_by';
  /** What became of the number before; absent: what the provider says in the end. */
  readonly verdict?: NumberOutcome;
}

/** What a person knows to have become of a number, though the provider does not say it. */
export interface Verdict {
  readonly as: NumberOutcome;
  readonly at: Instant;
  /** How the number stood then: what differs from both later contradicts the verdict. */
  readonly status: ItemStatus;
}

/** A cancel that was accepted. `asked`: to be sent. `sent`: the provider took it. `refused`: it did not. */
export interface CancelRequest {
  readonly askedAt: Instant;
  readonly state: 'asked' | 'sent' | 'refused';
  /** When the provider took it first. */
  readonly takenAt?: Instant;
  /** When it took it last, and how often it did: a cancel is sent again while it is not carried out. */
  readonly taken?: { readonly at: Instant; readonly times: number };
  /** The newest failure to send it, or the provider's refusal. */
  readonly failure?: Failure;
  /** The deadline for which it was told that the cancel is not confirmed in time. */
  readonly toldLateFor?: Instant;
}

/** A read that contradicted a final status, and waits for a second one to say the same. */
export interface Contradiction {
  readonly status: ItemStatus;
  /** When it was seen first. */
  readonly at: Instant;
  /** What the newest read showed: believed if it lasts. */
  readonly shown: ItemSnapshot;
}

/** `open`: nothing said yet. `closing`: people were told that it closes. `closed`: the time to cancel is over. */
export type WindowState = 'open' | 'closing' | 'closed';

/** What the provider made of a submission. */
export interface ProviderOrder {
  readonly ref: string;
  /** The provider's word for the order, as received. */
  readonly word: string;
  readonly actionRequired: boolean;
  /** When the provider began to ask for a person. */
  readonly actionRequiredSince?: Instant;
  readonly supportKey?: string;
  readonly supportTicket?: string;
  readonly signatureUrl?: string;
  readonly cancellationReason?: string;
  /** What was written about it at the provider, the newest last. */
  readonly comments?: readonly OrderComment[];
  /** Its words about a refusal, once for all numbers whose rejection says `isTextOfOrder`. */
  readonly rejectionText?: string;
}

/** One submission: what was sent, when, and what came of it. */
export interface Attempt {
  readonly number: number;
  /** `<requestId>/<number>`: computed, so that a crash or a reset does not change it. */
  readonly key: string;
  readonly numbers: readonly string[];
  /** The references of the documents that went with it. */
  readonly documents: readonly string[];
  /** What was in those that were uploaded for this port: SHA-256 in hex. */
  readonly documentDigests: readonly string[];
  /** The date that was wished for. */
  readonly schedule: Schedule;
  readonly state: AttemptState;
  readonly startedAt: Instant;
  readonly sentAt?: Instant;
  readonly orderRefs: readonly string[];
  readonly failure?: Failure;
  /** While the outcome is unknown: how the provider is searched for the order. */
  readonly search?: Search;
}

/**
 * `ready`: to be sent now. `delayed`: it certainly was not sent, and is tried again later. `unknown`: it may have
 * been sent, so the provider is searched before anything else. The others are over: `sent` and `refused` by the
 * provider, `lost` when two searches, or a person, found nothing, `withdrawn` by a command or a newer check before it
 * was sent, `settled` when a person said what became of its numbers.
 */
export type AttemptState =
  'ready' | 'delayed' | 'unknown' | 'sent' | 'refused' | 'lost' | 'withdrawn' | 'settled';

/** The search for an order that may have been made. */
export interface Search {
  /** Searches that found nothing. */
  readonly done: number;
  /** When the next one is due; absent when only a person can go on. */
  readonly nextAt?: Instant;
  /** Searches that keep failing. */
  readonly failure?: Failure;
  /** The provider has an order of that time whose numbers cannot be seen: it may be the one. */
  readonly isUnlisted?: true;
  /** Several orders fitted once: however often nothing is found then, only a person may say that there is none. */
  readonly isAmbiguous?: true;
  /** Numbers that the check called ours already: when no order is found, they are not portable. */
  readonly suspects?: readonly Portability[];
}

/** A provider call that failed, and when it is tried again. */
export interface Failure {
  readonly problem: ProviderProblem;
  /** When it failed first. */
  readonly since: Instant;
  readonly count: number;
  readonly retryAt: Instant;
}

/** How the port looks at its provider. */
export interface Reading {
  /** When the newest look began, successful or not; a submission is a look too. */
  readonly lookedAt?: Instant;
  /** When the newest successful look began. */
  readonly readAt?: Instant;
  /** What the newest successful read showed, so that the next one can answer "unchanged". */
  readonly digest?: string;
  /** Why a read is wanted that has not begun yet. */
  readonly wanted?: Cause;
  /** When the newest hint reached the port. */
  readonly hintedAt?: Instant;
  /** A hint tells of something newer than any read has shown. */
  readonly ahead?: HintAhead;
  /**
   * The orders that could not be read when they were read last, by their references. What is known of them is as old as
   * their newest good read.
   */
  readonly failures?: Readonly<Record<string, Failure>>;
}

/** Hints that are newer than what reads show: the provider's reads lag behind its webhooks. */
export interface HintAhead {
  /** When something happened to a number, by the provider's clock. */
  readonly numbers: Readonly<Record<string, Instant>>;
  /** How many reads have not shown all of it. */
  readonly reads: number;
  /** When to read again; absent until the first read that does not show all of it. */
  readonly rereadAt?: Instant;
}

/** Each number's current item, in the order of the request. */
export function currentItems(port: Port): readonly OrderItem[] {
  return currentOf(port.items);
}

const currentOf = once((items: readonly OrderItem[]): readonly OrderItem[] =>
  items.filter((item) => item.superseded === undefined),
);

/** The numbers whose current items are in an order. */
export function numbersOfOrder(port: Port, orderRef: string): string[] {
  return (itemsByOrder(currentItems(port)).get(orderRef) ?? []).map((item) => item.phoneNumber);
}

/** The attempt that has begun and is not over. */
export function openAttempt(port: Port): Attempt | undefined {
  const newest = port.attempts.at(-1);
  return newest !== undefined && isOpenAttempt(newest) ? newest : undefined;
}

/** Whether something may still come of an attempt. */
export function isOpenAttempt({ state }: Attempt): boolean {
  return state === 'ready' || state === 'delayed' || state === 'unknown';
}

/** The wish with which the newest order went out: another wish later does not move what its dates mean. */
export function sentSchedule({ attempts, request }: Port): Schedule {
  return attempts.findLast(({ state }) => state === 'sent')?.schedule ?? request.schedule;
}

/** The port with one attempt as it is now. */
export function withAttempt(port: Port, attempt: Attempt): Port {
  return {
    ...port,
    attempts: port.attempts.map((other) => (other.number === attempt.number ? attempt : other)),
  };
}

const NONE: readonly string[] = [];

/** Something of this number is, or may be, at the provider: in an order, or in one of which nobody knows. */
export function mayBeAtProvider(port: Port, item: OrderItem): boolean {
  if (item.orderRef !== undefined) return true;
  if (item.status !== 'draft') return false;
  const attempt = openAttempt(port);
  const unknown = attempt?.state === 'unknown' ? attempt.numbers : NONE;
  return setOf(unknown).has(item.phoneNumber) || setOf(port.forgotten ?? NONE).has(item.phoneNumber);
}

/** Nothing of this port can be at a provider, nor is on its way there. */
export function wasNeverSent({ attempts, isReleased }: Port): boolean {
  // A draft that nobody submitted was searched for after a reset, in vain.
  const isSearchOver = (state: AttemptState) => !isReleased && (state === 'lost' || state === 'settled');
  return attempts.every(({ state }) => state === 'withdrawn' || isSearchOver(state));
}
