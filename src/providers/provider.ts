import type { Capabilities } from '../domain/model/capabilities';
import type { SearchResult } from '../domain/model/events';
import type { Policy } from '../domain/model/policy';
import type { PortRequest } from '../domain/model/request';
import type {
  DateWindow,
  MissingField,
  OrderComment,
  OrderSnapshot,
  OrdersRead,
  Portability,
  StoredDocument,
} from '../domain/model/snapshot';
import type { CallContext } from './call-context';
import type { InputField } from './input-fields';
import type { ProviderOperationTable } from './operations';

/** What a provider can do, and its rules, so that the domain never asks which provider it is. */
export interface ProviderCapabilities extends Capabilities {
  /** What a webhook URL belongs to. */
  readonly webhookScope: 'account' | 'order' | 'none';
  /** Documents can be uploaded. */
  readonly uploads?: true;
  /**
   * Whether its list of orders is complete, or only has the orders that changed in a time span; absent: there
   * is no list.
   */
  readonly list?: 'whole' | 'changes';
  /** The differences from `DEFAULT_POLICY`. */
  readonly policy: Partial<Policy>;
}

/** The input of the preparation of an order. There is no attempt yet, so there is no attempt key. */
export interface DraftPlan {
  /** The request of the port. */
  readonly request: PortRequest;
  /** The numbers that can be moved, in E.164: all of the request, even if they will be several orders. */
  readonly numbers: readonly string[];
}

/** The content of one order. */
export interface OrderPlan {
  /** `<requestId>/<attempt>`: computed, so that a crash or a reset does not change it. */
  readonly attemptKey: string;
  /** The request of the port. */
  readonly request: PortRequest;
  /** The numbers of the request in this order, in E.164. */
  readonly numbers: readonly string[];
  /** The webhook URL of this order, for a provider that takes a URL per order. */
  readonly webhookUrl?: string;
}

/** The result of preparing an order. */
export interface Prepared {
  /** The fields that are still missing. */
  readonly missing: readonly MissingField[];
  /** The documents that the provider has now. */
  readonly documents?: readonly StoredDocument[];
}

/** Where to search for a submission. */
export interface SubmissionSearch {
  /** An order that the provider made before this instant cannot match. */
  readonly since: number;
  /** Returns which of some orders already belong to another port, or to another attempt of this one. */
  readonly isTaken: (orderRefs: readonly string[]) => Promise<ReadonlySet<string>>;
}

/** What to cancel: a whole order, or one of its numbers. */
export interface CancelTarget {
  /** The provider's reference of the order. */
  readonly orderRef: string;
  /** Absent: the whole order. `ref` is the provider's id of the number, if there is one. */
  readonly number?: { readonly phoneNumber: string; readonly ref?: string };
}

/**
 * One account at one provider, in Portkeeper's terms. Every method that calls the provider throws
 * `ProviderError`.
 *
 * To add a provider: implement this interface in `src/providers/<name>/`, and add it to `registry.ts`.
 */
export interface PortingProvider {
  /** The name of its descriptor. */
  readonly name: string;
  /** The capabilities of its descriptor. */
  readonly capabilities: ProviderCapabilities;
  /**
   * The IANA zone of request dates without a zone. Absent: the zone in which the day of the numbers' country
   * begins.
   */
  readonly timeZone?: string | undefined;
  /** The request fields that the provider does not support. */
  readonly unsupportedFields: ReadonlySet<InputField>;
  /** The operations beside ports, which `providerCall` runs. */
  readonly operations: ProviderOperationTable;
  /**
   * The fields that a submission needs and the request lacks. Pure.
   *
   * @param check - the portability answers, if any: they may add requirements (a PIN for a mobile number)
   */
  requirements(request: PortRequest, now: number, check?: readonly Portability[]): MissingField[];
  /** The approximate number of phone numbers in one request of a check; absent: about one. */
  readonly numbersPerCheck?: number;
  /**
   * Checks whether numbers can be moved; one answer per number, in the same order.
   *
   * @param request - the port they belong to, if any: its provider options may name the account that will own
   * the numbers
   */
  checkPortability(
    numbers: readonly string[],
    call: CallContext,
    request?: Pick<PortRequest, 'providerOptions'>,
  ): Promise<Portability[]>;
  /**
   * Prepares an order: uploads its documents, and makes the provider's own draft of it, or finds and
   * completes that. Safe to repeat: there is never a second draft. Absent if orders need no preparation.
   */
  prepare?(plan: DraftPlan, call: CallContext): Promise<Prepared>;
  /**
   * Submits a planned order and returns what the provider made of it: one order, or several. Never called
   * twice for one attempt, because no provider takes an idempotency key.
   */
  send(plan: OrderPlan, call: CallContext): Promise<OrderSnapshot[]>;
  /**
   * Searches for the order of a submission whose outcome is unknown: the same account and exactly the same
   * numbers. Absence soon after a submission is no proof, because lists lag.
   *
   * @param search - how far back to search, and which orders belong to other ports
   */
  findSubmission(plan: OrderPlan, search: SubmissionSearch, call: CallContext): Promise<SearchResult>;
  /**
   * Cancels an order, or some of its numbers. Safe to repeat. The outcome is known only from a later read.
   *
   * @throws ProviderError `refused` if the provider does not accept the cancel
   */
  cancel(order: CancelTarget, call: CallContext): Promise<void>;
  /**
   * Reads orders as they are now. The result may contain more orders than requested, if the provider split
   * one. An order that cannot be read is a separate failure and does not affect the others.
   *
   * @throws ProviderError if the call is aborted, or if no order could be read
   */
  read(refs: readonly string[], call: CallContext): Promise<OrdersRead>;
  /**
   * The order group of an order: a read of one of its orders returns all. Absent if orders are read one by
   * one.
   */
  readonly orderGroupOf?: (orderRef: string) => string;
  /**
   * One page of the account's orders in the provider's list, including orders that no port made. Absent if
   * there is no list.
   */
  listOrders?(from: ListPosition, call: CallContext): Promise<OrderPage>;
  /**
   * Updates an order at the provider with the current data of the request. Safe to repeat. Absent if the
   * provider cannot edit.
   *
   * @throws ProviderError `refused` if the provider does not accept the edit
   */
  edit?(edit: OrderEdit, call: CallContext): Promise<void>;
  /** The time spans in which an order could move, if the provider names them. */
  allowedDates?(orderRef: string, call: CallContext): Promise<DateWindow[]>;
  /** Writes a comment on an order to the provider's staff. */
  comment?(orderRef: string, body: string, call: CallContext): Promise<OrderComment>;
  /** Rates a finished order. */
  rate?(orderRef: string, rating: Rating, call: CallContext): Promise<void>;
}

/** A position in the list of all orders. */
export interface ListPosition {
  /** `next` of the previous page; absent: the first page. */
  readonly cursor?: string;
  /** Orders without a change since this instant may be left out, epoch milliseconds. */
  readonly since?: number;
}

/** A page of the list of orders. */
export interface OrderPage {
  /** In the order of the list. */
  readonly orders: readonly ListedOrder[];
  /** Absent on the last page. */
  readonly next?: string;
}

/** An order as the list shows it. */
export interface ListedOrder {
  /** The provider's reference of the order. */
  readonly ref: string;
  /** A digest of everything that the list shows of it: it differs after any change. */
  readonly fingerprint: string;
  /** Whether the provider may still act on it. */
  readonly isOpen: boolean;
  /** When it was created, epoch milliseconds, if the list shows it. */
  readonly createdAt?: number;
}

/** The new data of an order. */
export interface OrderEdit {
  /** The provider's reference of the order. */
  readonly orderRef: string;
  /** The current request of the port. */
  readonly request: PortRequest;
  /** Its numbers, in E.164. */
  readonly numbers: readonly string[];
}

/** A rating of a finished order. */
export interface Rating {
  /** 1 to 5. */
  readonly stars: number;
  /** An additional text. */
  readonly comment?: string;
}

/** A reason to read an order, from a webhook. It is never believed, only followed by a read. */
export interface WebhookHint {
  /** The provider's reference of the order. */
  readonly orderRef: string;
  /** E.164; absent: the whole order. */
  readonly phoneNumber?: string;
  /** The provider status of the event, as received. */
  readonly providerStatus?: string;
  /** When the event happened at the provider, epoch milliseconds. */
  readonly updatedAt?: number;
}

/** A webhook as received. */
export interface WebhookRequest {
  /** The HTTP method. */
  readonly method: string;
  /** The URL that the provider was given, with the query string as received. */
  readonly url: string;
  /** Names are in lower case. */
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  /** The bytes as received, which signatures cover. */
  readonly body: Buffer;
}

/** How an account checks webhook signatures; a wrong one is refused in every mode except `off`. */
export type SignatureMode = 'require' | 'prefer' | 'off';

/** Why a webhook is refused. */
export type WebhookRefusal = 'signature_missing' | 'signature_wrong' | 'unreadable';

/** The result of a webhook: its hints, or the refusal. */
export type WebhookResult =
  | {
      readonly ok: true;
      readonly hints: readonly WebhookHint[];
      /** True if its signature was checked and is right; absent if there was none to check. */
      readonly verified?: boolean;
    }
  | { readonly ok: false; readonly refusal: WebhookRefusal; readonly message: string };

/**
 * Verifies and reads a provider's webhooks. Separate from `PortingProvider`, so that the receiver creates no
 * API client and holds only the signing secrets.
 */
export interface ProviderWebhooks {
  /** The HTTP methods of its webhooks; default: POST only. */
  readonly methods?: readonly string[];
  /** Verifies a webhook and reads its hints. */
  verify(request: WebhookRequest): WebhookResult;
}
