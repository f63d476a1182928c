/* eslint-disable @typescript-eslint/no-require-imports, @typescript-eslint/consistent-type-imports -- may be missing */
import pino, { type Logger, type LoggerOptions } from 'pino';
import type { LogSettings } from '../../config/environment';
import { safeError } from './safe-error';

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
