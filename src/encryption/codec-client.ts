import type { Payload, PayloadCodec } from '@temporalio/common';
import { request, type Dispatcher } from 'undici';
import { createAgent, proxyRefusal, type ProxySettings } from '../providers/http/egress';
import { payloadFromJson, payloadToJson, type PayloadJson } from './payload-json';
import { codecFailed, UNREADABLE_HEADER, unreadableFromJson } from './unreadable-payload';

/** Short, because a person waits for a command. */
const ANSWER_TIMEOUT_MS = 10_000;
const CONNECT_TIMEOUT_MS = 5_000;

/** The address of a codec server, and the credential for it. */
export interface CodecEndpoint {
  /** Without a trailing slash. */
  readonly url: string;
  readonly token: string | undefined;
  /** The namespace of the payloads. */
  readonly namespace: string;
  /** The proxies between this machine and the codec server. Default: none. */
  readonly proxy?: ProxySettings;
}

/** Encrypts and decrypts with a codec server, as the Web UI does, for machines that must not have keys. */
export class CodecClient implements PayloadCodec {
  readonly #endpoint: CodecEndpoint;
  readonly #dispatcher: Dispatcher;

  constructor(endpoint: CodecEndpoint) {
    this.#endpoint = endpoint;
    this.#dispatcher = createAgent(endpoint.proxy ?? {}, { connectTimeoutMs: CONNECT_TIMEOUT_MS });
  }

  async encode(payloads: Payload[]): Promise<Payload[]> {
    return this.#ask('encode', payloads);
  }

  async decode(payloads: Payload[]): Promise<Payload[]> {
    return this.#ask('decode', payloads);
  }

  async #ask(operation: 'encode' | 'decode', payloads: Payload[]): Promise<Payload[]> {
    if (payloads.length === 0) return payloads;
    const { url, token, namespace } = this.#endpoint;
    // A redirect is not followed: it would send the token and the payloads to another server.
    const answer = await request(`${url}/${operation}`, {
      dispatcher: this.#dispatcher,
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'x-namespace': namespace,
        ...(token !== undefined && { authorization: `Bearer ${token}` }),
      },
      body: JSON.stringify({ payloads: payloads.map(payloadToJson) }),
      signal: AbortSignal.timeout(ANSWER_TIMEOUT_MS),
    }).catch((error: unknown) => {
      const refused = proxyRefusal(error);
      throw codecFailed(
        error,
        refused === undefined
          ? `the codec server at ${url} does not answer; check PORTKEEPER_CODEC_ENDPOINT`
          : `the proxy opens no connection to the codec server at ${url} (HTTP ${refused}); check HTTPS_PROXY`,
      );
    });
    const { statusCode } = answer;
    const body: unknown = await answer.body.json().catch(() => undefined);
    if (statusCode === 401 || statusCode === 403)
      throw codecFailed(
        undefined,
        `the codec server at ${url} refuses this caller (${statusCode}); check PORTKEEPER_CODEC_TOKEN`,
      );
    if (statusCode < 200 || statusCode > 299)
      throw (
        unreadableFromJson(body) ?? codecFailed(undefined, `the codec server at ${url} answers ${statusCode}`)
      );
    const unread = answer.headers[UNREADABLE_HEADER];
    if (typeof unread === 'string') throw unreadableFromJson(parsed(unread)) ?? codecFailed(undefined);
    const given = (body as { readonly payloads?: readonly PayloadJson[] } | undefined)?.payloads;
    if (!Array.isArray(given) || given.length !== payloads.length)
      throw codecFailed(
        undefined,
        `the codec server at ${url} does not answer like a codec server; check PORTKEEPER_CODEC_ENDPOINT`,
      );
    return given.map(payloadFromJson);
  }
}

function parsed(header: string): unknown {
  try {
    return JSON.parse(decodeURIComponent(header));
  } catch {
    return undefined;
  }
}
