import type { CallContext } from '../call-context';
import { basicAuthorization, type Operation, ProviderConnection } from '../http/connection';
import type { HttpTransport } from '../http/transport';
import { type Page, rowsOf } from '../pages';
import type { TwilioAccount } from './account';
import { type CreatePortInBody, secretsIn } from './create-body';
import { DocumentsClient } from './documents-client';
import { HostingClient } from './hosting-client';
import { checkedSid } from './paths';
import {
  type PhoneNumberResource,
  phoneNumberSchema,
  type PortabilityAnswer,
  portabilitySchema,
  type PortIn,
  type PortInListRow,
  portInPageSchema,
  portInSchema,
  type TwilioErrorBody,
  type WebhookConfiguration,
  webhookConfigurationSchema,
} from './schemas';
import { SigningClient } from './signing-client';
import { errorBodyOf, TWILIO_VOICE } from './error-format';

/** The send activity allows 60 s, so the create must end well before it. */
const CREATE_TIMEOUT_MS = 30_000;

/** Twilio: cancel only more than 72 h before the port date (docs/reference/twilio.md#cancellation). */
const CANCEL_REFUSED =
  'Nothing was canceled. Twilio takes a cancel only more than 72 hours before the port date; later, ask its support.';

/** Twilio takes documents at a host of their own (docs/reference/twilio.md#transport). */
const UPLOAD_BASE_URL = 'https://numbers-upload.twilio.com';

/** Twilio: at most 100 rows a page. */
const PAGE_SIZE = 100;

/** Twilio limits concurrent requests per account and publishes no figure (docs/reference/twilio.md#rate-limits). */
export const REQUEST_CONCURRENCY = 4;

/** Which orders a list should hold. Dates are `YYYY-MM-DD`; Twilio does not say in which zone. */
export interface PortInFilter {
  readonly createdAfter?: string | undefined;
  readonly createdBefore?: string | undefined;
  readonly status?: string | undefined;
  readonly refs?: readonly string[] | undefined;
}

/** What `setWebhookConfiguration` sends. That a URL left out keeps its value is likely and unconfirmed. */
export interface WebhookConfigurationChange {
  readonly port_in_target_url?: string;
  readonly port_out_target_url?: string;
  /** Event names; an empty list means all events. */
  readonly notifications_of?: readonly string[];
}

/** Whose number it will be; absent: the account that asks. */
export interface PortabilityTarget {
  readonly targetAccountSid?: string | undefined;
  readonly addressSid?: string | undefined;
}

/** What a portability check found: Twilio's answer, or its words for refusing to look at the number. */
export type PortabilityFinding =
  | { readonly kind: 'answer'; readonly answer: PortabilityAnswer }
  | { readonly kind: 'bad_number'; readonly error: TwilioErrorBody };

/**
 * Twilio's porting API (numbers v1), one method per operation. Each sends one request, never a second: retries
 * belong to Temporal. Every failure is a `ProviderError`.
 */
export class TwilioClient {
  readonly hosting: HostingClient;
  readonly signing: SigningClient;
  readonly documents: DocumentsClient;
  readonly #connection: ProviderConnection;

  constructor(
    account: Pick<TwilioAccount, 'credentials' | 'baseUrl' | 'uploadBaseUrl'>,
    transport: HttpTransport,
  ) {
    const { accountSid, authTokens, apiKey } = account.credentials;
    const [user, password] = apiKey ? [apiKey.sid, apiKey.secret] : [accountSid, authTokens[0] ?? ''];
    const headers = { authorization: basicAuthorization(user, password) };
    const connect = (baseUrl: string) =>
      new ProviderConnection({ baseUrl, headers, errorFormat: TWILIO_VOICE, transport });
    this.#connection = connect(account.baseUrl);
    this.hosting = new HostingClient(this.#connection, accountSid);
    this.signing = new SigningClient(this.#connection);
    this.documents = new DocumentsClient(connect(account.uploadBaseUrl ?? UPLOAD_BASE_URL));
  }

  /**
   * Asks whether one number can be ported. Twilio answers 400 for a number that it does not understand: a finding
   * about the number, unless the message blames a sid that we sent.
   */
  async portability(
    phoneNumber: string,
    target: PortabilityTarget,
    call: CallContext,
  ): Promise<PortabilityFinding> {
    const operation: Operation = {
      what: 'check the portability of a number',
      method: 'GET',
      path: `/v1/Porting/Portability/PhoneNumber/${encodeURIComponent(phoneNumber)}`,
      query: { TargetAccountSid: target.targetAccountSid, AddressSid: target.addressSid },
      secrets: [phoneNumber, phoneNumber.replace(/\D/g, '')],
    };
    const response = await this.#connection.exchange(operation, call);
    const error = response.status === 400 ? errorBodyOf(response) : undefined;
    if (error?.code !== undefined && !/(account|address)[\s_]*sid/i.test(error.text ?? '')) {
      return { kind: 'bad_number', error };
    }
    return { kind: 'answer', answer: this.#connection.read(operation, portabilitySchema, response, call) };
  }

  /** Creates an order: Twilio e-mails the LOA at once, so this commits. An answer without a sid is `unknown`. */
  async createPortIn(body: CreatePortInBody, call: CallContext): Promise<PortIn> {
    const operation: Operation = {
      what: 'create the port-in order',
      method: 'POST',
      path: '/v1/Porting/PortIn',
      body,
      timeoutMs: CREATE_TIMEOUT_MS,
      secrets: secretsIn(body),
    };
    return this.#connection.json(operation, portInSchema, call);
  }

  /** Reads one order with all its numbers. */
  async fetchPortIn(ref: string, call: CallContext): Promise<PortIn> {
    return this.#connection.json(readingOrder(ref), portInSchema, call);
  }

  /** The same, and the answer as Twilio gave it: a PIN may be in it. */
  async describePortIn(
    ref: string,
    call: CallContext,
  ): Promise<{ readonly read: PortIn; readonly raw: unknown }> {
    return this.#connection.jsonWithRaw(readingOrder(ref), portInSchema, call);
  }

  /** Lists the account's orders, page by page; a page is asked for only when its first row is wanted. */
  listPortIns(filter: PortInFilter, call: CallContext): AsyncGenerator<PortInListRow, void, undefined> {
    return rowsOf((token: string | undefined) => this.portInPage(filter, token, call));
  }

  /**
   * One page of that list.
   *
   * @param token - `next` of the page before
   * @throws ProviderError unreadable, when the page says that it is the next one too
   */
  async portInPage(
    filter: PortInFilter,
    token: string | undefined,
    call: CallContext,
  ): Promise<Page<PortInListRow, string>> {
    const operation: Operation = {
      what: 'list the port-in orders',
      method: 'GET',
      path: '/v1/Porting/PortIn/PortInRequests',
      query: {
        Token: token,
        Size: String(PAGE_SIZE),
        CreatedAfter: filter.createdAfter,
        CreatedBefore: filter.createdBefore,
        PortInRequestStatus: filter.status,
        PortInRequestSid: filter.refs?.join(','),
      },
    };
    const response = await this.#connection.exchange(operation, call);
    const page = this.#connection.read(operation, portInPageSchema, response, call);
    const next = page.meta.next_token;
    const unreadable = (detail: string) => this.#connection.errors.unreadable(operation, response, detail);
    if (next !== undefined && next === token) throw unreadable('the pages run in a circle');
    return { rows: page.port_in_requests, ...(next !== undefined && { next }), unreadable };
  }

  /** Reads one number of an order: it says more than the order does (country, missing fields). */
  async fetchPhoneNumber(ref: string, numberRef: string, call: CallContext): Promise<PhoneNumberResource> {
    const operation: Operation = {
      what: 'read a number of the port-in order',
      method: 'GET',
      path: numberPath(ref, numberRef),
    };
    return this.#connection.json(operation, phoneNumberSchema, call);
  }

  /** Cancels a whole order. Success means that the cancel was accepted (docs/reference/twilio.md#cancellation). */
  async cancelPortIn(ref: string, call: CallContext): Promise<void> {
    await this.#cancel({ what: 'cancel the port-in order', path: orderPath(ref) }, call);
  }

  /**
   * Cancels one number of an order, by the rule of `cancelPortIn`. The specification says 204 and the page 201
   * (docs/reference/twilio.md#operations); any 2xx will do.
   */
  async cancelPhoneNumber(ref: string, numberRef: string, call: CallContext): Promise<void> {
    await this.#cancel(
      { what: 'cancel a number of the port-in order', path: numberPath(ref, numberRef) },
      call,
    );
  }

  /** Reads where Twilio sends webhooks. */
  async fetchWebhookConfiguration(call: CallContext): Promise<WebhookConfiguration> {
    const operation: Operation = {
      what: 'read the webhook configuration',
      method: 'GET',
      path: WEBHOOK_PATH,
    };
    return this.#connection.json(operation, webhookConfigurationSchema, call);
  }

  /** Sets where Twilio sends webhooks: one URL per type for the account and all its sub-accounts. */
  async setWebhookConfiguration(
    change: WebhookConfigurationChange,
    call: CallContext,
  ): Promise<WebhookConfiguration> {
    const operation: Operation = {
      what: 'set the webhook configuration',
      method: 'POST',
      path: WEBHOOK_PATH,
      body: change,
      // The URL holds the token that lets a webhook in.
      secrets: [change.port_in_target_url ?? '', change.port_out_target_url ?? ''],
    };
    return this.#connection.json(operation, webhookConfigurationSchema, call);
  }

  /** Stops the webhooks of one type. */
  async deleteWebhookConfiguration(type: 'PORT_IN' | 'PORT_OUT', call: CallContext): Promise<void> {
    const what = 'delete the webhook configuration';
    await this.#connection.succeed({ what, method: 'DELETE', path: `${WEBHOOK_PATH}/${type}` }, call);
  }

  async #cancel(operation: Pick<Operation, 'what' | 'path'>, call: CallContext): Promise<void> {
    await this.#connection.succeed({ ...operation, method: 'DELETE', ifRefused: CANCEL_REFUSED }, call);
  }
}

const WEBHOOK_PATH = '/v1/Porting/Configuration/Webhook';

function readingOrder(ref: string): Operation {
  return { what: 'read the port-in order', method: 'GET', path: orderPath(ref) };
}

function orderPath(ref: string): string {
  return `/v1/Porting/PortIn/${checkedSid('KW', ref)}`;
}

function numberPath(ref: string, numberRef: string): string {
  return `${orderPath(ref)}/PhoneNumber/${checkedSid('PU', numberRef)}`;
}
