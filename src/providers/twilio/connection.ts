import type { z } from 'zod';
import type { TwilioAccount } from '../account';
import type { HttpResponse, HttpTransport } from '../http-transport';
import type { CallContext } from '../provider';
import { USER_AGENT } from '../user-agent';
import { errorFromResponse, errorFromTransport, unreadableAnswer, type Exchange } from './errors';

const TIMEOUT_MS = 20_000;

/** One request to Twilio. */
export interface Operation extends Exchange {
  readonly path: string;
  readonly query?: Readonly<Record<string, string | undefined>>;
  /** Sent as JSON. */
  readonly body?: unknown;
  /** For the whole exchange; default 20 s. */
  readonly timeoutMs?: number;
}

/** How requests reach Twilio and how answers are told apart: signs in, sends once, reads, and throws `ProviderError`. */
export class TwilioConnection {
  readonly #transport: HttpTransport;
  readonly #baseUrl: string;
  readonly #authorization: string;

  constructor(account: Pick<TwilioAccount, 'credentials' | 'baseUrl'>, transport: HttpTransport) {
    const { accountSid, authTokens, apiKey } = account.credentials;
    const [user, password] = apiKey ? [apiKey.sid, apiKey.secret] : [accountSid, authTokens[0] ?? ''];
    this.#transport = transport;
    this.#baseUrl = account.baseUrl.replace(/\/+$/, '');
    this.#authorization = `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
  }

  /** Sends a request and reads the JSON of a 2xx answer. */
  async json<T extends z.ZodType>(operation: Operation, schema: T, call: CallContext): Promise<z.output<T>> {
    return this.read(operation, schema, await this.exchange(operation, call), call);
  }

  /** Sends a request of whose answer only the status counts. Any 2xx is success. */
  async succeed(operation: Operation, call: CallContext): Promise<void> {
    const response = await this.exchange(operation, call);
    if (!isSuccess(response)) throw errorFromResponse(operation, response, call.now);
  }

  /** Sends a request and returns whatever was answered. */
  async exchange(operation: Operation, call: CallContext): Promise<HttpResponse> {
    try {
      return await this.#transport({
        method: operation.method,
        url: `${this.#baseUrl}${operation.path}${queryString(operation.query)}`,
        headers: {
          accept: 'application/json',
          authorization: this.#authorization,
          'user-agent': USER_AGENT,
          ...(operation.body !== undefined && { 'content-type': 'application/json' }),
        },
        ...(operation.body !== undefined && { body: JSON.stringify(operation.body) }),
        timeoutMs: operation.timeoutMs ?? TIMEOUT_MS,
        signal: call.signal,
      });
    } catch (error) {
      throw errorFromTransport(operation, error);
    }
  }

  /** Reads an answer as what it should be. Errors name fields, never values. */
  read<T extends z.ZodType>(
    operation: Operation,
    schema: T,
    response: HttpResponse,
    call: CallContext,
  ): z.output<T> {
    if (!isSuccess(response)) throw errorFromResponse(operation, response, call.now);
    let json: unknown;
    try {
      json = JSON.parse(response.body);
    } catch {
      throw unreadableAnswer(operation, response, 'the answer is not JSON');
    }
    const parsed = schema.safeParse(json);
    if (parsed.success) return parsed.data;
    const fields = parsed.error.issues.map((issue) => issue.path.join('.') || 'the answer').join(', ');
    throw unreadableAnswer(operation, response, `not as documented: ${fields}`);
  }
}

function isSuccess(response: HttpResponse): boolean {
  return response.status >= 200 && response.status < 300;
}

function queryString(query: Operation['query'] = {}): string {
  const present = Object.entries(query).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return present.length > 0 ? `?${new URLSearchParams(present).toString()}` : '';
}
