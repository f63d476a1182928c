import type { ProviderName } from '../contract/names';
import type { ProviderDescriptor } from '../providers/descriptor';
import { BUILT_IN_PROVIDERS, type ProviderRegistry } from '../providers/registry';
import { readDocument } from './configuration-file';
import { Problems } from './configuration-error';
import { loadProvider } from './provider-modules';
import { pathText, substitute, type ValuePath } from './substitution';
import { textOf, type Environment } from './variables';

/** The providers of a configuration file: the built-in ones, and those of its `providers`. */
export interface ProvidersOfFile {
  readonly providers: ProviderRegistry;
  /** Whether every module could be loaded. */
  readonly isComplete: boolean;
}

/**
 * Loads the modules that a configuration file names in `providers`.
 *
 * @param content - the parsed file
 * @param report - receives each problem, with its path in the file
 */
export function providersOf(
  content: unknown,
  { file, env }: { readonly file: string; readonly env: Environment },
  report: (path: ValuePath, what: string) => void,
): ProvidersOfFile {
  const named = (content as { readonly providers?: unknown } | null | undefined)?.providers;
  if (named === undefined) return { providers: BUILT_IN_PROVIDERS, isComplete: true };
  const providers = new Map<ProviderName, ProviderDescriptor>(BUILT_IN_PROVIDERS);
  if (!Array.isArray(named) || named.some((one) => typeof one !== 'string' || one === '')) {
    report(['providers'], 'must be a list of modules, each a path or the name of a package');
    return { providers, isComplete: false };
  }
  let isComplete = true;
  for (const [index, written] of named.entries()) {
    const path = ['providers', index];
    const fail = (at: ValuePath, what: string) => {
      isComplete = false;
      report(at, what);
    };
    const rules = { env, isNeeded: () => true, onProblem: fail };
    const loaded = loadProvider(String(substitute(written, rules, path)), file);
    if (!loaded.ok) fail(path, loaded.fault);
    else if (providers.has(loaded.descriptor.name)) fail(path, duplicateName(loaded.descriptor.name));
    else providers.set(loaded.descriptor.name, loaded.descriptor);
  }
  return { providers, isComplete };
}

function duplicateName(name: ProviderName): string {
  return `brings the provider ${name}, and there is one of that name already; give it another name`;
}

/**
 * The providers of this process: the built-in ones, and those of the file in `PORTKEEPER_CONFIG`. No other
 * part of the file is read, so that no secret of an account must be set.
 */
export function readProviders(env: Environment, problems: Problems): ProviderRegistry {
  const file = textOf(env, 'PORTKEEPER_CONFIG');
  const document = file === undefined ? undefined : readDocument(file, problems);
  if (file === undefined || document === undefined) return BUILT_IN_PROVIDERS;
  const report = (path: ValuePath, what: string) => problems.add(`${file}: ${pathText(path)}`, what);
  return providersOf(document.content, { file, env }, report).providers;
}

/**
 * Finds the descriptor of a provider by name; undefined if there is none. The configuration file is read only
 * for a name that is not built in.
 *
 * @throws ConfigurationError if the file, or a module that it names, cannot be read
 */
export function findProvider(env: Environment, name: ProviderName): ProviderDescriptor | undefined {
  const builtIn = (BUILT_IN_PROVIDERS as ProviderRegistry).get(name);
  if (builtIn !== undefined) return builtIn;
  const problems = new Problems();
  const found = readProviders(env, problems).get(name);
  if (found === undefined) problems.throwIfAny();
  return found;
}

/** The names of all available providers, in the order in which they are offered. */
export function providerNames(env: Environment): readonly ProviderName[] {
  // A problem of the file is reported when a name is not found.
  return [...readProviders(env, new Problems()).keys()];
}
