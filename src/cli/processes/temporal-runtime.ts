import type { Logger as TemporalLogger, LogLevel, LogMetadata } from '@temporalio/common';
import { makeTelemetryFilterString, Runtime } from '@temporalio/worker';
import type { Logger } from 'pino';
import type { ProcessSettings } from '../../config/environment';

/** The log filter of Temporal's native core. At INFO it logs polling several times a second. */
const NATIVE_LOG = makeTelemetryFilterString({ core: 'WARN', other: 'ERROR' });

/**
 * Installs the Temporal runtime of this process. Call it once, before the first connection.
 *
 * @param metrics - where Temporal's own metrics are served for Prometheus; without a port they are not served
 */
export function installTemporalRuntime(
  logger: Logger,
  { metricsPort, metricsHost }: Pick<ProcessSettings, 'metricsPort' | 'metricsHost'>,
): void {
  Runtime.install({
    logger: temporalLogger(logger.child({ from: 'temporal' })),
    // Portkeeper handles signals itself: it stops the whole process in order, not only its workers.
    shutdownSignals: [],
    telemetryOptions: {
      logging: { forward: {}, filter: NATIVE_LOG },
      ...(metricsPort !== undefined && {
        metrics: {
          prometheus: { bindAddress: socketAddress(metricsHost, metricsPort), countersTotalSuffix: true },
        },
      }),
    },
  });
}

/** `host:port`, with brackets around an IPv6 address. */
function socketAddress(host: string, port: number): string {
  return host.includes(':') ? `[${host}]:${String(port)}` : `${host}:${String(port)}`;
}

/** The SDK warns about this. An account's task queue has activities only, on purpose. */
const INTENDED = 'No workflows registered, not polling for workflow tasks';

/** Removes the task from a log line: the SDK logs a task that it cannot begin with all arguments. */
function withoutPayloads(meta: LogMetadata | undefined): object {
  const { task: _task, taskEncoded: _encoded, ...rest } = meta ?? {};
  return rest;
}

function temporalLogger(logger: Logger): TemporalLogger {
  const log = (given: LogLevel, message: string, meta?: LogMetadata): void => {
    const level = message === INTENDED ? 'DEBUG' : given;
    // Pino's level names are Temporal's in lower case.
    logger[level.toLowerCase() as Lowercase<LogLevel>](withoutPayloads(meta), message);
  };
  return {
    log,
    trace: (message, meta) => log('TRACE', message, meta),
    debug: (message, meta) => log('DEBUG', message, meta),
    info: (message, meta) => log('INFO', message, meta),
    warn: (message, meta) => log('WARN', message, meta),
    error: (message, meta) => log('ERROR', message, meta),
  };
}
