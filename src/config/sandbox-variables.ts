import { BUILT_IN_PROVIDERS } from '../providers/registry';

/**
 * The settings with which a worker and a receiver use the sandbox for every provider (docs/sandbox.md).
 *
 * @param url - the URL of the sandbox, without a trailing slash
 */
export function sandboxVariables(url: string, daySeconds?: number): Record<string, string> {
  const ofAccounts = [...BUILT_IN_PROVIDERS].flatMap(([name, { keys, sandbox }]) => {
    const entry = sandbox?.entry(`${url}/${name}`);
    return Object.entries(keys).flatMap(([path, { variable }]) => {
      const value = valueAt(entry, path);
      if (variable === undefined || value === undefined) return [];
      return [[variable, typeof value === 'string' ? value : JSON.stringify(value)]];
    });
  });
  return {
    ...(Object.fromEntries(ofAccounts) as Record<string, string>),
    ...(daySeconds !== undefined && { PORTKEEPER_DAY_SECONDS: String(daySeconds) }),
  };
}

function valueAt(entry: unknown, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>((inner, key) => (inner as Record<string, unknown> | undefined)?.[key], entry);
}
