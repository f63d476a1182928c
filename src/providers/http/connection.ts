import type { CallContext } from '../call-context';
import { type Exchange, ExchangeErrors, type ErrorFormat } from './exchange';
import type { HttpResponse, HttpTransport } from './transport';
import { USER_AGENT } from './user-agent';
import type { FormData } from 'undici';
import type { z } from 'zod';

const TIMEOUT_MS = 20_000;

/** One request to a provider. */
export interface Operation extends Exchange {
  /** The path below the base URL; it begins with a slash. */
  readonly path: string;
  /** A list is sent as repeated parameters. */
  readonly query?: Readonly<Record<string, string | readonly string[] | undefined>>;
  /** Sent as JSON. */
  readonly body?: unknown;
  /** Sent as `multipart/form-data` instead of a body. */
  readonly form?: FormData;
  /** The time-out of the whole exchange; default 20 s. */
  readonly timeoutMs?: number;
}

/** The options of a connection. */
export interface ConnectionOptions {
  /** Scheme, host and path of the API. */
  readonly baseUrl: string;
  /** The headers that authenticate. */
  readonly headers: Readonly<Record<string, string>>;
  /** The provider's error format. */
  readonly errorFormat: ErrorFormat;
  /** The HTTP transport. */
  readonly transport: HttpTransport;
}

/**
 * Sends requests to a provider with a JSON API: authenticates, sends once, parses the answer, and throws
 * `ProviderError`. It never repeats a request: Temporal retries.
 */
export class ProviderConnection {
  /** Creates the errors of exchanges with this provider. */
  readonly errors: ExchangeErrors;
  readonly #transport: HttpTransport;
  readonly #baseUrl: string;
  readonly #headers: Readonly<Record<string, string>>;

  constructor({ baseUrl, headers, errorFormat, transport }: ConnectionOptions) {
    this.errors = new ExchangeErrors(errorFormat);
    this.#transport = transport;
    this.#baseUrl = baseUrl.replace(/\/+$/, '');
    this.#headers = headers;
  }

  /** Sends a request and parses the JSON of a 2xx answer. */
  async json<T extends z.ZodType>(operation: Operation, schema: T, call: CallContext): Promise<z.output<T>> {
    return this.read(operation, schema, await this.exchange(operation, call), call);
  }

  /** Like `json`, and also returns the raw response. */
  async jsonWithRaw<T extends z.ZodType>(
    operation: Operation,
    schema: T,
    call: CallContext,
  ): Promise<{ readonly read: z.output<T>; readonly raw: unknown }> {
    const response = await this.exchange(operation, call);
    const raw = this.#jsonIn(operation, response, call);
    return { read: this.#as(schema, raw, operation, response), raw };
  }

  /** Sends a request of whose answer only the status matters. Any 2xx is success. */
  async succeed(operation: Operation, call: CallContext): Promise<void> {
    const response = await this.exchange(operation, call);
    if (!isSuccess(response)) throw this.errors.fromResponse(operation, response, call.now);
  }

  /** Sends a request and returns any answer. */
  async exchange(operation: Operation, call: CallContext): Promise<HttpResponse> {
    try {
      return await this.#transport({
        method: operation.method,
        url: `${this.#baseUrl}${operation.path}${queryString(operation.query)}`,
        headers: {
          accept: 'application/json',
          'user-agent': USER_AGENT,
          ...this.#headers,
          ...(operation.body !== undefined && { 'content-type': 'application/json' }),
        },
        ...(operation.body !== undefined && { body: JSON.stringify(operation.body) }),
        ...(operation.form !== undefined && { form: operation.form }),
        timeoutMs: operation.timeoutMs ?? TIMEOUT_MS,
        signal: call.signal,
        ...(call.leaveBy !== undefined && { leaveBy: call.leaveBy }),
      });
    } catch (error) {
      throw this.errors.fromTransport(operation, error);
    }
  }

  /** Parses an answer with a schema. Errors name fields, never values. */
  read<T extends z.ZodType>(
    operation: Operation,
    schema: T,
    response: HttpResponse,
    call: CallContext,
  ): z.output<T> {
    return this.#as(schema, this.#jsonIn(operation, response, call), operation, response);
  }

  /** The JSON of a successful answer. */
  #jsonIn(operation: Operation, response: HttpResponse, call: CallContext): unknown {
    if (!isSuccess(response)) throw this.errors.fromResponse(operation, response, call.now);
    try {
      return JSON.parse(response.body);
    } catch {
      throw this.errors.unreadable(operation, response, 'the answer is not JSON');
    }
  }

  #as<T extends z.ZodType>(
    schema: T,
    json: unknown,
    operation: Operation,
    response: HttpResponse,
  ): z.output<T> {
    const parsed = schema.safeParse(json);
    if (parsed.success) return parsed.data;
    const fields = parsed.error.issues.map((issue) => issue.path.join('.') || 'the answer').join(', ');
    throw this.errors.unreadable(operation, response, `not as documented: ${fields}`);
  }
}

function isSuccess(response: HttpResponse): boolean {
  return response.status >= 200 && response.status < 300;
}

function queryString(query: Operation['query'] = {}): string {
  const pairs = Object.entries(query).flatMap(([name, value = []]) =>
    [value].flat().map((one): [string, string] => [name, one]),
  );
  return pairs.length > 0 ? `?${new URLSearchParams(pairs).toString()}` : '';
}

/** The value of an `Authorization` header for HTTP Basic. */
export function basicAuthorization(user: string, password: string): string {
  return `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
}
