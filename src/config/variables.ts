import { z } from 'zod';
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

/** One variable as text. Blank counts as unset, because that is what `NAME=` in an env file means to people. */
export function textOf(env: Environment, name: string): string | undefined {
  const text = env[name]?.trim();
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

/**
 * The URL of a server, without a slash at its end. A query, a fragment or credentials would be lost or logged once
 * paths are put behind it, so they are refused.
 */
export const serverUrl = z.string().transform((text, context) => {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (
    url !== undefined &&
    ['http:', 'https:'].includes(url.protocol) &&
    !/[?#]/.test(text) &&
    !url.username
  ) {
    return text.replace(/\/+$/, '');
  }
  context.addIssue('must be an http or https URL without query, fragment and credentials');
  return z.NEVER;
});
