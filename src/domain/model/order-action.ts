import type { CommandCause } from './cause';
import type { Failure } from './snapshot';
import type { Instant } from './time';

/** Something that the provider is to be told about one of its orders. */
export interface OrderAction {
  /** The command that asked for it, and the order: the same action only once. */
  readonly id: string;
  readonly orderRef: string;
  readonly askedAt: Instant;
  /** Which command asked for it, and who gave that. */
  readonly cause: CommandCause;
  readonly task: Task;
  /** The newest failure to deliver it, or the provider's refusal. */
  readonly failure?: Failure;
  /** The provider does not take it. Kept for people to see while it matters. */
  readonly isRefused?: true;
}

/** `edit`: the order is to say what the request says now. */
export type Task =
  | { readonly kind: 'edit' }
  | { readonly kind: 'comment'; readonly body: string }
  | { readonly kind: 'rate'; readonly stars: number; readonly comment?: string };
