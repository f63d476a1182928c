import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { PROVIDERS } from '../../support/providers';

/**
 * A provider is one thing in one place: outside its folder and the sandbox, at most three files name one. Comments do
 * not count, and neither do examples: command lines in help texts.
 */
const MAX_FILES = 3;

const ROOT = join(__dirname, '../../..');
const PLACES = ['src', 'workflows', 'activities', 'tools', 'bin'];
const OWN_PLACES = [...PROVIDERS.map((name) => `src/providers/${name}/`), 'src/sandbox/'];

const NAMES = new RegExp(PROVIDERS.map((name) => name.split('-')[0]).join('|'), 'i');
const EXAMPLE = /\bportkeeper /;

const FILES = [
  'temporal.config.ts',
  ...PLACES.flatMap((place) =>
    readdirSync(join(ROOT, place), { recursive: true, encoding: 'utf8' }).map((name) => join(place, name)),
  ),
].filter((path) => /\.(ts|js|mjs|cjs)$/.test(path) && !OWN_PLACES.some((own) => path.startsWith(own)));

/** The names and texts of a file that name a provider. */
function namesIn(path: string, code = readFileSync(join(ROOT, path), 'utf8')): string[] {
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    const isText =
      ts.isStringLiteralLike(node) || ts.isTemplateHead(node) || ts.isTemplateMiddleOrTemplateTail(node);
    const text = isText || ts.isIdentifier(node) || ts.isPrivateIdentifier(node) ? node.text : '';
    if (NAMES.test(text) && !(isText && EXAMPLE.test(text))) found.push(text);
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(path, code, ts.ScriptTarget.Latest));
  return found;
}

test('few files name a provider', () => {
  expect(FILES.length).toBeGreaterThan(200);
  const named = FILES.filter((path) => namesIn(path).length > 0);
  expect(named).toContain('src/providers/registry.ts');
  expect([named.length <= MAX_FILES, named]).toEqual([true, named]);
});

test.each([
  ["import { twilio } from './twilio/descriptor';", 2],
  ['const TELNYX_V1 = 1;', 1],
  ['class Account { #foneDynamics = `${1}`; }', 1],
  ['const text = `${name} at Twilio, ${other}`;', 1],
  ["// twilio\nconst a = { examples: ['portkeeper webhook-url twilio'] };", 0],
  ['/** Twilio: more than 72 h before. */\nconst b = 1;', 0],
])('%j names providers %i times', (code, count) => {
  expect(namesIn('a.ts', code)).toHaveLength(count);
});
