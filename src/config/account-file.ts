import { z } from 'zod';
import type { AccountUse, ProviderDescriptor } from '../providers/descriptor';
import { accountLabel, type AccountConfig } from './account-config';
import { parseEntry } from './account-entry';
import { readDocument } from './configuration-file';
import { Problems } from './configuration-error';
import { issueMessage, reportMissing } from './issue-message';
import { providersOf } from './providers';
import { pathText, substitute, type ValuePath } from './substitution';
import type { Environment } from './variables';

const fileSchema = z.strictObject({
  accounts: z.array(z.unknown()).min(1, 'must have at least one account'),
  // Handled earlier, because the modules are needed to parse accounts.
  providers: z.unknown().optional(),
});

/**
 * Reads the accounts of a configuration file (JSON or YAML); every problem names the file and the path in it.
 */
export function accountsFromFile(
  file: string,
  env: Environment,
  use: AccountUse,
  problems: Problems,
): AccountConfig[] {
  const document = readDocument(file, problems);
  if (document === undefined) return [];
  const reported = new Set<string>();
  const report = (path: readonly PropertyKey[], what: string) => {
    const at = pathText(path);
    // A value whose variable is missing was reported already; a second problem about it is left out.
    if (reported.has(at)) return;
    problems.add(at === '' ? file : `${file}: ${at}`, what);
  };
  const { providers, isComplete } = providersOf(document.content, { file, env }, report);
  const missing = (path: ValuePath, what: string) => {
    report(path, what);
    reported.add(pathText(path));
  };
  const entries = entriesIn(document.content);
  const unneeded = entries.map((entry) => unneededKeys(providers.get(providerOf(entry, env)), use));
  const isNeeded = ([first, index, ...key]: ValuePath) =>
    first !== 'providers' && !(first === 'accounts' && unneeded[Number(index)]?.has(key.join('.')) === true);
  const filled = substitute(document.content, { env, isNeeded, onProblem: missing });

  const parsed = fileSchema.safeParse(filled, { error: reportMissing });
  for (const issue of parsed.error?.issues ?? []) report(issue.path, issueMessage(issue));
  const configs = entriesIn(filled).map((entry, index) => {
    const at = ['accounts', index];
    if (typeof entry !== 'object' || entry === null) {
      report(at, 'must be of type object');
      return undefined;
    }
    const { provider } = entry as { readonly provider?: unknown };
    const descriptor = typeof provider === 'string' ? providers.get(provider) : undefined;
    if (descriptor === undefined) {
      // It may be a provider whose module could not be loaded.
      if (isComplete) report([...at, 'provider'], `must be one of ${[...providers.keys()].join(', ')}`);
      return undefined;
    }
    const config = parseEntry(entry as Readonly<Record<string, unknown>>, descriptor, use);
    if (config.ok) return config.config;
    for (const { path, what } of config.faults) report([...at, ...path], what);
    return undefined;
  });
  reportDuplicates(configs, report);
  return configs.filter((config) => config !== undefined);
}

/**
 * Reports two accounts with the same name, or with names that give the same task queue: they would get each
 * other's calls.
 */
function reportDuplicates(
  configs: readonly (AccountConfig | undefined)[],
  report: (path: readonly PropertyKey[], what: string) => void,
): void {
  const byQueue = new Map<string, string>();
  for (const [index, config] of configs.entries()) {
    if (config === undefined) continue;
    const label = accountLabel(config);
    const queue = label.replace('/', '-');
    const first = byQueue.get(queue);
    if (first === undefined) byQueue.set(queue, label);
    else if (first === label) report(['accounts', index], `is ${label} again; give it another name`);
    else
      report(
        ['accounts', index],
        `is ${label}, whose task queue would be that of ${first}; give it another name`,
      );
  }
}

function entriesIn(content: unknown): readonly unknown[] {
  const accounts = (content as { readonly accounts?: unknown } | null | undefined)?.accounts;
  return Array.isArray(accounts) ? (accounts as readonly unknown[]) : [];
}

/** The provider of an entry. A variable may name it; a missing variable is reported with the others. */
function providerOf(entry: unknown, env: Environment): string {
  const { provider } = (entry ?? {}) as { readonly provider?: unknown };
  return String(substitute(provider, { env, isNeeded: () => true, onProblem: () => undefined }));
}

function unneededKeys(descriptor: ProviderDescriptor | undefined, use: AccountUse): ReadonlySet<string> {
  const keys = use === 'calls' ? [] : Object.entries(descriptor?.keys ?? {});
  return new Set(keys.flatMap(([key, { isForCalls }]) => (isForCalls === true ? [key] : [])));
}

/** Whether a configuration file contains a secret that could be a variable, `${NAME}`. */
export function holdsSecrets(file: string, descriptors: Iterable<ProviderDescriptor>): boolean {
  const secrets = new Set(
    [...descriptors].flatMap(({ keys }) =>
      Object.entries(keys).flatMap(([path, { isSecret }]) =>
        isSecret === true ? [path.slice(path.lastIndexOf('.') + 1)] : [],
      ),
    ),
  );
  const document = readDocument(file, new Problems());
  return document !== undefined && hasSecret(document.content, secrets);
}

function hasSecret(value: unknown, secrets: ReadonlySet<string>): boolean {
  if (Array.isArray(value)) return value.some((inner) => hasSecret(inner, secrets));
  if (typeof value !== 'object' || value === null) return false;
  return Object.entries(value).some(([key, inner]) =>
    secrets.has(key) ? typeof inner === 'string' && isLiteral(inner) : hasSecret(inner, secrets),
  );
}

/** Whether anything but variables and the commas between them is in a text. */
function isLiteral(text: string): boolean {
  return /[^\s,]/.test(text.replace(/\$\{[^}]*\}/g, ''));
}
