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

/** What a provider can do, and by which rules, so that the core never asks which provider it talks to. */
export interface ProviderCapabilities extends Capabilities {
  /** Who a webhook URL belongs to. */
  readonly webhookScope: 'account' | 'order' | 'none';
  /** Documents can be uploaded to it. */
  readonly uploads?: true;
  /** Whether its list of orders shows all of them, or only what changed in a time; absent: there is no list. */
  readonly list?: 'whole' | 'changes';
  /** Where this provider's rules differ from `DEFAULT_POLICY`. */
  readonly policy: Partial<Policy>;
}

/** What comes before an order is made for. There is no attempt yet, so there is no key of one. */
export interface DraftPlan {
  /** The request of the port. */
  readonly request: PortRequest;
  /** The numbers that can be moved, in E.164: all of the request, also where they will be several orders. */
  readonly numbers: readonly string[];
}

/** What one order should contain. */
export interface OrderPlan {
  /** `<requestId>/<attempt>`: computed, so a crash or a reset does not change it. */
  readonly attemptKey: string;
  /** The request of the port. */
  readonly request: PortRequest;
  /** The numbers of the request that this order takes, in E.164. */
  readonly numbers: readonly string[];
  /** Where the provider may send webhooks of this order, where it takes a URL per order. */
  readonly webhookUrl?: string;
}

/** What came of the preparation of an order. */
export interface Prepared {
  /** What it still lacks. */
  readonly missing: readonly MissingField[];
  /** The documents that the provider has now. */
  readonly documents?: readonly StoredDocument[];
}

/** Where to look for a submission. */
export interface SubmissionSearch {
  /** No order that the provider made before this instant can be it. */
  readonly since: number;
  /** Which of some orders belong to another port, or to another attempt of this one, already. */
  readonly isTaken: (orderRefs: readonly string[]) => Promise<ReadonlySet<string>>;
}

/** What to cancel: a whole order, or one number of it. */
export interface CancelTarget {
  /** The provider's reference of the order. */
  readonly orderRef: string;
  /** Absent: the whole order. The provider's id beside the number, where it has one. */
  readonly number?: { readonly phoneNumber: string; readonly ref?: string };
}

/**
 * One account at one provider, in our words. Every method that talks to the provider throws `ProviderError`.
 *
 * To add a provider: implement this in `src/providers/<name>/`, add it to `registry.ts`.
 */
export interface PortingProvider {
  /** The name of its descriptor. */
  readonly name: string;
  /** Those of its descriptor. */
  readonly capabilities: ProviderCapabilities;
  /**
   * The IANA zone in which dates of a request are meant that name none. Absent: where the day of the numbers' country
   * begins.
   */
  readonly timeZone?: string | undefined;
  /** What of a request it has no room for. */
  readonly unsupportedFields: ReadonlySet<InputField>;
  /** What it can do beside ports: for people and services that ask by `providerCall`. */
  readonly operations: ProviderOperationTable;
  /**
   * What a submission needs and the request lacks, field by field. Pure.
   *
   * @param check - the portability answers, when there are any: they may add needs (a PIN for a mobile number)
   */
  requirements(request: PortRequest, now: number, check?: readonly Portability[]): MissingField[];
  /** About how many numbers one request of a check asks; absent: about one. */
  readonly numbersPerCheck?: number;
  /**
   * Asks whether numbers can be moved; one answer per number, in the same order.
   *
   * @param request - the port they belong to, where there is one: its provider options may name the account that
   * will own the numbers
   */
  checkPortability(
    numbers: readonly string[],
    call: CallContext,
    request?: Pick<PortRequest, 'providerOptions'>,
  ): Promise<Portability[]>;
  /**
   * Does what comes before an order: uploads its documents, makes the provider's own draft of it, or finds that again,
   * and completes it. Safe to repeat: there is never a second draft. Absent where nothing comes before.
   */
  prepare?(plan: DraftPlan, call: CallContext): Promise<Prepared>;
  /**
   * Commits what is planned, and answers with what the provider made of it: one order, or several. Never called twice
   * for one attempt: no provider offers an idempotency key.
   */
  send(plan: OrderPlan, call: CallContext): Promise<OrderSnapshot[]>;
  /**
   * Looks for the order of a submission whose outcome is unknown: the same account and exactly the same numbers.
   * Absence soon after a send is no proof: lists lag.
   *
   * @param search - how far back to look, and which orders belong to other ports
   */
  findSubmission(plan: OrderPlan, search: SubmissionSearch, call: CallContext): Promise<SearchResult>;
  /**
   * Asks the provider to cancel an order, or some of its numbers. Safe to repeat; what came of it is for a read to
   * say.
   *
   * @throws ProviderError `refused` when the provider does not take the cancel
   */
  cancel(order: CancelTarget, call: CallContext): Promise<void>;
  /**
   * Reads orders as they are now. It may find more than was asked for: what the provider has split off. An order that
   * cannot be read is a failure of its own and hides nothing of the others.
   *
   * @throws ProviderError when the call is called off, or when none of the orders could be read
   */
  read(refs: readonly string[], call: CallContext): Promise<OrdersRead>;
  /**
   * Names what an order belongs to together with others: who reads one of them sees all. Absent where orders are read
   * one by one.
   */
  readonly orderGroupOf?: (orderRef: string) => string;
  /**
   * One page of the account's orders, as the provider's list shows them, those that no port made included. Absent where
   * there is no list.
   */
  listOrders?(from: ListPosition, call: CallContext): Promise<OrderPage>;
  /**
   * Gives an order that the provider has the data of the request as it is now. Safe to repeat. Absent where the provider
   * cannot edit.
   *
   * @throws ProviderError `refused` when the provider does not take it
   */
  edit?(edit: OrderEdit, call: CallContext): Promise<void>;
  /** The spans in which an order could move, where the provider says so. */
  allowedDates?(orderRef: string, call: CallContext): Promise<DateWindow[]>;
  /** Writes to the provider's people about an order. */
  comment?(orderRef: string, body: string, call: CallContext): Promise<OrderComment>;
  /** Says how content one is with a finished order. */
  rate?(orderRef: string, rating: Rating, call: CallContext): Promise<void>;
}

/** Where in the list of all orders to go on. */
export interface ListPosition {
  /** `next` of the page before; absent: from the beginning. */
  readonly cursor?: string;
  /** What has not changed since may be left out, epoch milliseconds. */
  readonly since?: number;
}

/** Some orders of the list. */
export interface OrderPage {
  /** In the order of the list. */
  readonly orders: readonly ListedOrder[];
  /** Absent on the last page. */
  readonly next?: string;
}

/** One order as the list shows it. */
export interface ListedOrder {
  /** The provider's reference of the order. */
  readonly ref: string;
  /** All that the list says of it: it differs when anything has changed. */
  readonly fingerprint: string;
  /** The provider may still do something with it. */
  readonly isOpen: boolean;
  /** When it was made, epoch milliseconds, where the list says so. */
  readonly createdAt?: number;
}

/** What an order is to say from now on. */
export interface OrderEdit {
  /** The provider's reference of the order. */
  readonly orderRef: string;
  /** The request of the port as it is now. */
  readonly request: PortRequest;
  /** Its numbers, in E.164. */
  readonly numbers: readonly string[];
}

/** How content somebody is: 1 to 5 stars. */
export interface Rating {
  /** 1 to 5. */
  readonly stars: number;
  /** What else is to be said. */
  readonly comment?: string;
}

/** A reason to look at an order, as a webhook gave it. Never believed, only followed by a read. */
export interface WebhookHint {
  /** The provider's reference of the order. */
  readonly orderRef: string;
  /** E.164; absent: the whole order. */
  readonly phoneNumber?: string;
  /** The provider's word for what happened, as received. */
  readonly providerStatus?: string;
  /** When the provider says it happened, epoch milliseconds. */
  readonly updatedAt?: number;
}

/** A webhook as it arrived. */
export interface WebhookRequest {
  /** The HTTP method. */
  readonly method: string;
  /** The URL that the provider was given, with the query string as received. */
  readonly url: string;
  /** Names are in lower case. */
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  /** The bytes as received: signatures are computed over them. */
  readonly body: Buffer;
}

/** How an account wants webhook signatures treated; a wrong one is refused in every mode but `off`. */
export type SignatureMode = 'require' | 'prefer' | 'off';

/** Why a webhook is refused. */
export type WebhookRefusal = 'signature_missing' | 'signature_wrong' | 'unreadable';

/** What came of a webhook: the hints in it, or the refusal. */
export type WebhookResult =
  | {
      readonly ok: true;
      readonly hints: readonly WebhookHint[];
      /** Its signature was checked and is right; absent: there was none to check. */
      readonly verified?: boolean;
    }
  | { readonly ok: false; readonly refusal: WebhookRefusal; readonly message: string };

/**
 * How a provider's webhooks are checked and read. Apart from `PortingProvider`, so that the receiver builds no API
 * client and holds no more than the signing secrets.
 */
export interface ProviderWebhooks {
  /** Which methods its webhooks use; POST alone unless said. */
  readonly methods?: readonly string[];
  /** Checks a webhook, and reads what is in it. */
  verify(request: WebhookRequest): WebhookResult;
}
