import type { AttentionCause } from '../domain/model/attention';
import type { ItemStatus } from '../domain/model/status';
import type { Phase } from '../domain/model/port';
import type { NumberEnd, NumberOutcome } from '../domain/model/outcome';
import type { AttemptState } from '../domain/model/attempt';
import type { Schedule } from '../domain/model/request';
import type { Rejection } from '../domain/model/reasons';
import type { MissingField, ProviderProblem } from '../domain/model/snapshot';

/** A port as people and services see it. Instants are RFC 3339 in UTC. It never holds a PIN. */
export interface PortView {
  /** Your id of the port. */
  readonly requestId: string;
  /** The provider that the numbers move to. */
  readonly provider: string;
  /** The account at the provider, by its name in the configuration. */
  readonly account: string;
  /** As the request says. */
  readonly tenant?: string;
  /** As the request says. */
  readonly reference?: string;
  /** Where the port as a whole stands. */
  readonly phase: Phase;
  /** What became of every number, once the port has ended. */
  readonly outcome?: PortOutcome;
  /** How the port ended, once it has. */
  readonly ending?: EndingView;
  /** When its workflow began. */
  readonly createdAt: string;
  /** No worker that has the account has taken the port yet: what is missing, and the account's policy, are not known. */
  readonly unprepared?: true;
  /** Why a person is needed, and the commands that answer it. Empty: nobody is. */
  readonly attentions: readonly AttentionView[];
  /** What a submission needs and the request lacks. */
  readonly missing: readonly MissingField[];
  /** Every number of the request. */
  readonly numbers: readonly NumberView[];
  /** In the answer to a command of a large port: how many numbers it does not show. */
  readonly numbersLeftOut?: number;
  /** The same of orders and attempts: an answer shows the newest. */
  readonly ordersLeftOut?: number;
  /** The same of attempts. */
  readonly attemptsLeftOut?: number;
  /** The port's orders at the provider. */
  readonly orders: readonly OrderView[];
  /** The submissions. */
  readonly attempts: readonly AttemptView[];
  /** The provider can change orders that it has: what is amended reaches them. */
  readonly editable: boolean;
  /** The provider's comments, newest 20. */
  readonly comments: readonly CommentView[];
  /** The periods that this port goes by, those of its account and of its request together. */
  readonly policy: PolicyView;
  /** The next cutover among the numbers that can still move, or the latest if all are past; absent: none is known. */
  readonly focAt?: string;
  /** The next moment until which a cancel is safe, or the latest if all are past; absent: none is known. */
  readonly cancelBy?: string;
  /** When the orders were last read at the provider. */
  readonly lastReadAt?: string;
  /** When the newest webhook came. */
  readonly lastHintAt?: string;
  /** When the port does something next by itself. */
  readonly nextWakeAt?: string;
  /** What it does then, in words. */
  readonly nextWakeReason?: string;
}

/** One number of a port. */
export interface NumberView {
  /** E.164. */
  readonly phoneNumber: string;
  /** The kind of number, `local`, `mobile` or `toll_free` for example; absent: not known. */
  readonly type?: string;
  /** ISO 3166, two letters. */
  readonly country?: string;
  /** Where the number stands at the provider. */
  readonly status: ItemStatus;
  /**
   * The firm order commitment: when the number moves. Where `precision` is `instant`, `from` and `until` are the same;
   * where it is `date`, they are the bounds of the day.
   */
  readonly foc?: { readonly from: string; readonly until: string; readonly precision: 'instant' | 'date' };
  /** Until when a cancel of this number is safe; absent: no date is known. */
  readonly cancelBy?: string;
  /** Whether a cancel sent now would be accepted, as far as we know. */
  readonly cancellable: boolean;
  /** A cancel that was accepted here: asked, sent to the provider and taken by it, or refused by it. */
  readonly cancel?: { readonly askedAt: string; readonly state: 'asked' | 'sent' | 'refused' };
  /** Why it was refused, and whether that can be mended. */
  readonly rejection?: Rejection;
  /** What the provider gave for a date, where it cannot be read as one. */
  readonly unreadableDate?: string;
  /** Orders that the number was in before it was submitted again, and that may still hold it. */
  readonly supersededOrders?: readonly string[];
  /** Nobody goes on with it: why, and since when. */
  readonly givenUp?: { readonly because: 'abandoned' | 'answer_by'; readonly at: string };
  /** What a person said became of it. */
  readonly settled?: { readonly as: NumberOutcome; readonly at: string };
  /** What became of it, once the port has ended. */
  readonly outcome?: NumberOutcome;
  /** It ported, though a cancel of it was accepted. */
  readonly againstCancel?: true;
  /** The provider's word, as received. */
  readonly providerStatus?: string;
  /** The order that it is in. */
  readonly orderRef?: string;
}

/** One order of a port at the provider. */
export interface OrderView {
  /** The provider's reference of the order. */
  readonly ref: string;
  /** The provider's word, as received. */
  readonly status: string;
  /** What the provider's people ask for. */
  readonly supportKey?: string;
  /** The ticket at the provider about this order. */
  readonly supportTicket?: string;
  /** Where the account holder signs the LOA. */
  readonly signatureUrl?: string;
  /** Why the provider ended it, in its words. */
  readonly cancellationReason?: string;
}

/** Something for which a port needs a person. */
export interface AttentionView {
  /** Why. */
  readonly cause: AttentionCause;
  /** The numbers that it is about, E.164. */
  readonly numbers: readonly string[];
  /** In the answer to a command: how many more it is about. */
  readonly numbersLeftOut?: number;
  /** The fields of the request that it is about, where it is about some. */
  readonly fields?: readonly string[];
  /** When it arose. */
  readonly since: string;
  /** When the numbers are given up if no command answers it; absent: never. */
  readonly answerBy?: string;
  /** What the provider or we said about it. */
  readonly message?: string;
  /** The commands that answer it. */
  readonly commands: readonly string[];
}

/** One submission: what was sent and what came of it. It holds no PIN. */
export interface AttemptView {
  /** Counts from 1. */
  readonly number: number;
  /** When it left; absent: it has not left yet. */
  readonly sentAt?: string;
  /** The numbers that were sent, E.164. */
  readonly numbers: readonly string[];
  /** How many numbers it had, where they are not named: those of old attempts of a large port, and in answers. */
  readonly numbersLeftOut?: number;
  /** The orders that came of it. */
  readonly orderRefs: readonly string[];
  /** SHA-256 of each document that went with it, in hex. */
  readonly documentDigests: readonly string[];
  /** The provider's ids of the documents that went with it. */
  readonly documents: readonly string[];
  /** The date that was wished for. */
  readonly schedule: Schedule;
  /** What is known of it. */
  readonly result: AttemptState;
  /** What went wrong, in the provider's words and codes. */
  readonly problem?: ProviderProblem;
}

/** What somebody wrote at the provider about an order of the port. */
export interface CommentView {
  /** When it was written. */
  readonly at: string;
  /** As the provider names who wrote it. */
  readonly author: string;
  /** What was written. */
  readonly body: string;
}

/** The effective policy: lengths of time as ISO 8601. */
export type PolicyView = Readonly<Record<string, string | readonly string[]>>;

/** How the port ended. */
export interface EndingView {
  /**
   * `natural`: every number came to an end at the provider. `abandoned`: an operator gave the port up.
   * `answer_by`: no command came in time. `draft_expired`: nothing was ever submitted.
   */
  readonly kind: 'natural' | 'abandoned' | 'answer_by' | 'draft_expired';
  /** When it ended. */
  readonly at: string;
  /** Who gave it up, as the command says. */
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
  /** What became of every number of the request, each exactly once. */
  readonly numbers: readonly NumberEnd[];
}

/** Something that happened to a port. */
export interface TimelineEntryView {
  /** Counts up by one. Where numbers are missing at the beginning, entries have left the timeline. */
  readonly sequence: number;
  /** When it happened. */
  readonly at: string;
  /** What happened, as a stable word. */
  readonly kind: string;
  /** What made it happen: `start`, `hint`, `watch`, `timer` or `command`. */
  readonly cause: string;
  /** The command and who gave it, when the cause is a command. */
  readonly command?: string;
  /** Who gave the command. */
  readonly by?: string;
  /** The numbers that it is about, E.164; absent: all, or none in particular. */
  readonly numbers?: readonly string[];
  /** What belongs to it, by its kind. */
  readonly data?: Readonly<Record<string, unknown>>;
}
