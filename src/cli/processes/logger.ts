import pino, { type Logger } from 'pino';
import pinoPretty from 'pino-pretty';
import type { LogSettings } from '../../config/environment';

const STANDARD_ERROR = 2;

/**
 * The log of a process. It goes to standard error, because standard output carries results; and it is written at
 * once, so that the last words of a process that dies are not lost.
 */
export function createLogger({ level, pretty }: LogSettings): Logger {
  return pino(
    { level },
    pretty
      ? pinoPretty({ destination: STANDARD_ERROR, sync: true })
      : pino.destination({ dest: STANDARD_ERROR, sync: true }),
  );
}
