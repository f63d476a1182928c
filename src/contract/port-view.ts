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
  readonly requestId: string;
  readonly provider: string;
  readonly account: string;
  readonly tenant?: string;
  readonly reference?: string;
  readonly phase: Phase;
  readonly outcome?: PortOutcome;
  readonly ending?: EndingView;
  readonly createdAt: string;
  /** No worker that has the account has taken the port yet: what is missing, and the account's policy, are not known. */
  readonly unprepared?: true;
  readonly attentions: readonly AttentionView[];
  readonly missing: readonly MissingField[];
  readonly numbers: readonly NumberView[];
  /** In the answer to a command of a large port: how many numbers it does not show. */
  readonly numbersLeftOut?: number;
  /** The same of orders and attempts: an answer shows the newest. */
  readonly ordersLeftOut?: number;
  readonly attemptsLeftOut?: number;
  readonly orders: readonly OrderView[];
  readonly attempts: readonly AttemptView[];
  /** The provider can change orders that it has: what is amended reaches them. */
  readonly editable: boolean;
  /** The provider's comments, newest 20. */
  readonly comments: readonly CommentView[];
  readonly policy: PolicyView;
  readonly focAt?: string;
  readonly cancelBy?: string;
  readonly lastReadAt?: string;
  readonly lastHintAt?: string;
  readonly nextWakeAt?: string;
  readonly nextWakeReason?: string;
}

export interface NumberView {
  readonly phoneNumber: string;
  readonly type?: string;
  readonly country?: string;
  readonly status: ItemStatus;
  readonly foc?: { readonly from: string; readonly until: string; readonly precision: 'instant' | 'date' };
  readonly cancelBy?: string;
  /** Whether a cancel sent now would be accepted, as far as we know. */
  readonly cancellable: boolean;
  /** A cancel that was accepted here: asked, sent to the provider and taken by it, or refused by it. */
  readonly cancel?: { readonly askedAt: string; readonly state: 'asked' | 'sent' | 'refused' };
  readonly rejection?: Rejection;
  /** What the provider gave for a date, where it cannot be read as one. */
  readonly unreadableDate?: string;
  /** Orders that the number was in before it was submitted again, and that may still hold it. */
  readonly supersededOrders?: readonly string[];
  /** Nobody goes on with it: why, and since when. */
  readonly givenUp?: { readonly because: 'abandoned' | 'answer_by'; readonly at: string };
  /** What a person said became of it. */
  readonly settled?: { readonly as: NumberOutcome; readonly at: string };
  readonly outcome?: NumberOutcome;
  /** It ported, though a cancel of it was accepted. */
  readonly againstCancel?: true;
  /** The provider's word, as received. */
  readonly providerStatus?: string;
  readonly orderRef?: string;
}

export interface OrderView {
  readonly ref: string;
  /** The provider's word, as received. */
  readonly status: string;
  readonly supportKey?: string;
  readonly supportTicket?: string;
  readonly signatureUrl?: string;
  /** Why the provider ended it, in its words. */
  readonly cancellationReason?: string;
}

export interface AttentionView {
  readonly cause: AttentionCause;
  readonly numbers: readonly string[];
  /** In the answer to a command: how many more it is about. */
  readonly numbersLeftOut?: number;
  readonly fields?: readonly string[];
  readonly since: string;
  readonly answerBy?: string;
  /** What the provider or we said about it. */
  readonly message?: string;
  /** The commands that answer it. */
  readonly commands: readonly string[];
}

/** One submission: what was sent and what came of it. It holds no PIN. */
export interface AttemptView {
  readonly number: number;
  readonly sentAt?: string;
  readonly numbers: readonly string[];
  /** How many numbers it had, where they are not named: those of old attempts of a large port, and in answers. */
  readonly numbersLeftOut?: number;
  readonly orderRefs: readonly string[];
  readonly documentDigests: readonly string[];
  /** The provider's ids of the documents that went with it. */
  readonly documents: readonly string[];
  /** The date that was wished for. */
  readonly schedule: Schedule;
  readonly result: AttemptState;
  /** What went wrong, in the provider's words and codes. */
  readonly problem?: ProviderProblem;
}

export interface CommentView {
  readonly at: string;
  /** As the provider names who wrote it. */
  readonly author: string;
  readonly body: string;
}

/** The effective policy: lengths of time as ISO 8601. */
export type PolicyView = Readonly<Record<string, string | readonly string[]>>;

/** How the port ended. */
export interface EndingView {
  readonly kind: 'natural' | 'abandoned' | 'answer_by' | 'draft_expired';
  readonly at: string;
  readonly by?: string;
}

/** The result of a port's workflow: every number of the request, exactly once. */
export interface PortOutcome {
  readonly requestId: string;
  readonly phase: Phase;
  readonly ending: EndingView;
  readonly numbers: readonly NumberEnd[];
}

export interface TimelineEntryView {
  readonly sequence: number;
  readonly at: string;
  readonly kind: string;
  /** What made it happen: `start`, `hint`, `watch`, `sweep`, `timer` or `command`. */
  readonly cause: string;
  /** The command and who gave it, when the cause is a command. */
  readonly command?: string;
  readonly by?: string;
  readonly numbers?: readonly string[];
  readonly data?: Readonly<Record<string, unknown>>;
}
