import type { OrderComment } from './snapshot';
import type { Instant } from './time';

/** What the provider made of a submission. */
export interface ProviderOrder {
  readonly ref: string;
  /** The provider's word for the order, as received. */
  readonly providerStatus: string;
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
