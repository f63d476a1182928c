/** A request to the sandbox, from an HTTP server or directly from a simulator. */
export interface SandboxRequest {
  /** Upper case. */
  readonly method: string;
  /**
   * The path as sent, still percent-encoded, without the query: `/twilio/v1/Porting/PortIn`,
   * `/_control/orders`.
   */
  readonly path: string;
  /** Decoded. */
  readonly query?: Readonly<Record<string, string>>;
  /** Header names in lower case. */
  readonly headers?: Readonly<Record<string, string | undefined>>;
  /** As text; a `multipart/…` body has one character per byte. */
  readonly body?: string;
}

/** A fault for the transport to apply to an answer. A simulator maps `drop` to a connection error. */
export type TransportFault = { readonly kind: 'drop' } | { readonly kind: 'delay'; readonly delayMs: number };

/** An answer of the sandbox. With fault `drop`, nothing of it reaches the client. */
export interface SandboxResponse {
  /** HTTP status; 0 if the connection was cut before the request was carried out. */
  readonly status: number;
  /** Names in the provider's spelling. */
  readonly headers: Readonly<Record<string, string>>;
  /** JSON as text, or empty. */
  readonly body: string;
  /** The fault that the transport applies; absent: deliver the answer. */
  readonly fault?: TransportFault;
}

/** An answer of a simulated provider or the control API, before serialization. */
export interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Serialized as JSON; absent for an empty body. */
  readonly json?: unknown;
  /** The order concerned, for the request log. */
  readonly orderRef?: string;
  readonly fault?: TransportFault;
}

/** A request to a simulated provider; the path is the provider's, without the sandbox's prefix. */
export interface ProviderRequest {
  readonly method: string;
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: string;
}

/** Parses a JSON body; undefined if it is invalid. */
export function parseJson(body: string): unknown {
  try {
    return JSON.parse(body) as unknown;
  } catch {
    return undefined;
  }
}
