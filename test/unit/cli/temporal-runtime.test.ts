import { Runtime, type RuntimeOptions } from '@temporalio/worker';
import pino from 'pino';
import { installTemporalRuntime } from '../../../src/cli/processes/temporal-runtime';

/** Where a worker has Temporal serve its metrics; nothing is installed. */
function metricsOf(metricsHost: string, metricsPort: number | undefined): unknown {
  let options: RuntimeOptions | undefined;
  const install = jest.spyOn(Runtime, 'install').mockImplementation((given) => {
    options = given;
    return undefined as unknown as Runtime;
  });
  installTemporalRuntime(pino({ level: 'silent' }), { metricsHost, metricsPort });
  install.mockRestore();
  return options?.telemetryOptions?.metrics;
}

test.each([
  ['127.0.0.1', '127.0.0.1:9464'],
  ['0.0.0.0', '0.0.0.0:9464'],
  ['::1', '[::1]:9464'],
])('a worker serves its metrics on METRICS_HOST %s and nowhere else', (host, bindAddress) => {
  expect(metricsOf(host, 9464)).toMatchObject({ prometheus: { bindAddress } });
});

test('a worker without METRICS_PORT serves no metrics', () => {
  expect(metricsOf('127.0.0.1', undefined)).toBeUndefined();
});
