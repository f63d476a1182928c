import type { MissingField, Portability } from '../domain/model/snapshot';
import type {
  DocumentLink,
  DocumentLinkInput,
  OrderDocument,
  UploadDocumentInput,
  UploadedDocument,
} from './document-operations';
import type { EligibilityCheck, EligibilityGetInput, EligibilityInput } from './eligibility';
import type { GetLoaInput, LoaConfiguration, LoaConfigurations, SetLoaInput } from './loa-configuration';
import type {
  AddCommentToOrderInput,
  AllowedDates,
  CancelOrderInput,
  CommentRow,
  DraftDetail,
  DraftInput,
  DraftList,
  DraftsInput,
  OrderCancel,
  OrderDetail,
  OrderInput,
  OrderOrDraftInput,
  OrderRating,
  RateOrderInput,
} from './order-operations';

/**
 * The operations at a provider that are not a port, with their inputs and answers. A provider implements those that
 * it supports (src/providers/operations.ts); `dryRun` and `order.cancel` are the same for all (activities/).
 */
export interface ProviderOperations {
  /** Whether a port request, as in `start`, would be submitted. Checks it like a port; starts nothing. */
  readonly dryRun: Operation<unknown, DryRun>;
  /** Whether numbers are portable. One answer for each, in the same order. */
  readonly portability: Operation<PortabilityInput, readonly Portability[]>;
  /** The account's orders at the provider, newest first, including those without a port. */
  readonly orders: Operation<OrdersInput, OrderList>;
  /** One order as it is now, with the raw response. */
  readonly 'order.get': Operation<OrderInput, OrderDetail>;
  /** Cancels an order that no open port holds; a port cancels its own orders. Safe to repeat. */
  readonly 'order.cancel': Operation<CancelOrderInput, OrderCancel>;
  /** The URL to which the provider sends the webhooks of this account's ports. */
  readonly 'webhooks.get': Operation<Record<string, never>, WebhookTarget>;
  /** Sets the webhook URL. Keeps another receiver's URL, unless `force`. Safe to repeat. */
  readonly 'webhooks.set': Operation<SetWebhooksInput, WebhookChange>;
  /** Removes the webhook URL. Keeps another receiver's URL, unless `force`. Safe to repeat. */
  readonly 'webhooks.delete': Operation<DeleteWebhooksInput, WebhookChange>;
  /** Whether the provider can host numbers: carry their messages while their calls stay with the current carrier. */
  readonly eligibility: Operation<EligibilityInput, EligibilityCheck>;
  /** The state of a check of several numbers, with its answers. */
  readonly 'eligibility.get': Operation<EligibilityGetInput, EligibilityCheck>;
  /** How account holders are asked to sign an LOA. */
  readonly 'loa.get': Operation<GetLoaInput, LoaConfigurations>;
  /** Changes how account holders are asked, for one product in one country. Safe to repeat. */
  readonly 'loa.set': Operation<SetLoaInput, LoaConfiguration>;
  /** Uploads a document, for example a utility bill. A repetition gives a harmless second copy. */
  readonly 'documents.upload': Operation<UploadDocumentInput, UploadedDocument>;
  /** The documents that the provider has with an order. */
  readonly 'documents.list': Operation<OrderOrDraftInput, readonly OrderDocument[]>;
  /** Creates a temporary URL of a document. */
  readonly 'documents.link': Operation<DocumentLinkInput, DocumentLink>;
  /** The spans in which an order can move. */
  readonly 'allowed-dates': Operation<OrderOrDraftInput, readonly AllowedDates[]>;
  /** The comments on an order, newest last. */
  readonly 'comments.list': Operation<OrderInput, readonly CommentRow[]>;
  /** Adds a comment to an order. The same text soon after counts as the same comment. */
  readonly 'comments.add': Operation<AddCommentToOrderInput, CommentRow>;
  /** Rates a finished order. Safe to repeat. */
  readonly rate: Operation<RateOrderInput, OrderRating>;
  /** The provider's drafts of orders. */
  readonly drafts: Operation<DraftsInput, DraftList>;
  /** One draft with all its data. */
  readonly 'draft.get': Operation<DraftInput, DraftDetail>;
}

/** The input and the answer of an operation. */
export interface Operation<Input, Answer> {
  /** The input. */
  readonly input: Input;
  /** The answer. */
  readonly answer: Answer;
}

/** The name of an operation at a provider. */
export type OperationName = keyof ProviderOperations;
/** The input of an operation. */
export type OperationInput<Name extends OperationName> = ProviderOperations[Name]['input'];
/** The answer of an operation. */
export type OperationAnswer<Name extends OperationName> = ProviderOperations[Name]['answer'];

/** The result of a port request if it started now. */
export interface DryRun {
  /** The missing fields of the request. */
  readonly missing: readonly MissingField[];
  /** Fields of the request that the provider does not support: they are not sent. */
  readonly unsupportedFields: readonly string[];
  /** One answer for each number, in the same order. */
  readonly portability: readonly Portability[];
  /** The orders of a submission, each as its numbers; none while something holds it. */
  readonly orders: readonly (readonly string[])[];
  /** Whether a start would submit at once. False also for a complete request with `submit: "manual"`. */
  readonly wouldSubmit: boolean;
  /** Possible mistakes that do not block the port. */
  readonly warnings: readonly RequestWarning[];
}

/** A possible mistake in a request that a person should check before it is sent. */
export interface RequestWarning {
  /** Path in the request, for example `subscriber.address.street`. */
  readonly field: string;
  /** A whole sentence. Never quotes a value, which may be a PIN. */
  readonly message: string;
}

/** The numbers to check. */
export interface PortabilityInput {
  /** E.164. */
  readonly numbers: readonly string[];
  /** The provider's id of the account that will own the numbers, if it is not the calling one. */
  readonly targetAccount?: string | undefined;
  /** The provider's id of the account holder's address, if it has one. */
  readonly address?: string | undefined;
}

/** Which orders to list. */
export interface OrdersInput {
  /** Only orders created on this day or later, `YYYY-MM-DD`; the provider defines the zone. */
  readonly createdAfter?: string | undefined;
  /** Only orders created before this day, `YYYY-MM-DD`. */
  readonly createdBefore?: string | undefined;
  /** Only orders with this provider status. */
  readonly status?: string | undefined;
  /** Only these, by the provider's references. */
  readonly refs?: readonly string[] | undefined;
  /** Only orders that match: part of a phone number, or a support key. */
  readonly search?: string | undefined;
  /** The most orders to list; default 100. */
  readonly limit?: number | undefined;
}

/** The orders. */
export interface OrderList {
  /** Newest first. */
  readonly orders: readonly OrderRow[];
  /** False if the limit left some out. */
  readonly isComplete: boolean;
}

/** One order in the provider's list. Fields that the list lacks are absent. */
export interface OrderRow {
  /** The provider's reference of the order. */
  readonly ref: string;
  /** The provider status, as received. */
  readonly status: string;
  /** When it was created, as the provider writes it. */
  readonly created?: string;
  /** When its status changed, as the provider writes it. */
  readonly updated?: string;
  /** How many numbers it has. */
  readonly numbers?: number;
  /** How many of them have moved. */
  readonly ported?: number;
  /** The action that the provider suggests, as received. */
  readonly suggestedAction?: string;
}

/** The current webhook URL. */
export interface WebhookTarget {
  /** Absent: none. */
  readonly url?: string;
  /** The events that are sent, as the provider names them; empty: all. */
  readonly events: readonly string[];
}

/** The webhook URL after a change. */
export interface WebhookChange extends WebhookTarget {
  /** False if it was the same before. */
  readonly changed: boolean;
}

/** The webhook URL to set. */
export interface SetWebhooksInput {
  /** The URL that `portkeeper webhook-url` prints. */
  readonly url: string;
  /** The events to send, as the provider names them; an empty list: all. Absent: unchanged. */
  readonly events?: readonly string[] | undefined;
  /** Replace the URL of another receiver too. */
  readonly force?: boolean | undefined;
}

/** The webhook URL to remove. */
export interface DeleteWebhooksInput {
  /** Our URL: only this one is removed. Required unless `force`. */
  readonly url?: string | undefined;
  /** Remove the URL of another receiver too. */
  readonly force?: boolean | undefined;
}
