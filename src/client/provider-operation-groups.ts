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

/** The target of a provider's webhooks for an account's ports. */
export interface ProviderWebhookSettings {
  /** Returns the current target. */
  readonly get: () => Promise<WebhookTarget>;
  /**
   * Sets the target to a URL as `portkeeper webhook-url` prints it. Safe to repeat.
   *
   * @throws PortingError `foreign_webhook_url` if the webhooks go to another receiver; `force` replaces its
   * URL
   */
  readonly set: (input: SetWebhooksInput) => Promise<WebhookChange>;
  /**
   * Removes the target if the webhooks go to the receiver of `url`, or in any case with `force`. Safe to
   * repeat.
   *
   * @throws PortingError `foreign_webhook_url`
   */
  readonly delete: (input: DeleteWebhooksInput) => Promise<WebhookChange>;
}

/**
 * Eligibility for hosting: the provider carries a number's messages while its calls stay where they are
 * (Twilio).
 */
export interface ProviderEligibility {
  /**
   * Checks numbers. One number is answered at once; several return a `requestId`, and `get` returns the
   * results.
   */
  readonly check: (input: EligibilityInput) => Promise<EligibilityCheck>;
  /** Returns the progress and results of a check of several numbers. */
  readonly get: (input: EligibilityGetInput) => Promise<EligibilityCheck>;
}

/** How a provider asks account holders to sign an LOA (Twilio). */
export interface ProviderLoa {
  /** Returns the current settings; without a filter for every product and country. */
  readonly get: (input?: GetLoaInput) => Promise<LoaConfigurations>;
  /** Changes the settings for one product in one country; absent fields stay unchanged. Safe to repeat. */
  readonly set: (input: SetLoaInput) => Promise<LoaConfiguration>;
}

/** Operations on one order at a provider. */
export interface ProviderOrderOperations {
  /** Returns an order as it is now, with the raw response; also an order that no port made. */
  readonly get: (input: OrderInput) => Promise<OrderDetail>;
  /**
   * Cancels an order that no open port has, or some of its numbers. Safe to repeat. The result has each
   * refusal, of the rules or of the provider, number by number.
   *
   * @throws PortingError `order_of_port`, `provider_not_found`; `invalid_request` if a number is not in the
   * order
   */
  readonly cancel: (input: CancelOrderInput) => Promise<OrderCancel>;
}

/** Documents at a provider. */
export interface ProviderDocuments {
  /**
   * Uploads a utility bill: at most 10 MB, PDF, JPEG or PNG. The worker reads it, only from the roots in its
   * `PORTKEEPER_DOCUMENT_ROOTS`; its bytes do not pass through Temporal. (Twilio)
   *
   * @throws PortingError `document_refused`, `document_unavailable`
   */
  readonly upload: (input: UploadDocumentInput) => Promise<UploadedDocument>;
  /** Lists the documents of an order or of a draft. (Telnyx) */
  readonly list: (input: OrderOrDraftInput) => Promise<readonly OrderDocument[]>;
  /** Makes a temporary URL of a document, for anybody who has it. (Telnyx) */
  readonly link: (input: DocumentLinkInput) => Promise<DocumentLink>;
}

/** Comments on an order at a provider (Telnyx). */
export interface ProviderComments {
  /** Lists the comments, the newest last. */
  readonly list: (input: OrderInput) => Promise<readonly CommentRow[]>;
  /** Writes a comment to the provider's staff. The same text within 15 minutes is the same comment. */
  readonly add: (input: AddCommentToOrderInput) => Promise<CommentRow>;
}
