import { BlockList, isIP } from 'node:net';
import { z } from 'zod';
import { serverUrl } from '../providers/server-url';
import { Problems } from './configuration-error';
import { readEncryptionSettings } from './encryption-settings';
import { readProcessSettings, type ProcessSettings } from './environment';
import { isLoopback, isUnencrypted, readVariable, tcpPort, textOf, type Environment } from './variables';

const HOST = 'PORTKEEPER_CODEC_SERVER_HOST';
const PORT = 'PORTKEEPER_CODEC_SERVER_PORT';
const ORIGINS = 'PORTKEEPER_CODEC_SERVER_ORIGINS';
const TOKENS = 'PORTKEEPER_CODEC_SERVER_TOKENS';
const JWT_ISSUER = 'PORTKEEPER_CODEC_SERVER_JWT_ISSUER';
const JWT_AUDIENCE = 'PORTKEEPER_CODEC_SERVER_JWT_AUDIENCE';
const JWKS_URL = 'PORTKEEPER_CODEC_SERVER_JWKS_URL';
const PROXY_HEADER = 'PORTKEEPER_CODEC_SERVER_PROXY_HEADER';
const PROXY_ADDRESSES = 'PORTKEEPER_CODEC_SERVER_PROXY_ADDRESSES';

/** Shorter tokens can be guessed. */
const MIN_TOKEN_LENGTH = 32;

/** How access tokens of an identity provider are checked; the Web UI passes them on. */
export interface JwtSettings {
  readonly issuer: string;
  readonly audience: string;
  readonly jwksUrl: string;
}

/** A proxy that signs users in and names them in a header. */
export interface TrustedProxy {
  /** In lower case. */
  readonly header: string;
  /** The header is believed only from these addresses. */
  readonly addresses: BlockList;
}

/** Who may use a codec server. */
export interface CodecServerAccess {
  readonly jwt?: JwtSettings;
  readonly proxy?: TrustedProxy;
  /** The tokens of command lines. */
  readonly tokens: readonly string[];
}

/** The settings of a codec server, except the keys. */
export interface CodecServerSettings extends ProcessSettings {
  readonly host: string;
  readonly port: number;
  /** The origins of the Web UIs; a page of another origin gets no answer. */
  readonly origins: readonly string[];
  readonly access: CodecServerAccess;
}

/**
 * Reads the settings of a codec server.
 *
 * @throws ConfigurationError naming every problem
 */
export function readCodecServerSettings(env: Environment): CodecServerSettings {
  const problems = new Problems();
  const shared = readProcessSettings(env, problems);
  const { kind } = readEncryptionSettings(env, problems);
  if (kind !== 'keys' && kind !== 'module')
    problems.add('PORTKEEPER_ENCRYPTION_KEYS', 'is not set; a codec server needs the keys of the workers');
  const host = textOf(env, HOST) ?? '127.0.0.1';
  const port = readVariable(env, PORT, tcpPort, problems) ?? 8081;
  const origins = readVariable(env, ORIGINS, originList, problems) ?? [];
  const jwt = readJwt(env, problems);
  const proxy = readProxy(env, problems);
  const tokens = readVariable(env, TOKENS, tokenList, problems) ?? [];
  const isOpen = [JWT_ISSUER, PROXY_HEADER, TOKENS].every((name) => textOf(env, name) === undefined);
  if (isOpen && !isLoopback(host))
    problems.add(
      HOST,
      `is ${host}, which other machines reach, so every caller could decrypt; set ${TOKENS}, ${JWT_ISSUER} or ${PROXY_HEADER}, or listen on 127.0.0.1`,
    );
  problems.throwIfAny();
  return { ...shared, host, port, origins, access: { tokens, ...(jwt && { jwt }), ...(proxy && { proxy }) } };
}

function readJwt(env: Environment, problems: Problems): JwtSettings | undefined {
  const names = [JWT_ISSUER, JWT_AUDIENCE, JWKS_URL] as const;
  const missing = names.filter((name) => textOf(env, name) === undefined);
  if (missing.length === names.length) return undefined;
  for (const name of missing)
    problems.add(name, 'is not set; an access token is checked by issuer, audience and keys together');
  const jwksUrl = readVariable(env, JWKS_URL, serverUrl, problems) ?? '';
  if (isUnencrypted(jwksUrl))
    problems.add(JWKS_URL, 'is http, so the keys could be replaced on their way; give it as https://');
  return { issuer: textOf(env, JWT_ISSUER) ?? '', audience: textOf(env, JWT_AUDIENCE) ?? '', jwksUrl };
}

function readProxy(env: Environment, problems: Problems): TrustedProxy | undefined {
  const header = readVariable(env, PROXY_HEADER, headerName, problems);
  const addresses = readVariable(env, PROXY_ADDRESSES, addressList, problems);
  for (const [name, other] of [
    [PROXY_HEADER, PROXY_ADDRESSES],
    [PROXY_ADDRESSES, PROXY_HEADER],
  ] as const)
    if (textOf(env, name) === undefined && textOf(env, other) !== undefined)
      problems.add(name, 'is not set; a header is believed only from the proxy, so both are needed');
  return header === undefined || addresses === undefined ? undefined : { header, addresses };
}

const headerName = z
  .string()
  .regex(/^[A-Za-z0-9-]{1,100}$/, 'must be the name of a header')
  .transform((name) => name.toLowerCase())
  .refine(
    (name) => !['origin', 'authorization', 'host', 'x-namespace', 'content-type'].includes(name),
    'must be a header that the proxy alone sets',
  );

const originList = list().transform((texts, context) =>
  texts.flatMap((text) => {
    const url = URL.canParse(text) ? new URL(text) : undefined;
    if (url !== undefined && /^https?:$/.test(url.protocol) && url.origin === text) return [text];
    context.addIssue(
      'must be origins like https://temporal.example.com, with commas between, without paths or wildcards',
    );
    return [];
  }),
);

const tokenList = list().transform((tokens, context) => {
  const isFit = tokens.every((token) => token.length >= MIN_TOKEN_LENGTH && /^[\x21-\x7e]+$/.test(token));
  if (!isFit)
    context.addIssue(
      `must be tokens of at least ${MIN_TOKEN_LENGTH} characters, with commas between; make one with: openssl rand -hex 32`,
    );
  return tokens;
});

const addressList = list().transform((texts, context) => {
  const addresses = new BlockList();
  for (const text of texts) {
    const [address = '', prefix] = text.split('/');
    const version = isIP(address);
    const bits = prefix === undefined ? undefined : Number(prefix);
    const isWrong =
      version === 0 ||
      (bits !== undefined && !(/^\d{1,3}$/.test(prefix ?? '') && bits <= (version === 4 ? 32 : 128)));
    const family = version === 6 ? 'ipv6' : 'ipv4';
    if (isWrong) context.addIssue('must be IP addresses or networks like 10.0.0.0/8, with commas between');
    else if (bits === undefined) addresses.addAddress(address, family);
    else addresses.addSubnet(address, bits, family);
  }
  return addresses;
});

function list() {
  return z.string().transform((text) =>
    text
      .split(',')
      .map((part) => part.trim())
      .filter((part) => part !== ''),
  );
}
