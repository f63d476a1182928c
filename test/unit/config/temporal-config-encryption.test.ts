import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defaultPayloadConverter } from '@temporalio/common';
import { temporalConfig } from '../../../temporal.config';
import { PortingClient } from '../../../src/client/porting-client';
import { FAILURE_CONVERTER_PATH } from '../../../src/encryption/data-converter';

const isolated = { XDG_CONFIG_HOME: '/nonexistent', TEMPORAL_ADDRESS: '127.0.0.1:1' };
const key = Buffer.alloc(32, 'one').toString('base64');
const payload = defaultPayloadConverter.toPayload('0042');

function moduleWith(source: string): string {
  const file = join(mkdtempSync(join(tmpdir(), 'portkeeper-codec-')), 'codec.js');
  writeFileSync(file, source);
  return file;
}

function converterOf(env: object) {
  return temporalConfig({ ...isolated, ...env }).dataConverter;
}

test('keys encrypt payloads, and the texts of failures', async () => {
  const converter = converterOf({ PORTKEEPER_ENCRYPTION_KEYS: `k1:${key}` });
  expect(converter?.failureConverterPath).toBe(FAILURE_CONVERTER_PATH);
  const [ciphertext] = (await converter?.payloadCodecs?.[0]?.encode([payload])) ?? [];
  expect(String(ciphertext?.metadata?.['encryption-key-id'])).toBe('k1');
});

test('with plaintext allowed, payloads are written readable, and encrypted ones name their key', async () => {
  const converter = converterOf({ PORTKEEPER_ALLOW_PLAINTEXT: '1' });
  expect(converter?.failureConverterPath).toBeUndefined();
  expect(await converter?.payloadCodecs?.[0]?.encode([payload])).toEqual([payload]);
});

test('no client connects without a decision', async () => {
  const config = temporalConfig(isolated);
  expect(config.dataConverter).toBeUndefined();
  await expect(PortingClient.connect(config)).rejects.toMatchObject({
    code: 'configuration_invalid',
    message: expect.stringMatching(/PORTKEEPER_ALLOW_PLAINTEXT: is not set, and no key either/) as string,
  });
});

describe('your own data converter', () => {
  it('is named by the environment', async () => {
    const file = moduleWith(`exports.dataConverter = { payloadCodecs: [{
      encode: async (payloads) => payloads.map(() => ({ data: Buffer.from('ciphertext') })),
      decode: async () => { throw new Error('0042'); },
    }] };`);
    const converter = converterOf({ PORTKEEPER_DATA_CONVERTER: file });
    expect(converter?.failureConverterPath).toBe(FAILURE_CONVERTER_PATH);
    const [codec] = converter?.payloadCodecs ?? [];
    expect(await codec?.encode([payload])).toEqual([{ data: Buffer.from('ciphertext') }]);
    // A call with such arguments was not sent. The codec’s message may contain them.
    const failed = await codec?.decode([payload]).catch((error: unknown) => error);
    expect(failed).toMatchObject({ type: 'payload_unreadable', details: [{ outcome: 'unavailable' }] });
    expect((failed as Error).message).not.toContain('0042');
  });

  it.each([
    [
      'is not there',
      './absent.js',
      /names \.\/absent\.js, and there is no such file; write its path relative to the working directory/,
    ],
    ['exports none', moduleWith('exports.other = 1'), /exports no data converter with a codec/],
    ['has no codec', moduleWith('exports.dataConverter = {}'), /exports no data converter with a codec/],
    [
      'has half a codec',
      moduleWith('exports.dataConverter = { payloadCodecs: [{ encode() {} }] }'),
      /exports no data/,
    ],
    [
      'throws',
      moduleWith('throw new Error("no KMS\\nsecret")'),
      /cannot be loaded \(no KMS\); correct the module/,
    ],
  ])('%s: the start is refused', (_, specifier, message) => {
    expect(() => converterOf({ PORTKEEPER_DATA_CONVERTER: specifier })).toThrow(message);
  });
});
