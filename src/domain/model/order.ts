import type { OrderComment } from './snapshot';
import type { Instant } from './time';

/** An order that the provider created for a submission. */
export interface ProviderOrder {
  readonly ref: string;
  /** The provider status of the order, as received. */
  readonly providerStatus: string;
  readonly actionRequired: boolean;
  /** Since when the order needs a person. */
  readonly actionRequiredSince?: Instant;
  readonly supportKey?: string;
  readonly supportTicket?: string;
  readonly signatureUrl?: string;
  readonly cancellationReason?: string;
  /** The comments on the order at the provider, newest last. */
  readonly comments?: readonly OrderComment[];
  /** The text of a rejection, once for all numbers whose rejection has `isTextOfOrder`. */
  readonly rejectionText?: string;
}
