import { createHash, timingSafeEqual } from 'node:crypto';
import type { CodecServerAccess, JwtSettings } from '../config/codec-server-settings';

/** What is known of a request before its body is read. */
export interface Asking {
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  /** Of the connection; never what a header says. */
  readonly remoteAddress: string | undefined;
}

/** Who may decrypt, and by which of the ways in. */
export interface Caller {
  readonly by: 'access token' | 'proxy' | 'token' | 'loopback';
  /** The subject of an access token, or the name that the proxy gave; for the log. */
  readonly name?: string;
}

/** Tells who asks; undefined: nobody who may. */
export type Admission = (asking: Asking) => Promise<Caller | undefined>;

/** The ways in that are configured, any of which is enough. Without any, whoever reaches the server may. */
export function admission({ jwt, proxy, tokens }: CodecServerAccess): Admission {
  const verify = jwt && verifierOf(jwt);
  const digests = tokens.map(digestOf);
  const isOpen = jwt === undefined && proxy === undefined && tokens.length === 0;
  return async ({ headers, remoteAddress }) => {
    if (isOpen) return { by: 'loopback' };
    if (proxy !== undefined && remoteAddress !== undefined) {
      const given = headers[proxy.header];
      const family = remoteAddress.includes(':') ? 'ipv6' : 'ipv4';
      // A header that comes twice is not the proxy's alone.
      if (
        typeof given === 'string' &&
        given.trim() !== '' &&
        proxy.addresses.check(plainAddress(remoteAddress), family)
      )
        return { by: 'proxy', name: shortened(given) };
    }
    const { authorization } = headers;
    const [, bearer] = (typeof authorization === 'string' && /^Bearer +(\S+)$/i.exec(authorization)) || [];
    if (bearer === undefined) return undefined;
    const digest = digestOf(bearer);
    if (digests.some((known) => timingSafeEqual(known, digest))) return { by: 'token' };
    return verify?.(bearer);
  };
}

/** Signatures by a secret that both sides share are not among them: a public key must not pass for one. */
const ALGORITHMS = ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512', 'EdDSA'];

function verifierOf({
  issuer,
  audience,
  jwksUrl,
}: JwtSettings): (token: string) => Promise<Caller | undefined> {
  // eslint-disable-next-line @typescript-eslint/no-require-imports, @typescript-eslint/consistent-type-imports -- an optional package
  const { createRemoteJWKSet, errors, jwtVerify } = require('jose') as typeof import('jose');
  const keys = createRemoteJWKSet(new URL(jwksUrl));
  return async (token) => {
    try {
      const { payload } = await jwtVerify(token, keys, {
        issuer,
        audience,
        algorithms: ALGORITHMS,
        requiredClaims: ['exp'],
      });
      return { by: 'access token', ...(payload.sub !== undefined && { name: shortened(payload.sub) }) };
    } catch (error) {
      // That the identity provider does not answer is no reason to call a person unauthorized.
      if (error instanceof errors.JOSEError && !(error instanceof errors.JWKSTimeout)) return undefined;
      throw new KeysUnavailableError(error);
    }
  };
}

/** The keys of the identity provider cannot be had now. */
export class KeysUnavailableError extends Error {
  override readonly name = 'KeysUnavailableError';

  constructor(cause: unknown) {
    super('the keys of the identity provider cannot be had', { cause });
  }
}

function digestOf(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}

function shortened(name: string): string {
  return name.trim().slice(0, 200);
}

/** IPv4 as a server that listens on IPv6 sees it: `::ffff:10.0.0.1`. `BlockList` knows that form by itself. */
function plainAddress(address: string): string {
  return address.replace(/%.*$/, '');
}
