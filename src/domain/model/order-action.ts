import type { CommandCause } from './cause';
import type { Failure } from './snapshot';
import type { Instant } from './time';

/** An edit, a comment or a rating for one order. */
export interface OrderAction {
  /** `<command id>/<order reference>`: adds the same action only once. */
  readonly id: string;
  readonly orderRef: string;
  readonly askedAt: Instant;
  /** The command that added it, and who gave the command. */
  readonly cause: CommandCause;
  readonly task: Task;
  /** The newest failure to run it, or the provider's refusal. */
  readonly failure?: Failure;
  /** The provider refused it. Kept in the view while it matters. */
  readonly isRefused?: true;
}

/** `edit`: the order gets the current data of the request. */
export type Task =
  | { readonly kind: 'edit' }
  | { readonly kind: 'comment'; readonly body: string }
  | { readonly kind: 'rate'; readonly stars: number; readonly comment?: string };
