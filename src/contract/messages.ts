import type { Sweep } from '../domain/account/model';
import type { Refusal } from '../domain/model/commands';
import { defineQuery, defineSignal } from './definitions';
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

/** What every command may carry beside its own fields: an update of its name takes both (domain/model/port-commands.ts). */
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
