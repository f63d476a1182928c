import { join } from 'node:path';
import type { DataConverter } from '@temporalio/common';
import type { Problems } from '../config/configuration-error';
import type { EncryptionSettings } from '../config/encryption-settings';
import { loadModule } from '../config/load-module';
import { completed, FAILURE_CONVERTER_PATH } from './data-converter';
import { EncryptionCodec } from './encryption-codec';
import type { CodecClient } from './codec-client';

/* eslint-disable @typescript-eslint/no-require-imports, @typescript-eslint/consistent-type-imports --
   An HTTP client: only a command line without keys uses it, and a service should not pay for it when it starts. */
const lazyModules = {
  codecClient: () => require('./codec-client') as typeof import('./codec-client'),
};
/* eslint-enable @typescript-eslint/no-require-imports, @typescript-eslint/consistent-type-imports */

/** The data converter of the configuration; undefined: it does not decide whether payloads are encrypted. */
export function configuredConverter(
  settings: EncryptionSettings,
  namespace: string,
  problems: Problems,
): DataConverter | undefined {
  switch (settings.kind) {
    case 'keys':
      return encryptedBy(new EncryptionCodec(settings.keys));
    case 'endpoint':
      return encryptedBy(new (lazyModules.codecClient().CodecClient)({ ...settings, namespace }));
    case 'module':
      return fromModule(settings.specifier, problems);
    case 'plaintext':
      // Encrypts nothing. For an encrypted payload, its error names the key.
      return { payloadCodecs: [new EncryptionCodec([])] };
    case 'undecided':
      return undefined;
  }
}

function encryptedBy(codec: EncryptionCodec | CodecClient): DataConverter {
  return { payloadCodecs: [codec], failureConverterPath: FAILURE_CONVERTER_PATH };
}

const VARIABLE = 'PORTKEEPER_DATA_CONVERTER';

function fromModule(specifier: string, problems: Problems): DataConverter | undefined {
  const loaded = loadModule(specifier, join(process.cwd(), 'package.json'), 'the working directory');
  if (!loaded.ok) {
    problems.add(VARIABLE, loaded.fault);
    return undefined;
  }
  const { dataConverter } = (loaded.exported ?? {}) as { readonly dataConverter?: unknown };
  if (isDataConverter(dataConverter)) return completed(dataConverter);
  problems.add(
    VARIABLE,
    `names ${specifier}, which exports no data converter with a codec; export { dataConverter } with payloadCodecs`,
  );
  return undefined;
}

/** A converter without a codec is refused, because it would store everything readable. */
function isDataConverter(value: unknown): value is DataConverter {
  if (typeof value !== 'object' || value === null) return false;
  const { payloadCodecs } = value as { readonly payloadCodecs?: unknown };
  return (
    Array.isArray(payloadCodecs) &&
    payloadCodecs.length > 0 &&
    payloadCodecs.every((codec) =>
      ['encode', 'decode'].every(
        (name) => typeof (codec as Record<string, unknown> | null)?.[name] === 'function',
      ),
    )
  );
}
