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
 * Operations at a provider that are not a port, by name: what each takes and what it answers. A provider implements
 * those that it can do (src/providers/operations.ts); `dryRun` and `order.cancel` are the same for all (activities/).
 */
export interface ProviderOperations {
  /** Would this port request, as `start` takes it, be submitted? Asks and checks as a port does; starts nothing. */
  readonly dryRun: Operation<unknown, DryRun>;
  /** Can these numbers be moved to us? One answer for each, in the same order. */
  readonly portability: Operation<PortabilityInput, readonly Portability[]>;
  /** The orders that the account has at the provider, the newest first; those that no port made are among them. */
  readonly orders: Operation<OrdersInput, OrderList>;
  /** One order as it is now, with all that the provider says of it. */
  readonly 'order.get': Operation<OrderInput, OrderDetail>;
  /** Cancels an order that no open port has: those are the ports' own. Safe to repeat. */
  readonly 'order.cancel': Operation<CancelOrderInput, OrderCancel>;
  /** Where the provider sends the webhooks of this account's ports. */
  readonly 'webhooks.get': Operation<Record<string, never>, WebhookTarget>;
  /** Has it send them to a URL. Another receiver's URL is kept, unless `force`. Safe to repeat. */
  readonly 'webhooks.set': Operation<SetWebhooksInput, WebhookChange>;
  /** Has it send them nowhere. Another receiver's URL is kept, unless `force`. Safe to repeat. */
  readonly 'webhooks.delete': Operation<DeleteWebhooksInput, WebhookChange>;
  /** Can the provider host these numbers: carry their messages while their calls stay where they are? */
  readonly eligibility: Operation<EligibilityInput, EligibilityCheck>;
  /** How far a check of several numbers is, with its answers. */
  readonly 'eligibility.get': Operation<EligibilityGetInput, EligibilityCheck>;
  /** How account holders are asked to sign an LOA. */
  readonly 'loa.get': Operation<GetLoaInput, LoaConfigurations>;
  /** Changes how they are asked, for one product in one country. Safe to repeat. */
  readonly 'loa.set': Operation<SetLoaInput, LoaConfiguration>;
  /** Gives the provider a document, a utility bill. Repeated, the provider has it twice; that harms nobody. */
  readonly 'documents.upload': Operation<UploadDocumentInput, UploadedDocument>;
  /** The documents that the provider has with an order. */
  readonly 'documents.list': Operation<OrderOrDraftInput, readonly OrderDocument[]>;
  /** Makes a URL at which one of them can be had for a while. */
  readonly 'documents.link': Operation<DocumentLinkInput, DocumentLink>;
  /** The spans in which an order could move. */
  readonly 'allowed-dates': Operation<OrderOrDraftInput, readonly AllowedDates[]>;
  /** What was written about an order, the newest last. */
  readonly 'comments.list': Operation<OrderInput, readonly CommentRow[]>;
  /** Writes to the provider's people about an order. The same words soon after are the same comment. */
  readonly 'comments.add': Operation<AddCommentToOrderInput, CommentRow>;
  /** Says how content one is with a finished order. Safe to repeat. */
  readonly rate: Operation<RateOrderInput, OrderRating>;
  /** The provider's drafts of orders. */
  readonly drafts: Operation<DraftsInput, DraftList>;
  /** One of them, with all that was filled in. */
  readonly 'draft.get': Operation<DraftInput, DraftDetail>;
}

/** What an operation takes and what it answers. */
export interface Operation<Input, Answer> {
  /** What it takes. */
  readonly input: Input;
  /** What it answers. */
  readonly answer: Answer;
}

/** The name of an operation at a provider. */
export type OperationName = keyof ProviderOperations;
/** What an operation takes. */
export type OperationInput<Name extends OperationName> = ProviderOperations[Name]['input'];
/** What an operation answers. */
export type OperationAnswer<Name extends OperationName> = ProviderOperations[Name]['answer'];

/** What a port request would come to if it were started now. */
export interface DryRun {
  /** What a submission needs and the request lacks, field by field. */
  readonly missing: readonly MissingField[];
  /** Fields of the request that the provider has no room for: they stay here, and nobody there reads them. */
  readonly unsupportedFields: readonly string[];
  /** One answer for each number, in the same order. */
  readonly portability: readonly Portability[];
  /** The orders that a submission would make, each as its numbers; none while something holds it. */
  readonly orders: readonly (readonly string[])[];
  /** Whether a start would submit at once. False too for a complete request with `submit: "manual"`. */
  readonly wouldSubmit: boolean;
  /** What looks wrong and may be right; nothing waits for it. */
  readonly warnings: readonly RequestWarning[];
}

/** Something in a request that a person should look at before it is sent. */
export interface RequestWarning {
  /** Path in the request, for example `subscriber.address.street`. */
  readonly field: string;
  /** A whole sentence. It never quotes a value: a PIN may be one. */
  readonly message: string;
}

/** Which numbers to ask about. */
export interface PortabilityInput {
  /** E.164. */
  readonly numbers: readonly string[];
  /** The provider's id of the account that will own the numbers, where it is not the one that asks. */
  readonly targetAccount?: string | undefined;
  /** The provider's id of the account holder's address, where it has one. */
  readonly address?: string | undefined;
}

/** Which orders to list. */
export interface OrdersInput {
  /** Only those made on this day or later, `YYYY-MM-DD`; in which zone is the provider's matter. */
  readonly createdAfter?: string | undefined;
  /** Only those made before this day, `YYYY-MM-DD`. */
  readonly createdBefore?: string | undefined;
  /** Only those with this status, in the provider's words. */
  readonly status?: string | undefined;
  /** Only these, by the provider's references. */
  readonly refs?: readonly string[] | undefined;
  /** Only those that this is found in: part of a phone number, or a support key. */
  readonly search?: string | undefined;
  /** The most orders to list; default 100. */
  readonly limit?: number | undefined;
}

/** The orders that were found. */
export interface OrderList {
  /** The newest first. */
  readonly orders: readonly OrderRow[];
  /** False when the limit left some out. */
  readonly isComplete: boolean;
}

/** One order as the provider's list shows it. What the list does not say is absent. */
export interface OrderRow {
  /** The provider's reference of the order. */
  readonly ref: string;
  /** In the provider's words. */
  readonly status: string;
  /** When it was made, as the provider writes it. */
  readonly created?: string;
  /** When its status changed, as the provider writes it. */
  readonly updated?: string;
  /** How many numbers it has. */
  readonly numbers?: number;
  /** How many of them have moved. */
  readonly ported?: number;
  /** What the provider wants somebody to do, in its words. */
  readonly suggestedAction?: string;
}

/** Where webhooks go. */
export interface WebhookTarget {
  /** Absent: nowhere. */
  readonly url?: string;
  /** Which events are sent, in the provider's words; none named: all. */
  readonly events: readonly string[];
}

/** Where webhooks go now. */
export interface WebhookChange extends WebhookTarget {
  /** False when it was so before. */
  readonly changed: boolean;
}

/** Where webhooks are to go. */
export interface SetWebhooksInput {
  /** As `portkeeper webhook-url` prints it. */
  readonly url: string;
  /** Which events to send, in the provider's words; an empty list: all. Absent: as it is. */
  readonly events?: readonly string[] | undefined;
  /** Replace the URL of another receiver too. */
  readonly force?: boolean | undefined;
}

/** Which webhooks are to go nowhere. */
export interface DeleteWebhooksInput {
  /** Our URL: only this is removed. Needed unless `force`. */
  readonly url?: string | undefined;
  /** Remove the URL of another receiver too. */
  readonly force?: boolean | undefined;
}
