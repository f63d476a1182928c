import { z } from 'zod';
import type { ProxySettings } from '../providers/http/egress';
import { serverUrl } from '../providers/server-url';
import { KeyListError, parseKeyList, type NamedKey } from '../security/key-list';
import type { Problems } from './configuration-error';
import { PLAINTEXT, UNDECIDED } from './encryption-undecided';
import { readProxySettings } from './proxy-settings';
import { flag, isUnencrypted, readVariable, textOf, type Environment } from './variables';

/** The key length of AES-256. */
const KEY_BYTES = 32;

const KEYS = 'PORTKEEPER_ENCRYPTION_KEYS';
const MODULE = 'PORTKEEPER_DATA_CONVERTER';
const ENDPOINT = 'PORTKEEPER_CODEC_ENDPOINT';

/** How this process encrypts payloads. */
export type EncryptionSettings =
  /** The first key encrypts, all decrypt. */
  | { readonly kind: 'keys'; readonly keys: readonly NamedKey[] }
  /** The team's own data converter. */
  | { readonly kind: 'module'; readonly specifier: string }
  /** A codec server encrypts and decrypts: for commands, on machines that must not have keys. */
  | {
      readonly kind: 'endpoint';
      readonly url: string;
      readonly token: string | undefined;
      /** The proxies of requests to the codec server. */
      readonly proxy: ProxySettings;
    }
  /** Temporal may store them readable. */
  | { readonly kind: 'plaintext' }
  | { readonly kind: 'undecided' };

/** Reads how payloads are encrypted. Keys take precedence over `PORTKEEPER_ALLOW_PLAINTEXT`. */
export function readEncryptionSettings(env: Environment, problems: Problems): EncryptionSettings {
  const plaintext = readVariable(env, PLAINTEXT, flag, problems) ?? false;
  const keys = readVariable(env, KEYS, encryptionKeys, problems);
  const specifier = textOf(env, MODULE);
  const url = readVariable(env, ENDPOINT, serverUrl, problems);
  const given = [KEYS, MODULE, ENDPOINT].filter((name) => textOf(env, name) !== undefined);
  const [first, ...others] = given;
  if (first !== undefined && others.length > 0)
    problems.add(first, `is set beside ${others.join(' and ')}; set one of them only`);
  if (first === KEYS) return { kind: 'keys', keys: keys ?? [] };
  if (specifier !== undefined) return { kind: 'module', specifier };
  if (first === ENDPOINT) {
    if (url !== undefined && isUnencrypted(url))
      problems.add(ENDPOINT, 'is http, so payloads could be read on their way; give it as https://');
    const proxy = readProxySettings(env, problems);
    return { kind: 'endpoint', url: url ?? '', token: textOf(env, 'PORTKEEPER_CODEC_TOKEN'), proxy };
  }
  return { kind: plaintext ? 'plaintext' : 'undecided' };
}

/** The operator must decide whether payloads are encrypted; there is no default. */
export function requireEncryptionDecision(env: Environment, problems: Problems): void {
  const { kind } = readEncryptionSettings(env, problems);
  if (kind === 'undecided') problems.add(PLAINTEXT, UNDECIDED);
  if (kind === 'endpoint')
    problems.add(ENDPOINT, `is for commands; worker and receiver encrypt themselves, so set ${KEYS} instead`);
}

/** The environment for a program's own data converter or client, which decides on encryption instead of the variables. */
export function withOwnConverter(env: Environment, isEncrypted: boolean): Environment {
  const others = { [KEYS]: undefined, [MODULE]: undefined, [ENDPOINT]: undefined };
  return { ...env, ...others, ...(isEncrypted && { [PLAINTEXT]: '1' }) };
}

const encryptionKeys = z.string().transform((text, context): readonly NamedKey[] => {
  try {
    const keys = parseKeyList(text, KEY_BYTES);
    const wrong = keys.findIndex(({ key }) => key.length !== KEY_BYTES);
    if (wrong < 0) return keys;
    context.addIssue(
      `the key of entry ${wrong + 1} must have exactly ${KEY_BYTES} bytes; make one with: openssl rand -base64 32`,
    );
  } catch (error) {
    if (!(error instanceof KeyListError)) throw error;
    context.addIssue(error.message);
  }
  return z.NEVER;
});
