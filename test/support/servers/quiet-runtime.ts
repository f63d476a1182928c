import { DefaultLogger, makeTelemetryFilterString, Runtime } from '@temporalio/worker';

// Every jest file has its own Runtime. Without this, each worker and each replay logs its states at INFO.
Runtime.install({
  logger: new DefaultLogger('ERROR'),
  telemetryOptions: { logging: { filter: makeTelemetryFilterString({ core: 'ERROR', other: 'ERROR' }) } },
  shutdownSignals: [], // Ctrl-C ends jest; no worker should wait for its drain
});
