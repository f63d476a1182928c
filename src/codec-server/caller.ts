import type { CodecServerAccess, JwtSettings } from '../config/codec-server-settings';
import { isSameSecret } from '../security/constant-time';

/** The parts of a request that are known before its body is read. */
export interface CallerRequest {
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  /** The address of the connection, never that of a header. */
  readonly remoteAddress: string | undefined;
}

/** A caller who may decrypt, and the way in which they were admitted. */
export interface Caller {
  readonly by: 'access token' | 'proxy' | 'token' | 'loopback';
  /** The subject of the access token, or the name from the proxy; for the log. */
  readonly name?: string;
}

/** Identifies the caller; undefined: the caller is not admitted. */
export type Admission = (request: CallerRequest) => Promise<Caller | undefined>;

/** Admits a caller by any configured way. Without one, it admits every caller that reaches the server. */
export function admission({ jwt, proxy, tokens }: CodecServerAccess): Admission {
  const verify = jwt && verifierOf(jwt);
  const isOpen = jwt === undefined && proxy === undefined && tokens.length === 0;
  return async ({ headers, remoteAddress }) => {
    if (isOpen) return { by: 'loopback' };
    if (proxy !== undefined && remoteAddress !== undefined) {
      const given = headers[proxy.header];
      const family = remoteAddress.includes(':') ? 'ipv6' : 'ipv4';
      // A repeated header may come from the caller in part.
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
    if (tokens.some((token) => isSameSecret(token, bearer))) return { by: 'token' };
    return verify?.(bearer);
  };
}

/** Asymmetric signatures only: with a shared-secret algorithm, a public key could be used as the secret. */
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
      // If the identity provider does not answer, the caller may still be authorized.
      if (error instanceof errors.JOSEError && !(error instanceof errors.JWKSTimeout)) return undefined;
      throw new KeysUnavailableError(error);
    }
  };
}

/** The keys of the identity provider are not available now. */
export class KeysUnavailableError extends Error {
  override readonly name = 'KeysUnavailableError';

  constructor(cause: unknown) {
    super('the keys of the identity provider are not available', { cause });
  }
}

function shortened(name: string): string {
  return name.trim().slice(0, 200);
}

/** Removes the zone of an address. `BlockList` accepts the IPv6 form of IPv4, `::ffff:10.0.0.1`, itself. */
function plainAddress(address: string): string {
  return address.replace(/%.*$/, '');
}
