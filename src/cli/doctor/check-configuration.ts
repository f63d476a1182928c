import type { AccountConfig } from '../../config/account-config';
import { ConfigurationError } from '../../config/configuration-error';
import { readWorkerSettings } from '../../config/environment';
import { textOf, type Environment } from '../../config/variables';
import { checkExposure } from './check-exposure';
import { bad, doubtful, good, type Finding } from './finding';

/** What the environment describes, as far as it can be used. */
export interface CheckedConfiguration {
  readonly findings: readonly Finding[];
  readonly accounts: readonly AccountConfig[];
  /** How many seconds a day lasts, for demos; undefined: real days. */
  readonly daySeconds: number | undefined;
}

/** Reads everything that a worker reads. */
export function checkConfiguration(env: Environment): CheckedConfiguration {
  try {
    const { accounts, daySeconds } = readWorkerSettings(env);
    return {
      accounts,
      daySeconds,
      findings: [
        good(
          'configuration',
          `${accounts.length === 1 ? '1 account' : `${accounts.length} accounts`} configured`,
        ),
        doubtful('encryption', 'off: Temporal stores payloads readable (PORTKEEPER_ALLOW_PLAINTEXT)'),
        ...checkExposure(env, accounts),
        ...(daySeconds === undefined
          ? []
          : [doubtful('day length', `a day lasts ${daySeconds} s (PORTKEEPER_DAY_SECONDS): for demos only`)]),
      ],
    };
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    const source = textOf(env, 'PORTKEEPER_CONFIG') ?? 'environment';
    return {
      accounts: [],
      daySeconds: undefined,
      findings: error.problems.map((problem) => bad('configuration', `${source}: ${problem}`)),
    };
  }
}
