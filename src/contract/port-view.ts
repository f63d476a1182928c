import type { AttentionCause } from '../domain/model/attention';
import type { ItemStatus } from '../domain/model/status';
import type { Phase } from '../domain/model/port';
import type { NumberEnd, NumberOutcome } from '../domain/model/outcome';
import type { AttemptState } from '../domain/model/attempt';
import type { Schedule } from '../domain/model/request';
import type { Rejection } from '../domain/model/reasons';
import type { MissingField, ProviderProblem } from '../domain/model/snapshot';

/** The view of a port for people and services. Instants are RFC 3339 in UTC. Never contains a PIN. */
export interface PortView {
  /** Your id of the port. */
  readonly requestId: string;
  /** The provider that the numbers move to. */
  readonly provider: string;
  /** The account at the provider, by its name in the configuration. */
  readonly account: string;
  /** From the request. */
  readonly tenant?: string;
  /** From the request. */
  readonly reference?: string;
  /** The phase of the port as a whole. */
  readonly phase: Phase;
  /** The outcome of every number, once the port has ended. */
  readonly outcome?: PortOutcome;
  /** How the port ended, once it has. */
  readonly ending?: EndingView;
  /** When its workflow began. */
  readonly createdAt: string;
  /**
   * No worker with the account has prepared the port yet: the missing fields and the account's policy are unknown.
   */
  readonly unprepared?: true;
  /** What a person must do, and the commands that answer it. Empty: nothing. */
  readonly attentions: readonly AttentionView[];
  /** The missing fields of the request. */
  readonly missing: readonly MissingField[];
  /** Every number of the request. */
  readonly numbers: readonly NumberView[];
  /** Only in the answer to a command of a large port: how many numbers are not listed. */
  readonly numbersLeftOut?: number;
  /** How many orders an answer does not list: it has the newest. */
  readonly ordersLeftOut?: number;
  /** How many attempts an answer does not list: it has the newest. */
  readonly attemptsLeftOut?: number;
  /** The port's orders at the provider. */
  readonly orders: readonly OrderView[];
  /** The submissions. */
  readonly attempts: readonly AttemptView[];
  /** The provider can edit existing orders, so amendments reach them. */
  readonly editable: boolean;
  /** The provider's comments, newest 20. */
  readonly comments: readonly CommentView[];
  /** The effective policy, from the account and the request. */
  readonly policy: PolicyView;
  /** The next cutover among the numbers that can still move, or the latest if all are past; absent: none is known. */
  readonly focAt?: string;
  /** The next moment until which a cancel is safe, or the latest if all are past; absent: none is known. */
  readonly cancelBy?: string;
  /** When the orders were last read at the provider. */
  readonly lastReadAt?: string;
  /** When the newest webhook arrived. */
  readonly lastHintAt?: string;
  /** When the port acts next by itself. */
  readonly nextWakeAt?: string;
  /** What it does then, as text. */
  readonly nextWakeReason?: string;
}

/** One number of a port. */
export interface NumberView {
  /** E.164. */
  readonly phoneNumber: string;
  /** The kind of number, for example `local`, `mobile` or `toll_free`; absent: unknown. */
  readonly type?: string;
  /** ISO 3166, two letters. */
  readonly country?: string;
  /** The status of the number at the provider. */
  readonly status: ItemStatus;
  /**
   * The firm order commitment: when the number moves. With `precision` `instant`, `from` and `until` are the same;
   * with `date`, they are the bounds of the day.
   */
  readonly foc?: { readonly from: string; readonly until: string; readonly precision: 'instant' | 'date' };
  /** Until when a cancel of this number is safe; absent: no date is known. */
  readonly cancelBy?: string;
  /** Whether a cancel sent now would be accepted, as far as is known. */
  readonly cancellable: boolean;
  /** An accepted cancel: asked, sent to and accepted by the provider, or refused by the provider. */
  readonly cancel?: { readonly askedAt: string; readonly state: 'asked' | 'sent' | 'refused' };
  /** Why it was refused, and whether a correction can help. */
  readonly rejection?: Rejection;
  /** The provider's date, if it is unreadable. */
  readonly unreadableDate?: string;
  /** Superseded orders of the number that the provider may still act on. */
  readonly supersededOrders?: readonly string[];
  /** The number was given up: why, and when. */
  readonly givenUp?: { readonly because: 'abandoned' | 'answer_by'; readonly at: string };
  /** The settlement of a person. */
  readonly settled?: { readonly as: NumberOutcome; readonly at: string };
  /** The outcome, once the port has ended. */
  readonly outcome?: NumberOutcome;
  /** The number ported though a cancel of it was accepted. */
  readonly againstCancel?: true;
  /** A PIN was given. It is kept until the number has a date or is at its end. */
  readonly pinGiven?: true;
  /** The provider status, as received. */
  readonly providerStatus?: string;
  /** The order of the number. */
  readonly orderRef?: string;
}

/** One order of a port at the provider. */
export interface OrderView {
  /** The provider's reference of the order. */
  readonly ref: string;
  /** The provider status, as received. */
  readonly status: string;
  /** The key of the provider's support request. */
  readonly supportKey?: string;
  /** The ticket at the provider about this order. */
  readonly supportTicket?: string;
  /** Where the account holder signs the LOA. */
  readonly signatureUrl?: string;
  /** Why the provider ended it, as received. */
  readonly cancellationReason?: string;
}

/** Something that a person must do for a port. */
export interface AttentionView {
  /** The cause. */
  readonly cause: AttentionCause;
  /** The affected numbers, E.164. */
  readonly numbers: readonly string[];
  /** Only in the answer to a command: how many more numbers are affected. */
  readonly numbersLeftOut?: number;
  /** The affected fields of the request, if any. */
  readonly fields?: readonly string[];
  /** When it was raised. */
  readonly since: string;
  /** When the numbers are given up without an answer; absent: never. */
  readonly answerBy?: string;
  /** The explanation of the provider or of Portkeeper. */
  readonly message?: string;
  /** The commands that answer it. */
  readonly commands: readonly string[];
}

/** One submission and its result. Contains no PIN. */
export interface AttemptView {
  /** Counts from 1. */
  readonly number: number;
  /** When it was sent; absent: not sent yet. */
  readonly sentAt?: string;
  /** The submitted numbers, E.164. */
  readonly numbers: readonly string[];
  /** How many numbers are not listed: in old attempts of a large port, and in answers to commands. */
  readonly numbersLeftOut?: number;
  /** The orders that it created. */
  readonly orderRefs: readonly string[];
  /** SHA-256 of each document of the submission, in hex. */
  readonly documentDigests: readonly string[];
  /** The provider's ids of the documents of the submission. */
  readonly documents: readonly string[];
  /** The wanted date. */
  readonly schedule: Schedule;
  /** The state of the attempt. */
  readonly result: AttemptState;
  /** The problem, with the provider's text and codes. */
  readonly problem?: ProviderProblem;
}

/** A comment on an order of the port at the provider. */
export interface CommentView {
  /** When it was written. */
  readonly at: string;
  /** The author, as the provider names them. */
  readonly author: string;
  /** The text. */
  readonly body: string;
}

/** The effective policy: durations as ISO 8601. */
export type PolicyView = Readonly<Record<string, string | readonly string[]>>;

/** How the port ended. */
export interface EndingView {
  /**
   * `natural`: every number ended at the provider. `abandoned`: an operator gave the port up. `answer_by`: no command
   * came in time. `draft_expired`: nothing was submitted.
   */
  readonly kind: 'natural' | 'abandoned' | 'answer_by' | 'draft_expired';
  /** When it ended. */
  readonly at: string;
  /** The author of the command `abandon`. */
  readonly by?: string;
}

/** The result of a port's workflow: every number of the request, exactly once. */
export interface PortOutcome {
  /** Your id of the port. */
  readonly requestId: string;
  /** The last phase. */
  readonly phase: Phase;
  /** How it ended. */
  readonly ending: EndingView;
  /** The outcome of every number of the request, each exactly once. */
  readonly numbers: readonly NumberEnd[];
}

/** Something that happened to a port. */
export interface TimelineEntryView {
  /** Increases by one. A gap at the beginning means that older entries were dropped. */
  readonly sequence: number;
  /** When it happened. */
  readonly at: string;
  /** The kind, as a stable code. */
  readonly kind: string;
  /** The cause: `start`, `hint`, `watch`, `timer` or `command`. */
  readonly cause: string;
  /** The command, if that is the cause. */
  readonly command?: string;
  /** The author of the command. */
  readonly by?: string;
  /** The affected numbers, E.164; absent: all, or none in particular. */
  readonly numbers?: readonly string[];
  /** The data of the entry, by its kind. */
  readonly data?: Readonly<Record<string, unknown>>;
}
