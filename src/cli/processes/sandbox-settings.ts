import { Problems } from '../../config/configuration-error';
import { readClientSettings, type LogSettings } from '../../config/environment';
import { positiveNumber, readVariable, type Environment } from '../../config/variables';

/** What the sandbox takes from the environment. */
export interface SandboxSettings {
  readonly log: LogSettings;
  /** The scale that the worker has, unless an option says otherwise. */
  readonly daySeconds: number | undefined;
}

/** @throws ConfigurationError */
export function readSandboxSettings(env: Environment): SandboxSettings {
  const { log } = readClientSettings(env);
  const problems = new Problems();
  const daySeconds = readVariable(env, 'PORTKEEPER_DAY_SECONDS', positiveNumber, problems);
  problems.throwIfAny();
  return { log, daySeconds };
}
