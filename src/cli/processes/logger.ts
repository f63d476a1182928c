import pino, { type Logger, type LoggerOptions } from 'pino';
import pinoPretty from 'pino-pretty';
import type { LogSettings } from '../../config/environment';
import { safeError } from './safe-error';

const STANDARD_ERROR = 2;

/**
 * The log of a process. It goes to standard error, because standard output carries results; and it is written at
 * once, so that the last words of a process that dies are not lost.
 */
export function createLogger({ level, pretty }: LogSettings): Logger {
  return pino(
    loggerOptions(level),
    pretty
      ? pinoPretty({ destination: STANDARD_ERROR, sync: true })
      : pino.destination({ dest: STANDARD_ERROR, sync: true }),
  );
}

/** Temporal says `error`, others say `err`; pino writes an error under a name that it does not know as an empty object. */
export function loggerOptions(level: LogSettings['level']): LoggerOptions {
  return { level, serializers: { error: safeError, err: safeError } };
}
