import { textOf, type Environment } from './variables';

/** The path of a value in a file: `['accounts', 0, 'credentials', 'authToken']`. */
export type ValuePath = readonly (string | number)[];

/** A path as text: `accounts[0].credentials.authToken`. */
export function pathText(path: readonly PropertyKey[]): string {
  return path.reduce<string>((text, step) => {
    if (typeof step === 'number') return `${text}[${step}]`;
    return text === '' ? String(step) : `${text}.${String(step)}`;
  }, '');
}

/** The rules of `substitute`. */
export interface SubstitutionRules {
  readonly env: Environment;
  /** Values that this process does not need are left out, so that their variables need not be set. */
  readonly isNeeded: (path: ValuePath) => boolean;
  readonly onProblem: (path: ValuePath, what: string) => void;
}

/** Copies a parsed file, with `${NAME}` replaced by the value of that environment variable. */
export function substitute(value: unknown, rules: SubstitutionRules, path: ValuePath = []): unknown {
  if (typeof value === 'string') return substituteText(value, rules, path);
  if (Array.isArray(value)) return value.map((item, index) => substitute(item, rules, [...path, index]));
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value).map(([key, item]) => [key, item, [...path, key]] as const);
    return Object.fromEntries(
      entries
        .filter(([, , at]) => rules.isNeeded(at))
        .map(([key, item, at]) => [key, substitute(item, rules, at)]),
    );
  }
  return value;
}

function substituteText(text: string, rules: SubstitutionRules, path: ValuePath): string {
  return text.replace(/\$\{([^}]*)\}?/g, (match: string, name: string) => {
    if (!match.endsWith('}') || !/^[A-Za-z_][A-Za-z0-9_]*$/.test(name)) {
      rules.onProblem(path, 'has a "${" that is not followed by the name of a variable and "}"');
      return match;
    }
    const replacement = textOf(rules.env, name);
    if (replacement === undefined)
      rules.onProblem(path, `needs the environment variable ${name}, which is not set`);
    return replacement ?? match;
  });
}
