/* eslint-disable @typescript-eslint/no-require-imports, @typescript-eslint/consistent-type-imports -- may be missing */
import pino, { type Logger, type LoggerOptions } from 'pino';
import type { LogSettings } from '../../config/environment';

const STANDARD_ERROR = 2;

/**
 * The log of a process. It goes to standard error, because standard output carries results; and it is written at
 * once, so that the last words of a process that dies are not lost.
 */
export function createLogger({ level, pretty }: LogSettings): Logger {
  const makePretty = pretty ? findPretty() : undefined;
  const options = loggerOptions(level);
  if (makePretty !== undefined) return pino(options, makePretty({ destination: STANDARD_ERROR, sync: true }));
  const logger = pino(options, pino.destination({ dest: STANDARD_ERROR, sync: true }));
  if (pretty)
    logger.warn('LOG_PRETTY needs pino-pretty (npm install pino-pretty); the log is JSON until then');
  return logger;
}

/** For people at a terminal only, so services do without the package. */
function findPretty(): typeof import('pino-pretty') | undefined {
  try {
    return require('pino-pretty') as typeof import('pino-pretty');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'MODULE_NOT_FOUND') throw error;
    return undefined;
  }
}

/** Temporal says `error`, others say `err`; pino writes an error under a name that it does not know as an empty object. */
export function loggerOptions(level: LogSettings['level']): LoggerOptions {
  return { level, serializers: { error: safeError, err: safeError } };
}

/** How much of a text, and of a stack, a log line takes. */
const MAX_TEXT = 1_000;
const MAX_STACK = 4_000;

/**
 * An error as the log shows it: name, code, message and its own stack. Of a provider's error the problem, which is
 * free of what the request held, and the code of what lay below it: the words below may repeat an address with
 * credentials in it, or what was sent.
 */
function safeError(error: unknown): unknown {
  if (!(error instanceof Error)) return typeof error === 'string' ? clipped(error, MAX_TEXT) : error;
  const { name, message, stack, cause } = error;
  const below = causeOf(cause);
  const problem = problemIn(error);
  if (problem !== undefined) return { name, problem, ...(below !== undefined && { cause: below }) };
  const code = codeOf(error);
  return {
    name,
    ...(code !== undefined && { code }),
    message: clipped(message, MAX_TEXT),
    ...(stack !== undefined && { stack: clipped(stack, MAX_STACK) }),
    ...(below !== undefined && { cause: below }),
  };
}

/** The problem that a provider's error has, or the failure that Temporal made of it. */
function problemIn(error: Error): object | undefined {
  const { problem, details } = error as { readonly problem?: unknown; readonly details?: unknown };
  const candidates: unknown[] = [problem, ...(Array.isArray(details) ? (details as unknown[]) : [])];
  return candidates.find(
    (each): each is object =>
      typeof each === 'object' && each !== null && 'code' in each && 'outcome' in each,
  );
}

/** Of what lay below an error, the names and codes only, from the top to the bottom. */
function causeOf(cause: unknown): string | undefined {
  const names: string[] = [];
  for (let each = cause; each instanceof Error && names.length < MAX_DEPTH; each = each.cause)
    names.push([each.name, codeOf(each)].filter((part) => part !== undefined).join(' '));
  return names.length === 0 ? undefined : names.join(' < ');
}

/** Causes may go round in a circle. */
const MAX_DEPTH = 5;

function codeOf(error: Error): string | undefined {
  const { code, type } = error as { readonly code?: unknown; readonly type?: unknown };
  const known = code ?? type;
  return typeof known === 'string' || typeof known === 'number'
    ? clipped(String(known), MAX_TEXT)
    : undefined;
}

function clipped(text: string, length: number): string {
  return text.length > length ? `${text.slice(0, length)}…` : text;
}
