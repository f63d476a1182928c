import type { Sweep } from '../domain/account/model';
import type { Refusal } from '../domain/model/commands';
import type { Schedule } from '../domain/model/request';
import type { SettledAs } from '../domain/model/commands';
import { defineQuery, defineSignal, defineUpdate } from './definitions';
import type { PortView, TimelineEntryView } from './port-view';

/**
 * What can be said to a running port. Every signal and update takes one object, because the Temporal Web UI can
 * send only one argument.
 */

/** A reason to look at an order: webhooks arrived. Never a fact to believe. */
export interface Hint {
  readonly orderRef: string;
  /** The number that it is about, E.164; where it is about several, `numbers` has them. */
  readonly phoneNumber?: string;
  /** When the provider says that something happened to `phoneNumber`, epoch milliseconds. */
  readonly updatedAt?: number;
  /** The same for several numbers: when something last happened to each, by E.164. */
  readonly numbers?: Readonly<Record<string, number>>;
  /** When the newest of the webhooks reached us, epoch milliseconds. */
  readonly receivedAt: number;
  /** The provider's signature of one of the webhooks was checked and is right; absent: there was none to check. */
  readonly verified?: true;
  /** The request id of the port that held the order and has ended. Only the workflow of an account is told. */
  readonly endedPort?: string;
}

/** What the receiver tells a port. */
export interface ProviderNotification {
  /** One for each order: `foldHints` makes them so. */
  readonly hints: readonly Hint[];
}

/** To a port, and to the workflow of an account: webhooks arrived. */
export const providerNotified = defineSignal<[ProviderNotification]>('providerNotified');

/** What every command may carry beside its own fields. */
export interface CommandInput {
  /** Who asks, for the timeline. */
  readonly by?: string;
}

/** What came of a command that was accepted, wholly or in part. */
export interface CommandResult {
  /** The numbers for which it was accepted, E.164. */
  readonly accepted: readonly string[];
  /** The numbers for which it was refused, each with the reason. */
  readonly refused: readonly Refusal[];
  /** Of a command that is repeated long after: how many numbers its answer names no more. */
  readonly numbersLeftOut?: number;
  /** The port after the command. */
  readonly view: PortView;
}

export type { Refusal as CommandRefusal };

/** Read the orders at the provider now. */
export const refresh = defineUpdate<CommandResult, [CommandInput | undefined]>('refresh');

/** Take numbers out of the port; without `numbers`, all that are still open. */
export interface CancelInput extends CommandInput {
  /** E.164. */
  readonly numbers?: readonly string[];
  /** Why, for the timeline. */
  readonly reason?: string;
}

/** To a port: take numbers out. */
export const cancel = defineUpdate<CommandResult, [CancelInput | undefined]>('cancel');

/** Wish for another date. */
export interface ChangeDateInput extends CommandInput {
  /** The wanted date. */
  readonly schedule: Schedule;
}

/** To a port: wish for another date. */
export const changeDate = defineUpdate<CommandResult, [ChangeDateInput]>('changeDate');

/** Send a complete draft that was made with `submit: "manual"`. */
export const submit = defineUpdate<CommandResult, [CommandInput | undefined]>('submit');

/** Mend the request. */
export interface AmendInput extends CommandInput {
  /**
   * A JSON merge patch (RFC 7396) of the port request: `null` removes. `numbers` are matched by `phoneNumber`, and
   * none is added or removed.
   */
  readonly patch: Readonly<Record<string, unknown>>;
}

/** To a port: mend the request. */
export const amend = defineUpdate<CommandResult, [AmendInput]>('amend');

/** Send numbers again, with what was mended meanwhile; without `numbers`, all that wait for a person. */
export interface ResubmitInput extends CommandInput {
  /** E.164. */
  readonly numbers?: readonly string[];
  /** The new order may go out though the provider did not confirm the end of the old one. */
  readonly supersede?: boolean;
  /** You looked: the provider has no order of the submission whose outcome is unknown. */
  readonly confirm?: boolean;
}

/** To a port: send numbers again. */
export const resubmit = defineUpdate<CommandResult, [ResubmitInput | undefined]>('resubmit');

/** Say what became of numbers, though the provider does not. */
export interface SettleInput extends CommandInput {
  /** E.164. */
  readonly numbers: readonly string[];
  /** What became of them. */
  readonly as: SettledAs;
  /** How you know. */
  readonly evidence: string;
}

/** To a port: record what became of numbers. */
export const settle = defineUpdate<CommandResult, [SettleInput]>('settle');

/** Give the port up: what can be canceled is canceled, the rest is left open. */
export interface AbandonInput extends CommandInput {
  /** Why, for the timeline. */
  readonly reason?: string;
}

/** To a port: give it up. */
export const abandon = defineUpdate<CommandResult, [AbandonInput | undefined]>('abandon');

/** Ask for more time to answer. */
export interface ExtendInput extends CommandInput {
  /** E.164; without it, all that wait for an answer. */
  readonly numbers?: readonly string[];
  /** RFC 3339, at most a year ahead. */
  readonly until?: string;
  /** Instead of `until`: an ISO 8601 duration from now, for example `P7D`. */
  readonly for?: string;
  /** Why, for the timeline. */
  readonly reason?: string;
}

/** To a port: allow more time for an answer. */
export const extend = defineUpdate<CommandResult, [ExtendInput]>('extend');

/** For providers that take comments. */
export interface AddCommentInput extends CommandInput {
  /** What to write, at most 5,000 characters. */
  readonly body: string;
  /** Whose orders it is about, E.164; without it, those that wait for a person, else all. */
  readonly numbers?: readonly string[];
}

/** To a port: write to the provider about its orders. */
export const addComment = defineUpdate<CommandResult, [AddCommentInput]>('addComment');

/** For providers that take documents after the submission. */
export interface AddDocumentInput extends CommandInput {
  /** As in `documents` of the port request. */
  readonly document: Readonly<Record<string, unknown>>;
}

/** To a port: hand in a document. No provider takes one yet; it is refused with `not_supported`. */
export const addDocument = defineUpdate<CommandResult, [AddDocumentInput]>('addDocument');

/** For providers that want to know how it went. */
export interface RateInput extends CommandInput {
  /** 1 to 5. */
  readonly stars: number;
  /** Why, for the provider. */
  readonly comment?: string;
}

/** To a port: tell the provider how it went. */
export const rate = defineUpdate<CommandResult, [RateInput]>('rate');

/** How an account is to be looked after. */
export interface AccountSettings {
  /** How often all its orders are gone through, milliseconds; absent: never. */
  readonly sweepEvery?: number;
}

/** To the workflow of an account. */
export const accountConfigured = defineSignal<[AccountSettings]>('accountConfigured');

/** A pass over all orders of an account has come to its end. */
export interface SweepEnded {
  /** When the account began it. */
  readonly since: number;
  readonly sweep: Sweep;
}

/** To the workflow of an account, from the pass that it began. */
export const sweepEnded = defineSignal<[SweepEnded]>('sweepEnded');

/** What a query answers, as an error, before the port's first step is over: some milliseconds after its start. */
export const BEING_PREPARED = 'The port is being prepared; ask again in a moment.';

/** To a port: the whole view. */
export const portQuery = defineQuery<PortView>('port');
/** To a port: what happened to it. */
export const timelineQuery = defineQuery<TimelineEntryView[]>('timeline');
