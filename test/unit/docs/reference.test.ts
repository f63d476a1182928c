import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import * as telnyx from '../../../src/providers/telnyx-v1/reasons';
import { statusLookup as telnyxStatuses } from '../../../src/providers/telnyx-v1/statuses';
import * as twilio from '../../../src/providers/twilio/reasons';
import { statusLookup as twilioStatuses } from '../../../src/providers/twilio/statuses';
import { fileAt, sectionOf, tableIn } from './documents';
import { keysOf } from './source-words';

/** docs/reference: each fact says how sure it is and where it is from, and its tables are those of the code. */
const FOLDER = 'docs/reference';
const DOCUMENTS = readdirSync(join(__dirname, '../../..', FOLDER)).map((name) => join(FOLDER, name));

/** The facts of a document: the entries of its lists below the first heading of a section. */
function factsIn(document: string): string[] {
  const [, ...sections] = document.split(/^## /m);
  return sections.flatMap((section) => section.match(/^- .*(?:\n {2}\S.*)*/gm) ?? []);
}

test.each(DOCUMENTS)('%s: each fact says how sure it is, and a documented one where', (path) => {
  const facts = factsIn(fileAt(path));
  expect(facts.length).toBeGreaterThan(30);
  expect(facts.filter((fact) => !/_(?:documented|seen|assumed)_/.test(fact))).toEqual([]);
  expect(facts.filter((fact) => fact.includes('_documented_') && !/\]\[[\w-]+\]/.test(fact))).toEqual([]);
});

const TWILIO = fileAt(`${FOLDER}/twilio.md`);
const TELNYX = fileAt(`${FOLDER}/telnyx-v1.md`);

/** The rows of a section's table, without the marks of code. */
function rowsOf(document: string, heading: string): string[][] {
  return tableIn(sectionOf(document, heading)).map((row) => row.map((cell) => cell.replaceAll('`', '')));
}

test.each(rowsOf(TWILIO, 'Rejection codes'))('Twilio %s %s is %s', (code, text, reason) => {
  expect(twilio.carrierRejection({ code, text }).reason).toBe(reason);
  expect(twilio.carrierRejection({ code: undefined, text }).reason).toBe(reason);
});

test.each(rowsOf(TWILIO, 'Not portable codes'))('Twilio %s %s is %s', (code, text, told = '') => {
  const [reason, whilePorting] = told.split(', or ');
  const isNone = twilio.isFailedCheck({ code, text }) || twilio.isUnauthorized({ code, text });
  expect(isNone).toBe(told.startsWith('none'));
  if (isNone) return;
  expect(twilio.notPortable({ code, text }, true).reason).toBe(reason);
  expect(twilio.notPortable({ code, text }, false).reason).toBe(whilePorting ?? reason);
});

test.each([
  ['twilio', 'REJECTIONS', 'Rejection codes'],
  ['twilio', 'NOT_PORTABLE', 'Not portable codes'],
  ['telnyx-v1', 'NOT_PORTABLE', 'Not portable reasons'],
])('docs/reference/%s.md has each code of %s, in %s', (provider, table, heading) => {
  const told = rowsOf(fileAt(`${FOLDER}/${provider}.md`), heading).map(([code]) => code);
  const known = keysOf(`src/providers/${provider}/reasons.ts`, table);
  expect(known.length).toBeGreaterThan(3);
  expect(known.filter((code) => !told.includes(code))).toEqual([]);
});

test.each(rowsOf(TWILIO, 'Order statuses'))('Twilio %s is known of an order', (status = '') => {
  expect(twilioStatuses().knowsOrder(status)).toBe(true);
});

test('the number statuses of Twilio are known', () => {
  const [, named = ''] = sectionOf(TWILIO, 'Number statuses').split(/names|\n- /);
  const statuses = [...named.matchAll(/`([a-z_]{2,}[a-z])`/g)].map(([, status = '']) => status);
  expect(statuses.length).toBeGreaterThan(7);
  expect(statuses.filter((status) => twilioStatuses().ofNumber(status) === undefined)).toEqual([]);
});

test.each(rowsOf(TELNYX, 'Not portable reasons'))('Telnyx %s is %s', (word, reason) => {
  expect(telnyx.notPortable(word).reason).toBe(reason);
});

test.each(rowsOf(TELNYX, 'Statuses'))('Telnyx %s is %s', (word = '', status) => {
  expect(telnyxStatuses()(word)).toBe(status);
});
