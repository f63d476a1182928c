import { randomBytes } from 'node:crypto';
import type { Environment } from '../../config/variables';
import { BUILT_IN_PROVIDERS } from '../../providers/registry';
import { sandboxVariables } from '../../config/sandbox-variables';

/** How long a day of the demo lasts, unless PORTKEEPER_DAY_SECONDS says otherwise. */
export const DEMO_DAY_SECONDS = 2;

/** Variables that would bring other accounts, or another way to encrypt, into the demo. */
const NOT_FOR_DEMO = [
  'PORTKEEPER_CONFIG',
  'PORTKEEPER_ALLOW_PLAINTEXT',
  'PORTKEEPER_DATA_CONVERTER',
  'PORTKEEPER_CODEC_ENDPOINT',
  ...[...BUILT_IN_PROVIDERS.values()].flatMap(({ keys }) =>
    Object.values(keys).flatMap(({ variable }) => variable ?? []),
  ),
];

/** The environment of the demo's parts, and what another terminal must export to belong to them. */
export interface DemoEnvironment {
  readonly env: Environment;
  readonly exports: Readonly<Record<string, string>>;
}

/** Settings under which worker, receiver and sandbox are one system, whatever the user's own are. */
export function demoEnvironment(input: {
  readonly env: Environment;
  readonly temporal: Environment;
  readonly sandboxUrl: string;
  readonly receiverPort: number;
  readonly daySeconds: number;
  /** Default: a key of this demo alone. */
  readonly encryptionKeys?: string | undefined;
}): DemoEnvironment {
  const { env, temporal, sandboxUrl, receiverPort, daySeconds, encryptionKeys = newKey() } = input;
  const exports = {
    TEMPORAL_ADDRESS: temporal['TEMPORAL_ADDRESS'] ?? '',
    ...sandboxVariables(sandboxUrl, daySeconds),
    WEBHOOK_PUBLIC_URL: `http://127.0.0.1:${receiverPort}`,
    PORTKEEPER_WEBHOOK_SECRETS: env['PORTKEEPER_WEBHOOK_SECRETS'] ?? newKey(),
    PORTKEEPER_ENCRYPTION_KEYS: encryptionKeys,
  };
  return {
    env: {
      // For people: what goes well is told by the story, so the log is for what does not.
      LOG_LEVEL: 'warn',
      LOG_PRETTY: '1',
      ...env,
      ...Object.fromEntries(NOT_FOR_DEMO.map((name) => [name, undefined])),
      ...temporal,
      ...exports,
      HOST: '127.0.0.1',
      PORT: String(receiverPort),
    },
    exports,
  };
}

function newKey(): string {
  return `demo:${randomBytes(32).toString('base64')}`;
}
