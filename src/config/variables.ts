import { z } from 'zod';
import { serverUrlOf } from '../providers/server-url';
import type { Problems } from './configuration-error';

/** Environment variables, as `process.env` has them. */
export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The environment of this process. The one place that reads it: everything else takes an `Environment`, so that a
 * test or a program that embeds Portkeeper decides what it says.
 */
export function processEnvironment(): Environment {
  return process.env;
}

/** What pasting leaves at the ends of a value, and nobody sees. */
const UNSEEN_ENDS =
  /^[\s\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]+|[\s\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]+$/g;

/** A value in quotes, with none of the same kind inside: `docker --env-file` keeps what every other reader takes off. */
const QUOTED = /^(["'])((?:(?!\1)[^])*)\1$/;

/**
 * A value as it is meant: without the quotes around it, and without what is not seen at its ends. One rule for all
 * variables, so that the same file means the same to every reader.
 */
export function plainValue(value: string): string {
  const trimmed = value.replace(UNSEEN_ENDS, '');
  const [, , inner] = QUOTED.exec(trimmed) ?? [];
  return inner === undefined ? trimmed : inner.replace(UNSEEN_ENDS, '');
}

/** One variable as text. Blank counts as unset, because that is what `NAME=` in an env file means to people. */
export function textOf(env: Environment, name: string): string | undefined {
  const value = env[name];
  const text = value === undefined ? '' : plainValue(value);
  return text === '' ? undefined : text;
}

/** Reads one variable; undefined when it is unset, or malformed, which is then a problem. */
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
 * Reads one variable that must be set.
 *
 * @param remedy - what to set it to, for the person who reads the problem
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

/** On or off, as people write it. */
export const flag = z
  .enum(['1', 'true', '0', 'false'], 'must be 1 or 0')
  .transform((text) => text === '1' || text === 'true');

/** A whole number or a fraction above zero. */
export const positiveNumber = z
  .string()
  .regex(/^\d+(\.\d+)?$/, 'must be a number above 0')
  .transform(Number)
  .refine((value) => value > 0, 'must be a number above 0');

/** Hosts that are this machine: what is sent there leaves it nowhere. */
const LOOPBACK = /^(?:localhost|(?:[^.]+\.)*localhost|127(?:\.\d{1,3}){3}|\[::1\])$/i;

/** Whether what is sent to a server can be read on its way there. */
export function isUnencrypted(serverUrl: string): boolean {
  const url = serverUrlOf(serverUrl);
  return url?.protocol === 'http:' && !LOOPBACK.test(url.hostname);
}
