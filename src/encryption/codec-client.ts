import type { Payload, PayloadCodec } from '@temporalio/common';
import { payloadFromJson, payloadToJson, type PayloadJson } from './payload-json';
import { codecFailed, UNREADABLE_HEADER, unreadableFromJson } from './unreadable-payload';

/** Short, because a person waits for a command. */
const ANSWER_TIMEOUT_MS = 10_000;

/** The address of a codec server, and the credential for it. */
export interface CodecEndpoint {
  /** Without a trailing slash. */
  readonly url: string;
  readonly token: string | undefined;
  /** The namespace of the payloads. */
  readonly namespace: string;
}

/** Encrypts and decrypts with a codec server, as the Web UI does, for machines that must not have keys. */
export class CodecClient implements PayloadCodec {
  readonly #endpoint: CodecEndpoint;

  constructor(endpoint: CodecEndpoint) {
    this.#endpoint = endpoint;
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
    const answer = await fetch(`${url}/${operation}`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'x-namespace': namespace,
        ...(token !== undefined && { authorization: `Bearer ${token}` }),
      },
      body: JSON.stringify({ payloads: payloads.map(payloadToJson) }),
      // A redirect would send the token and the payloads to another server.
      redirect: 'error',
      signal: AbortSignal.timeout(ANSWER_TIMEOUT_MS),
    }).catch((error: unknown) => {
      throw codecFailed(error, `the codec server at ${url} does not answer; check PORTKEEPER_CODEC_ENDPOINT`);
    });
    const body: unknown = await answer.json().catch(() => undefined);
    if (answer.status === 401 || answer.status === 403)
      throw codecFailed(
        undefined,
        `the codec server at ${url} refuses this caller (${answer.status}); check PORTKEEPER_CODEC_TOKEN`,
      );
    if (!answer.ok)
      throw (
        unreadableFromJson(body) ??
        codecFailed(undefined, `the codec server at ${url} answers ${answer.status}`)
      );
    const unread = answer.headers.get(UNREADABLE_HEADER);
    if (unread !== null) throw unreadableFromJson(parsed(unread)) ?? codecFailed(undefined);
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
