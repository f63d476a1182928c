import { randomBytes } from 'node:crypto';
import { NUMBER_KEY } from '../../config/number-key';
import { textOf, type Environment } from '../../config/variables';
import { BUILT_IN_PROVIDERS } from '../../providers/registry';
import { sandboxVariables } from '../../config/sandbox-variables';

/** The length of a day in the demo, in seconds, unless PORTKEEPER_DAY_SECONDS is set. */
export const DEMO_DAY_SECONDS = 2;

/**
 * Variables that would bring other accounts, another way to encrypt, or a build that is never made the current one into
 * the demo. They are unset.
 */
const NOT_FOR_DEMO = [
  'PORTKEEPER_CONFIG',
  'PORTKEEPER_DATA_CONVERTER',
  'PORTKEEPER_CODEC_ENDPOINT',
  'PORTKEEPER_BUILD_ID',
  ...[...BUILT_IN_PROVIDERS.values()].flatMap(({ keys }) =>
    Object.values(keys).flatMap(({ variable }) => variable ?? []),
  ),
];

/**
 * The environment of the demo's parts, and the variables that another terminal must export to use the demo. The user's
 * encryption keys are not among the exports, because these are printed.
 */
export interface DemoEnvironment {
  readonly env: Environment;
  readonly exports: Readonly<Record<string, string>>;
}

/** Settings that make worker, receiver and sandbox one system. They override the user's own settings. */
export function demoEnvironment(input: {
  readonly env: Environment;
  readonly temporal: Environment;
  readonly sandboxUrl: string;
  readonly receiverPort: number;
  readonly daySeconds: number;
}): DemoEnvironment {
  const { env, temporal, sandboxUrl, receiverPort, daySeconds } = input;
  const exports = {
    TEMPORAL_ADDRESS: temporal['TEMPORAL_ADDRESS'] ?? '',
    ...sandboxVariables(sandboxUrl, daySeconds),
    WEBHOOK_PUBLIC_URL: `http://127.0.0.1:${receiverPort}`,
    PORTKEEPER_WEBHOOK_SECRETS:
      env['PORTKEEPER_WEBHOOK_SECRETS'] ?? `demo:${randomBytes(32).toString('base64')}`,
    ...ownNumberKey(env),
    ...(encrypts(env) ? {} : { PORTKEEPER_ALLOW_PLAINTEXT: '1' }),
  };
  return {
    env: {
      // The printed timeline covers the normal case, so the log shows warnings only.
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

/** A key that the demo makes is printed; the user's own is not. */
function ownNumberKey(env: Environment): Readonly<Record<string, string>> {
  if (textOf(env, NUMBER_KEY) !== undefined) return {};
  return { [NUMBER_KEY]: randomBytes(32).toString('base64') };
}

/**
 * Whether the demo encrypts: only with the user's own keys. Scripts of users connect to the demo's server without
 * keys, so the demo makes none.
 */
export function encrypts(env: Environment): boolean {
  return textOf(env, 'PORTKEEPER_ENCRYPTION_KEYS') !== undefined;
}
