import type { Logger as TemporalLogger, LogLevel, LogMetadata } from '@temporalio/common';
import { makeTelemetryFilterString, Runtime } from '@temporalio/worker';
import type { Logger } from 'pino';
import type { ProcessSettings } from '../../config/environment';

/** What Temporal's native part says. Its own words at INFO are about polling, several times a second. */
const NATIVE_LOG = makeTelemetryFilterString({ core: 'WARN', other: 'ERROR' });

/**
 * Prepares this process for Temporal workers: once, before the first connection.
 *
 * @param metrics - where Temporal's own metrics are served for Prometheus; without a port nowhere
 */
export function installTemporalRuntime(
  logger: Logger,
  { metricsPort, metricsHost }: Pick<ProcessSettings, 'metricsPort' | 'metricsHost'>,
): void {
  Runtime.install({
    logger: temporalLogger(logger.child({ from: 'temporal' })),
    // Signals are ours: they end the whole process in its right order, not only its workers.
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

/** `host:port` as it is written for IPv6 too. */
function socketAddress(host: string, port: number): string {
  return host.includes(':') ? `[${host}]:${String(port)}` : `${host}:${String(port)}`;
}

/** The SDK warns of this, but the queue of an account carries provider calls and nothing else, on purpose. */
const INTENDED = 'No workflows registered, not polling for workflow tasks';

/** Of a task that a worker cannot begin the SDK logs the whole, with the arguments in it. */
function withoutPayloads(meta: LogMetadata | undefined): object {
  const { task: _task, taskEncoded: _encoded, ...rest } = meta ?? {};
  return rest;
}

function temporalLogger(logger: Logger): TemporalLogger {
  const log = (given: LogLevel, message: string, meta?: LogMetadata): void => {
    const level = message === INTENDED ? 'DEBUG' : given;
    // Pino's names of the levels are Temporal's in lower case.
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
