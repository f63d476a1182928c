/* eslint-disable @typescript-eslint/no-require-imports, @typescript-eslint/consistent-type-imports -- may be missing */
import pino, { type Logger, type LoggerOptions } from 'pino';
import type { LogSettings } from '../../config/environment';
import { withoutTerminalCommands } from '../output';

const STANDARD_ERROR = 2;

/**
 * Creates the log of a process. It writes to standard error, because standard output carries results, and
 * synchronously, so that the last lines of a dying process are not lost.
 */
export function createLogger({ level, pretty }: LogSettings): Logger {
  const makePretty = pretty ? findPretty() : undefined;
  const options = loggerOptions(level);
  if (makePretty !== undefined) {
    const terminal = makePretty({ destination: STANDARD_ERROR, sync: true });
    return pino(options, { write: (line) => void terminal.write(plainLine(line)) });
  }
  const logger = pino(options, pino.destination({ dest: STANDARD_ERROR, sync: true }));
  if (pretty)
    logger.warn('LOG_PRETTY needs pino-pretty (npm install pino-pretty); the log is JSON until then');
  return logger;
}

/** A log line whose texts are safe on a terminal: as JSON they are escaped, and pino-pretty undoes that. */
export function plainLine(line: string): string {
  const plain = JSON.stringify(JSON.parse(line), (_key, value: unknown) =>
    typeof value === 'string' ? withoutTerminalCommands(value) : value,
  );
  return `${plain}\n`;
}

/** pino-pretty is for terminals only, so services need not install it. */
function findPretty(): typeof import('pino-pretty') | undefined {
  try {
    return require('pino-pretty') as typeof import('pino-pretty');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'MODULE_NOT_FOUND') throw error;
    return undefined;
  }
}

/**
 * Temporal logs errors as `error`, other code as `err`. Without a serializer for the name, pino writes an
 * error as an empty object.
 */
export function loggerOptions(level: LogSettings['level']): LoggerOptions {
  return { level, serializers: { error: safeError, err: safeError } };
}

/** The maximum length of a text, and of a stack, in a log line. */
const MAX_TEXT = 1_000;
const MAX_STACK = 4_000;

/**
 * An error for the log: name, code, message and its own stack. For a provider error: the problem, which
 * contains no request data, and the names and codes of its causes. The messages of the causes are left out,
 * because they may contain request data or an address with credentials.
 */
function safeError(error: unknown): unknown {
  if (!(error instanceof Error)) return typeof error === 'string' ? clipped(error, MAX_TEXT) : error;
  const { name, message, stack, cause } = error;
  const causes = causeOf(cause);
  const problem = problemIn(error);
  if (problem !== undefined) return { name, problem, ...(causes !== undefined && { cause: causes }) };
  const code = codeOf(error);
  return {
    name,
    ...(code !== undefined && { code }),
    message: clipped(message, MAX_TEXT),
    ...(stack !== undefined && { stack: clipped(stack, MAX_STACK) }),
    ...(causes !== undefined && { cause: causes }),
  };
}

/** The problem of a provider error, or of the failure that Temporal made of it. */
function problemIn(error: Error): object | undefined {
  const { problem, details } = error as { readonly problem?: unknown; readonly details?: unknown };
  const candidates: unknown[] = [problem, ...(Array.isArray(details) ? (details as unknown[]) : [])];
  return candidates.find(
    (each): each is object =>
      typeof each === 'object' && each !== null && 'code' in each && 'outcome' in each,
  );
}

/** The names and codes of an error's causes, outermost first. */
function causeOf(cause: unknown): string | undefined {
  const names: string[] = [];
  for (let each = cause; each instanceof Error && names.length < MAX_DEPTH; each = each.cause)
    names.push([each.name, codeOf(each)].filter((part) => part !== undefined).join(' '));
  return names.length === 0 ? undefined : names.join(' < ');
}

/** Causes may form a cycle. */
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
