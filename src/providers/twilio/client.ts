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
import { errorBodyOf, TWILIO_ERROR_FORMAT } from './error-format';

/** The send activity allows 60 s, so the create must end well before that. */
const CREATE_TIMEOUT_MS = 30_000;

/**
 * Twilio accepts a cancel only more than 72 h before the port date (docs/reference/twilio.md#cancellation).
 */
const CANCEL_REFUSED =
  'Nothing was canceled. Twilio takes a cancel only more than 72 hours before the port date; later, ask its support.';

/** Twilio takes documents at a separate host (docs/reference/twilio.md#transport). */
const UPLOAD_BASE_URL = 'https://numbers-upload.twilio.com';

/** Twilio's maximum page size. */
const PAGE_SIZE = 100;

/** Twilio limits concurrent requests per account and publishes no figure (docs/reference/twilio.md#rate-limits). */
export const REQUEST_CONCURRENCY = 4;

/** A filter of the order list. Dates are `YYYY-MM-DD`; Twilio does not document the zone. */
export interface PortInFilter {
  readonly createdAfter?: string | undefined;
  readonly createdBefore?: string | undefined;
  readonly status?: string | undefined;
  readonly refs?: readonly string[] | undefined;
}

/** The body of `setWebhookConfiguration`. An omitted URL probably keeps its value; that is unconfirmed. */
export interface WebhookConfigurationChange {
  readonly port_in_target_url?: string;
  readonly port_out_target_url?: string;
  /** Event names; an empty list means all events. */
  readonly notifications_of?: readonly string[];
}

/** The account that will own the number; default: the account of the credentials. */
export interface PortabilityTarget {
  readonly targetAccountSid?: string | undefined;
  readonly addressSid?: string | undefined;
}

/** The result of a portability check: Twilio's answer, or its error about the number. */
export type PortabilityFinding =
  | { readonly kind: 'answer'; readonly answer: PortabilityAnswer }
  | { readonly kind: 'bad_number'; readonly error: TwilioErrorBody };

/**
 * Client of Twilio's porting API (numbers v1), one method per operation. Each method sends one request and
 * never repeats it: Temporal retries. Every failure is a `ProviderError`.
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
      new ProviderConnection({ baseUrl, headers, errorFormat: TWILIO_ERROR_FORMAT, transport });
    this.#connection = connect(account.baseUrl);
    this.hosting = new HostingClient(this.#connection, accountSid);
    this.signing = new SigningClient(this.#connection);
    this.documents = new DocumentsClient(connect(account.uploadBaseUrl ?? UPLOAD_BASE_URL));
  }

  /**
   * Checks whether one number can be ported. Twilio answers 400 for a number that it cannot parse. That is a
   * result about the number, unless the message blames a SID that we sent.
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

  /**
   * Creates an order. This commits, because Twilio e-mails the LOA at once. After an answer without a SID the
   * outcome is `unknown`.
   */
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

  /** Like `fetchPortIn`, with the raw response, which may contain a PIN. */
  async describePortIn(
    ref: string,
    call: CallContext,
  ): Promise<{ readonly read: PortIn; readonly raw: unknown }> {
    return this.#connection.jsonWithRaw(readingOrder(ref), portInSchema, call);
  }

  /** Lists the account's orders, page by page; a page is requested only when its first row is needed. */
  listPortIns(filter: PortInFilter, call: CallContext): AsyncGenerator<PortInListRow, void, undefined> {
    return rowsOf((token: string | undefined) => this.portInPage(filter, token, call));
  }

  /**
   * Reads one page of that list.
   *
   * @param token - `next` of the previous page
   * @throws ProviderError unreadable, if the page names itself as the next one
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

  /** Reads one number of an order, with fields that the order omits (country, missing fields). */
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
   * Cancels one number of an order, by the same rule as `cancelPortIn`. The specification says 204 and the
   * page 201 (docs/reference/twilio.md#operations); any 2xx is accepted.
   */
  async cancelPhoneNumber(ref: string, numberRef: string, call: CallContext): Promise<void> {
    await this.#cancel(
      { what: 'cancel a number of the port-in order', path: numberPath(ref, numberRef) },
      call,
    );
  }

  /** Reads the webhook configuration. */
  async fetchWebhookConfiguration(call: CallContext): Promise<WebhookConfiguration> {
    const operation: Operation = {
      what: 'read the webhook configuration',
      method: 'GET',
      path: WEBHOOK_PATH,
    };
    return this.#connection.json(operation, webhookConfigurationSchema, call);
  }

  /** Sets the webhook configuration: one URL per type for the account and all its sub-accounts. */
  async setWebhookConfiguration(
    change: WebhookConfigurationChange,
    call: CallContext,
  ): Promise<WebhookConfiguration> {
    const operation: Operation = {
      what: 'set the webhook configuration',
      method: 'POST',
      path: WEBHOOK_PATH,
      body: change,
      // The URL contains the token that admits webhooks.
      secrets: [change.port_in_target_url ?? '', change.port_out_target_url ?? ''],
    };
    return this.#connection.json(operation, webhookConfigurationSchema, call);
  }

  /** Removes the webhooks of one type. */
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
