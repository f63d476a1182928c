import type { Sweep } from '../domain/account/model';
import type { Refusal } from '../domain/model/commands';
import { defineQuery, defineSignal } from './definitions';
import type { PortView, TimelineEntryView } from './port-view';

/**
 * The messages of a running port. Every signal and update takes one object, because the Temporal Web UI can send only
 * one argument.
 */

/** A reason to read an order: webhooks arrived. Never a fact. */
export interface Hint {
  readonly orderRef: string;
  /** The number, E.164; several numbers are in `numbers`. */
  readonly phoneNumber?: string;
  /** The update time of `phoneNumber` by the provider's clock, epoch milliseconds. */
  readonly updatedAt?: number;
  /** The newest update time of each of several numbers, by E.164. */
  readonly numbers?: Readonly<Record<string, number>>;
  /** When the newest webhook arrived, epoch milliseconds. */
  readonly receivedAt: number;
  /** The provider's signature of one of the webhooks is valid; absent: there was none to check. */
  readonly verified?: true;
  /** The request id of the port that held the order and has ended. Only sent to the workflow of an account. */
  readonly endedPort?: string;
}

/** The payload of a signal of hints. */
export interface ProviderNotification {
  /** One for each order (`foldHints`). */
  readonly hints: readonly Hint[];
}

/** The signal to a port, and to the workflow of an account: webhooks arrived. */
export const providerNotified = defineSignal<[ProviderNotification]>('providerNotified');

/** The field that every command has beside its own; an update takes both (domain/model/port-commands.ts). */
export interface CommandInput {
  /** The author, for the timeline. */
  readonly by?: string;
}

/** The answer to a command that was accepted in whole or in part. */
export interface CommandResult {
  /** Accepted numbers, E.164. */
  readonly accepted: readonly string[];
  /** Refused numbers, each with the reason. */
  readonly refused: readonly Refusal[];
  /** Only in the answer to a command that is repeated much later: how many numbers are no longer listed. */
  readonly numbersLeftOut?: number;
  /** The port after the command. */
  readonly view: PortView;
}

export type { Refusal as CommandRefusal };

/** The settings of an account's workflow. */
export interface AccountSettings {
  /** The sweep interval in milliseconds; absent: no sweeps. */
  readonly sweepEvery?: number;
}

/** The signal that configures the workflow of an account. */
export const accountConfigured = defineSignal<[AccountSettings]>('accountConfigured');

/** The orders of a port that is erased. */
export interface OrdersErased {
  readonly orderRefs: readonly string[];
}

/** The signal that makes the workflow of an account forget orders. */
export const ordersErased = defineSignal<[OrdersErased]>('ordersErased');

/** A pass over all orders of an account ended. */
export interface SweepEnded {
  /** When the account began it. */
  readonly since: number;
  readonly sweep: Sweep;
}

/** The signal of a pass to the workflow of its account. */
export const sweepEnded = defineSignal<[SweepEnded]>('sweepEnded');

/** The error of a query before the port's first step has ended: some milliseconds after its start. */
export const BEING_PREPARED = 'The port is being prepared; ask again in a moment.';

/** The query for the whole view of a port. */
export const portQuery = defineQuery<PortView>('port');
/** The query for the timeline of a port. */
export const timelineQuery = defineQuery<TimelineEntryView[]>('timeline');
