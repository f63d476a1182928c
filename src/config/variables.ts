import { z } from 'zod';
import { DAY_LENGTH_RULE, parseDaySeconds } from './day-length';
import { serverUrlOf } from '../providers/server-url';
import type { Problems } from './configuration-error';

/** Environment variables, as in `process.env`. */
export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The environment of this process. No other code reads it: everything else takes an `Environment`, so that a
 * test or an embedding program can set it.
 */
export function processEnvironment(): Environment {
  return process.env;
}

/** Invisible characters at the ends of a value, for example from pasting. */
const INVISIBLE_ENDS =
  /^[\s\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]+|[\s\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]+$/g;

/**
 * A quoted value without further quotes of the same kind: `docker --env-file` keeps quotes that other readers
 * remove.
 */
const QUOTED = /^(["'])((?:(?!\1)[^])*)\1$/;

/**
 * Removes surrounding quotes and invisible characters at the ends. All variables use this rule, so that every
 * reader of the same file gets the same value.
 */
export function plainValue(value: string): string {
  const trimmed = value.replace(INVISIBLE_ENDS, '');
  const [, , inner] = QUOTED.exec(trimmed) ?? [];
  return inner === undefined ? trimmed : inner.replace(INVISIBLE_ENDS, '');
}

/**
 * One variable as text. Blank counts as unset, because that is the usual meaning of `NAME=` in an env file.
 */
export function textOf(env: Environment, name: string): string | undefined {
  const value = env[name];
  const text = value === undefined ? '' : plainValue(value);
  return text === '' ? undefined : text;
}

/** Reads one variable; undefined if it is unset or malformed. A malformed one is a problem. */
export function readVariable<T>(
  env: Environment,
  name: string,
  schema: z.ZodType<T, string>,
  problems: Problems,
): T | undefined {
  const text = textOf(env, name);
  if (text === undefined) return undefined;
  const parsed = schema.safeParse(text);
  if (parsed.success) return parsed.data;
  for (const issue of parsed.error.issues) problems.add(name, issue.message);
  return undefined;
}

/**
 * Reads one required variable.
 *
 * @param remedy - what to set it to, for the problem's message
 */
export function requireVariable<T>(
  env: Environment,
  name: string,
  schema: z.ZodType<T, string>,
  remedy: string,
  problems: Problems,
): T | undefined {
  if (textOf(env, name) === undefined) problems.add(name, `is not set; ${remedy}`);
  return readVariable(env, name, schema, problems);
}

/** A TCP port; 0 lets the system choose one. */
export const tcpPort = z
  .string()
  .regex(/^\d{1,5}$/, 'must be a port number from 0 to 65535')
  .transform(Number)
  .refine((port) => port <= 65535, 'must be a port number from 0 to 65535');

/** On or off: `1`, `true`, `0` or `false`. */
export const flag = z
  .enum(['1', 'true', '0', 'false'], 'must be 1 or 0')
  .transform((text) => text === '1' || text === 'true');

/** An instant with its zone, as epoch milliseconds. */
export const instant = z.iso
  .datetime({ offset: true, error: 'must be an instant with its zone, for example 2026-12-24T12:00:00Z' })
  .transform((text) => Date.parse(text));

/** The length of a provider-side day of a sandbox, `PORTKEEPER_DAY_SECONDS`. */
export const daySeconds = z.string().transform((text, context): number => {
  const seconds = parseDaySeconds(text);
  if (seconds !== undefined) return seconds;
  context.addIssue(DAY_LENGTH_RULE);
  return z.NEVER;
});

/** Hosts of this machine: traffic to them does not leave it. */
const LOOPBACK = /^(?:localhost|(?:[^.]+\.)*localhost|127(?:\.\d{1,3}){3}|\[::1\])$/i;

/** Whether a server that listens on this host is reached from this machine only. */
export function isLoopback(host: string): boolean {
  return host === '::1' || LOOPBACK.test(host);
}

/** Whether traffic to a server is unencrypted on the network. */
export function isUnencrypted(serverUrl: string): boolean {
  const url = serverUrlOf(serverUrl);
  return url?.protocol === 'http:' && !LOOPBACK.test(url.hostname);
}
