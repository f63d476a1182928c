/** A request as the sandbox takes it, from an HTTP server or straight from a simulator. */
export interface SandboxRequest {
  /** Upper case. */
  readonly method: string;
  /** Path as sent, still percent-encoded, without the query: `/twilio/v1/Porting/PortIn`, `/_control/orders`. */
  readonly path: string;
  /** Decoded. */
  readonly query?: Readonly<Record<string, string>>;
  /** Header names in lower case. */
  readonly headers?: Readonly<Record<string, string | undefined>>;
  /** As text; of a `multipart/…` body one character for each byte. */
  readonly body?: string;
}

/** What the transport is to do with an answer. A simulator maps `drop` to a connection error. */
export type TransportFault = { readonly kind: 'drop' } | { readonly kind: 'delay'; readonly delayMs: number };

/** An answer as the sandbox gives it. With fault `drop` nothing of it reaches the client. */
export interface SandboxResponse {
  /** HTTP status; 0 when the request was dropped before anything was done. */
  readonly status: number;
  /** As the provider writes their names. */
  readonly headers: Readonly<Record<string, string>>;
  /** JSON as text, or empty. */
  readonly body: string;
  /** What the transport is to do with it; absent: deliver it. */
  readonly fault?: TransportFault;
}

/** What a simulated provider, or the control API, answers before it is written as text. */
export interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Written as JSON; absent for an empty body. */
  readonly json?: unknown;
  /** The order it was about, for the request log. */
  readonly orderRef?: string;
  readonly fault?: TransportFault;
}

/** A request to a simulated provider: the path is the provider's own, without the sandbox's prefix. */
export interface ProviderRequest {
  readonly method: string;
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: string;
}

/** The JSON in a body, or undefined where there is none that can be read. */
export function parseJson(body: string): unknown {
  try {
    return JSON.parse(body) as unknown;
  } catch {
    return undefined;
  }
}
