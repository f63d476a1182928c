import { readFileSync } from 'node:fs';
import { LineCounter, parseDocument } from 'yaml';
import { z } from 'zod';
import { accountLabel, type AccountConfig, type AccountUse } from './account-config';
import { PROVIDERS } from '../contract/names';
import { Problems } from './configuration-error';
import { issueMessage, reportMissing } from './issue-message';
import { pathText, substitute, type ValuePath } from './substitution';
import { foneDynamicsAccountSchema } from './fone-dynamics-account';
import { telnyxV1AccountSchema } from './telnyx-v1-account';
import { twilioAccountSchema } from './twilio-account';
import { utf8Text } from './utf8-text';
import type { Environment } from './variables';

/** Values that only calls to the provider need: a process that reads webhooks need not hold them. */
const ONLY_FOR_CALLS = new Set(['apiKeySid', 'apiKeySecret', 'apiUser', 'apiToken', 'token']);

/** Reads the accounts of a configuration file (JSON or YAML); every problem names the file and the path in it. */
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
    reported.add(at);
    problems.add(at === '' ? file : `${file}: ${at}`, what);
  };
  const isNeeded = (path: ValuePath) => use === 'calls' || !ONLY_FOR_CALLS.has(String(path.at(-1)));
  const filled = substitute(document.content, { env, isNeeded, onProblem: report });

  const parsed = fileSchema(use).safeParse(filled, { error: reportMissing });
  if (!parsed.success) {
    // A value whose variable is missing was reported already; that it is malformed too is no news.
    const news = parsed.error.issues.filter((issue) => !reported.has(pathText(issue.path)));
    for (const issue of news) report(issue.path, issueMessage(issue));
    return [];
  }
  for (const [index, account] of parsed.data.accounts.entries()) {
    const first = parsed.data.accounts.findIndex((other) => accountLabel(other) === accountLabel(account));
    if (first < index) report(['accounts', index], `is ${accountLabel(account)} again; give it another name`);
  }
  return parsed.data.accounts;
}

/** Keys whose values nobody else should read. */
const SECRETS = new Set(['authToken', 'apiKeySecret', 'apiToken', 'token']);

/** Whether a configuration file holds a secret itself, where it could name a variable as `${NAME}`. */
export function holdsSecrets(file: string): boolean {
  const document = readDocument(file, new Problems());
  return document !== undefined && hasSecret(document.content);
}

function hasSecret(value: unknown): boolean {
  if (Array.isArray(value)) return value.some(hasSecret);
  if (typeof value !== 'object' || value === null) return false;
  return Object.entries(value).some(([key, inner]) =>
    SECRETS.has(key) ? typeof inner === 'string' && !inner.includes('${') : hasSecret(inner),
  );
}

function fileSchema(use: AccountUse) {
  return z.strictObject({
    accounts: z
      .array(
        z.discriminatedUnion(
          'provider',
          [twilioAccountSchema(use), telnyxV1AccountSchema(use), foneDynamicsAccountSchema(use)],
          `must be one of ${PROVIDERS.join(', ')}`,
        ),
      )
      .min(1, 'must have at least one account'),
  });
}

/** A key is named where it looks like one: what slipped into its place may be a secret. */
function doubled(text: string): string {
  const [, key] = /^["']?([A-Za-z][A-Za-z0-9_-]{0,40})["']?\s*:/.exec(text) ?? [];
  return `has ${key === undefined ? 'a key' : `the key ${key}`} a second time; leave one of the two`;
}

/** JSON is YAML, so one parser reads both. Its messages quote the file, which may hold secrets: only places are told. */
function readDocument(file: string, problems: Problems): { content: unknown } | undefined {
  let bytes: Buffer;
  try {
    bytes = readFileSync(file);
  } catch (error) {
    const { code = 'unknown error' } = error as NodeJS.ErrnoException;
    problems.add('PORTKEEPER_CONFIG', `names the file ${file}, which cannot be read (${code})`);
    return undefined;
  }
  const decoded = utf8Text(bytes);
  if (!decoded.ok) {
    problems.add(file, decoded.problem);
    return undefined;
  }
  const lines = new LineCounter();
  const document = parseDocument(decoded.text, { lineCounter: lines, prettyErrors: false });
  for (const error of document.errors) {
    const { line, col } = lines.linePos(error.pos[0]);
    const where = `${file}: line ${line}, column ${col}`;
    const kind = error.code.toLowerCase().replaceAll('_', ' ');
    if (error.code === 'DUPLICATE_KEY') problems.add(where, doubled(decoded.text.slice(error.pos[0])));
    else problems.add(where, `is neither JSON nor YAML (${kind})`);
  }
  if (document.errors.length > 0) return undefined;
  try {
    return { content: document.toJS() as unknown };
  } catch {
    problems.add(file, 'cannot be read: its aliases do not resolve');
    return undefined;
  }
}
