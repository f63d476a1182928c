import type { Payload, PayloadCodec } from '@temporalio/common';
import { payloadFromJson, payloadToJson, type PayloadJson } from './payload-json';
import { codecFailed, UNREADABLE_HEADER, unreadableFromJson } from './unreadable-payload';

/** A person waits for a command. */
const ANSWER_WITHIN_MS = 10_000;

/** Where a codec server is, and how a caller shows who it is. */
export interface CodecEndpoint {
  /** Without a slash at its end. */
  readonly url: string;
  readonly token: string | undefined;
  /** The namespace that the payloads are of. */
  readonly namespace: string;
}

/** Encrypts and decrypts by a codec server, as the Web UI does: for machines that must not have keys. */
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
      // Another place would get the token, or the payloads.
      redirect: 'error',
      signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
    }).catch((error: unknown) => {
      throw codecFailed(
        error,
        `the codec server at ${url} does not answer; look at PORTKEEPER_CODEC_ENDPOINT`,
      );
    });
    const body: unknown = await answer.json().catch(() => undefined);
    if (answer.status === 401 || answer.status === 403)
      throw codecFailed(
        undefined,
        `the codec server at ${url} refuses this caller (${answer.status}); look at PORTKEEPER_CODEC_TOKEN`,
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
        `the codec server at ${url} answers as none does; look at PORTKEEPER_CODEC_ENDPOINT`,
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
