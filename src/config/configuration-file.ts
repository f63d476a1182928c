import { readFileSync } from 'node:fs';
import { LineCounter, parseDocument } from 'yaml';
import type { Problems } from './configuration-error';
import { utf8Text } from './utf8-text';

/**
 * Reads a configuration file. JSON is YAML, so one parser reads both. The parser's messages quote the file,
 * which may contain secrets, so only positions are reported.
 */
export function readDocument(file: string, problems: Problems): { content: unknown } | undefined {
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
    if (error.code === 'DUPLICATE_KEY') problems.add(where, duplicateKey(decoded.text.slice(error.pos[0])));
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

/** Names the key only if it looks like one: text in the wrong place may be a secret. */
function duplicateKey(text: string): string {
  const [, key] = /^["']?([A-Za-z][A-Za-z0-9_-]{0,40})["']?\s*:/.exec(text) ?? [];
  return `has ${key === undefined ? 'a key' : `the key ${key}`} a second time; leave one of the two`;
}
