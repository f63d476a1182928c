import { Agent, EnvHttpProxyAgent, type Dispatcher } from 'undici';

/** The proxies through which requests leave this machine; absent: none. */
export interface ProxySettings {
  /** The URL of the proxy for `http` and, without `httpsProxy`, for `https` too. */
  readonly httpProxy?: string;
  /** The URL of the proxy for `https`. */
  readonly httpsProxy?: string;
  /** The hosts that are asked directly, with commas between; `*`: all. */
  readonly noProxy?: string;
}

/** How a connection is opened. */
export interface ConnectionOptions {
  readonly connectTimeoutMs: number;
  /** 0: each request has a new connection. */
  readonly pipelining?: number;
}

/** A proxy cannot reach them: they are this machine. */
const LOOPBACK = ['localhost', '127.0.0.1', '[::1]'];

/** Creates the agent that opens connections, through the proxy if there is one for the host. */
export function createAgent(
  { httpProxy = '', httpsProxy = '', noProxy = '' }: ProxySettings,
  { connectTimeoutMs, ...options }: ConnectionOptions,
): Dispatcher {
  const connect = { timeout: connectTimeoutMs };
  if ((httpProxy === '' && httpsProxy === '') || noProxy.trim() === '*')
    return new Agent({ ...options, connect });
  return new EnvHttpProxyAgent({
    ...options,
    connect,
    proxyTls: connect,
    // An empty text, because undici would look for the variables itself.
    httpProxy,
    httpsProxy,
    noProxy: [noProxy, ...LOOPBACK].join(),
  });
}

/** The HTTP status with which a proxy refused to open a connection; undefined: something else went wrong. */
export function proxyRefusal(error: unknown): number | undefined {
  const { message } = (error ?? {}) as { readonly message?: unknown };
  const [, status] = (typeof message === 'string' && /^Proxy response \((\d{3})\)/.exec(message)) || [];
  return status === undefined ? undefined : Number(status);
}
