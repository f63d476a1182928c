import type {
  DocumentLink,
  DocumentLinkInput,
  OrderDocument,
  UploadDocumentInput,
  UploadedDocument,
} from '../contract/document-operations';
import type { EligibilityCheck, EligibilityGetInput, EligibilityInput } from '../contract/eligibility';
import type {
  GetLoaInput,
  LoaConfiguration,
  LoaConfigurations,
  SetLoaInput,
} from '../contract/loa-configuration';
import type {
  AddCommentToOrderInput,
  CancelOrderInput,
  CommentRow,
  OrderCancel,
  OrderDetail,
  OrderInput,
  OrderOrDraftInput,
} from '../contract/order-operations';
import type {
  DeleteWebhooksInput,
  SetWebhooksInput,
  WebhookChange,
  WebhookTarget,
} from '../contract/provider-operations';

/** Where a provider sends the webhooks of an account's ports. */
export interface ProviderWebhookSettings {
  /** Where they go now. */
  readonly get: () => Promise<WebhookTarget>;
  /**
   * Has the provider send them to a URL, as `portkeeper webhook-url` prints it. Safe to repeat.
   *
   * @throws PortingError `foreign_webhook_url` when they go to another receiver; `force` replaces its URL
   */
  readonly set: (input: SetWebhooksInput) => Promise<WebhookChange>;
  /**
   * Has the provider send them nowhere, if they go to this `url`'s receiver, or in any case with `force`. Safe to
   * repeat.
   *
   * @throws PortingError `foreign_webhook_url`
   */
  readonly delete: (input: DeleteWebhooksInput) => Promise<WebhookChange>;
}

/** Whether a provider can host numbers: carry their messages while their calls stay where they are (Twilio). */
export interface ProviderEligibility {
  /** One number is answered at once; of several the answer is a `requestId`, and `get` has the results. */
  readonly check: (input: EligibilityInput) => Promise<EligibilityCheck>;
  /** How far a check of several numbers is. */
  readonly get: (input: EligibilityGetInput) => Promise<EligibilityCheck>;
}

/** How a provider asks account holders to sign an LOA (Twilio). */
export interface ProviderLoa {
  /** How account holders are asked now; without a filter for every product and country. */
  readonly get: (input?: GetLoaInput) => Promise<LoaConfigurations>;
  /** Changes it for one product in one country; what is left out stays as it is. Safe to repeat. */
  readonly set: (input: SetLoaInput) => Promise<LoaConfiguration>;
}

/** One order at a provider. */
export interface ProviderOrderOperations {
  /** As it is now, with all that the provider says of it; also one that no port made. */
  readonly get: (input: OrderInput) => Promise<OrderDetail>;
  /**
   * Cancels an order that no open port has, or numbers of it. Safe to repeat. What the rules or the provider refuse is in
   * the answer, number by number.
   *
   * @throws PortingError `order_of_port`, `provider_not_found`; `invalid_request` when a number is not in the order
   */
  readonly cancel: (input: CancelOrderInput) => Promise<OrderCancel>;
}

/** The documents that a provider has. */
export interface ProviderDocuments {
  /**
   * Gives the provider a utility bill: at most 10 MB, PDF, JPEG or PNG. The worker reads it, from the roots in its
   * `PORTKEEPER_DOCUMENT_ROOTS` alone; its bytes do not go through Temporal. (Twilio)
   *
   * @throws PortingError `document_refused`, `document_unavailable`
   */
  readonly upload: (input: UploadDocumentInput) => Promise<UploadedDocument>;
  /** Those of an order, or of a draft. (Telnyx) */
  readonly list: (input: OrderOrDraftInput) => Promise<readonly OrderDocument[]>;
  /** Makes a URL at which one of them can be had for a while, by anybody who knows it. (Telnyx) */
  readonly link: (input: DocumentLinkInput) => Promise<DocumentLink>;
}

/** What is written about an order at a provider (Telnyx). */
export interface ProviderComments {
  /** The newest last. */
  readonly list: (input: OrderInput) => Promise<readonly CommentRow[]>;
  /** Writes to the provider's people. The same words within a quarter of an hour are the same comment. */
  readonly add: (input: AddCommentToOrderInput) => Promise<CommentRow>;
}
