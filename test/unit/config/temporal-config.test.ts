import { ConfigurationError } from '../../../src/config/configuration-error';
import { temporalConfig, TemporalUnreachableError } from '../../../temporal.config';

const isolated = { XDG_CONFIG_HOME: '/nonexistent' };

describe('temporalConfig', () => {
  it('means the local development server unless told otherwise', () => {
    expect(temporalConfig(isolated)).toMatchObject({
      address: '127.0.0.1:7233',
      namespace: 'default',
      taskQueue: 'porting',
      connectionOptions: { address: '127.0.0.1:7233' },
    });
  });

  it('reads the variables of Temporal’s own tools', () => {
    const config = temporalConfig({
      ...isolated,
      TEMPORAL_ADDRESS: 'temporal.example:7233',
      TEMPORAL_NAMESPACE: 'numbers',
      TEMPORAL_API_KEY: 'key',
      PORTKEEPER_TASK_QUEUE: 'other',
    });
    expect(config).toMatchObject({
      address: 'temporal.example:7233',
      namespace: 'numbers',
      taskQueue: 'other',
      connectionOptions: { apiKey: 'key', tls: true },
    });
  });

  it('takes blank variables as unset', () => {
    expect(temporalConfig({ ...isolated, TEMPORAL_ADDRESS: '', TEMPORAL_NAMESPACE: '' })).toMatchObject({
      address: '127.0.0.1:7233',
      namespace: 'default',
    });
  });

  it('says what is wrong with the profile', () => {
    expect(() => temporalConfig({ ...isolated, TEMPORAL_PROFILE: 'absent' })).toThrow(ConfigurationError);
  });
});

describe('TemporalUnreachableError', () => {
  it('is one line that says what to do', () => {
    const error = new TemporalUnreachableError(temporalConfig(isolated), new Error('refused\nat somewhere'));
    expect(error.message).toBe(
      'cannot reach Temporal at 127.0.0.1:7233 (namespace default): refused; start one, for example with `portkeeper dev`, or set TEMPORAL_ADDRESS',
    );
  });
});
