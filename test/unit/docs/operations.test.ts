import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runInNewContext } from 'node:vm';
import { PHASES } from '../../../src/cli/commands/list';
import { ATTENTION_CAUSES } from '../../../src/domain/model/attention';
import { toKebabCase } from '../../../src/cli/render/format';
import { PORT_SEARCH_ATTRIBUTES } from '../../../src/contract/search-attributes';
import { answersTo } from '../../../src/domain/attentions/answers';
import { COMMAND_NAMES, portCommand, type CommandName } from '../../../src/domain/model/port-commands';
import type { NumberOutcome } from '../../../src/domain/model/outcome';
import { isInputOf } from '../../../workflows/port/command-input';
import { BEGIN } from '../domain/instants';
import { read } from '../domain/port-events';
import { after, atProvider } from '../domain/port-under-test';
import { A, B, shown } from '../domain/snapshots';
import { commandLines, parsed } from './command-lines';

/**
 * What operators are told has to be there: each attention with the commands that the port itself names, each command
 * line as the program takes it, each query with words that exist.
 */
const DOCUMENT = readFileSync(join(__dirname, '../../../docs/operations.md'), 'utf8');
const README = readFileSync(join(__dirname, '../../../README.md'), 'utf8').replaceAll(
  'npx portkeeper',
  'portkeeper',
);

/** On this port every command is of use, so it names all answers to a cause. */
const PORT = after(
  atProvider({ numbers: [A, B] }),
  read(BEGIN, [shown(A, 'rejected'), shown(B, 'submitted')]),
);

/** Here it asks for what is missing. */
const OUTCOMES: Readonly<Record<NumberOutcome, true>> = {
  ported: true,
  canceled: true,
  rejected: true,
  not_portable: true,
  expired: true,
  never_submitted: true,
  left_open: true,
  reversed: true,
};

test('the table has every attention, with a link to its section', () => {
  const linked = [...sectionOf('When a port needs a person').matchAll(/^\| \[(\w+)\]\(#(\w+)\) /gm)];
  expect(linked.map(([, name, anchor]) => [name, anchor])).toEqual(
    ATTENTION_CAUSES.map((cause) => [cause, cause]),
  );
});

test.each(ATTENTION_CAUSES)(
  '%s has a section that names each command with which it can be answered',
  (cause) => {
    const section = sectionOf(cause);
    const answers = answersTo(PORT, { cause, numbers: [], fields: ['schedule.date'], since: BEGIN });
    expect(answers).toContain('refresh'); // else this port does not name them all, and nothing is checked
    const named = answers.filter((command) =>
      new RegExp(
        `\`(portkeeper )?${toKebabCase(command)}\\b|^ *portkeeper ${toKebabCase(command)}\\b`,
        'm',
      ).test(section),
    );
    expect(named).toEqual(answers);
  },
);

test.each(ATTENTION_CAUSES)('%s says how to find its ports, and by when to answer', (cause) => {
  expect(sectionOf(cause)).toContain(`\`portkeeper list --attention ${cause}\``);
  expect(sectionOf(cause)).toContain(`[Web UI][ui-${cause}]`);
  expect(sectionOf(cause)).toMatch(/^By when: /m);
  expect(queries().get(`ui-${cause}`)).toContain(`PortAttentions="${cause}"`);
});

test.each(commandLines(DOCUMENT))('the program takes: %s', async (line) => {
  await expect(parsed(line)).resolves.toBe(true);
});

test('no example has a PIN on the command line, where every user of the machine sees it', () => {
  const rows = COMMAND_NAMES.flatMap((name) => portCommand(name).commandLines ?? []);
  const lines = [...commandLines(DOCUMENT), ...commandLines(README), ...rows];
  expect(lines.some((line) => line.includes('--pin'))).toBe(true);
  expect(lines.filter((line) => /--pin [^ =]+=(?!-( |$))/.test(line))).toEqual([]);
});

test('a command line that the program would not take is noticed', async () => {
  await expect(parsed('portkeeper cancle acme-42')).rejects.toThrow(/unknown command/);
  await expect(parsed('portkeeper cancel acme-42 --number +12125550100')).rejects.toThrow(/unknown option/);
  expect(commandLines(DOCUMENT).length).toBeGreaterThan(50);
});

test.each(updates())('the Web UI may send %s %s', (command, data) => {
  expect(isInputOf(command as CommandName, JSON.parse(data))).toBe(true);
});

test('the two tables of docs/operations.md#how-to-give-a-command have every command', () => {
  const given = COMMAND_NAMES.filter((name) => portCommand(name).commandLines !== undefined);
  const typed = [...sectionOf('How to give a command').matchAll(/^\| `([a-z-]+)` +\|.*`portkeeper \1 /gm)];
  expect(typed.map(([, name]) => name).sort()).toEqual(given.map(toKebabCase).sort());
  expect([...new Set(updates().map(([name]) => name))].sort()).toEqual([...given].sort());
});

test('every query asks for words that exist', () => {
  const attributes = new Set<string>([
    ...PORT_SEARCH_ATTRIBUTES.map(({ name }) => name),
    ...['WorkflowType', 'WorkflowId', 'ExecutionStatus', 'CloseTime', 'TemporalReportedProblems'],
  ]);
  const asked = [...queries().values()];
  expect(asked.length).toBeGreaterThan(ATTENTION_CAUSES.length);
  for (const query of asked) {
    const conditions = [
      ...query.matchAll(/(\w+) ?(?:=|!=|>|BETWEEN) ?("[^"]*"(?: AND "[^"]*")?|true)(?: AND |$)/g),
    ];
    expect(conditions.map(([condition]) => condition).join('')).toBe(query);
    for (const [, attribute = '', value = ''] of conditions) {
      expect(attributes).toContain(attribute);
      if (attribute === 'PortPhase') expect(PHASES.map((phase) => `"${phase}"`)).toContain(value);
      if (attribute === 'PortAttentions')
        expect(ATTENTION_CAUSES.map((cause) => `"${cause}"`)).toContain(value);
    }
  }
});

test('every link within the document, and to its neighbors, has a target', () => {
  const defined = new Set(queries().keys());
  const used = new Set([...DOCUMENT.matchAll(/\]\[(ui-[\w-]+)\]/g)].map(([, name = '']) => name));
  expect([...used].sort()).toEqual([...defined].sort());
  const headings = [...DOCUMENT.matchAll(/^##+ (.+)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\w -]/g, '')
      .replaceAll(' ', '-'),
  );
  for (const [, anchor] of DOCUMENT.matchAll(/\]\(#([^)]+)\)/g)) expect(headings).toContain(anchor);
  for (const [, file = ''] of DOCUMENT.matchAll(/\]\((\w+\.md)\)/g)) {
    expect(readFileSync(join(__dirname, '../../../docs', file), 'utf8')).not.toBe('');
  }
});

test('every phase and every outcome is explained', () => {
  const section = sectionOf('How a port ends');
  for (const word of [...PHASES, ...Object.keys(OUTCOMES)])
    expect(section).toMatch(new RegExp(`^\\|.*\`${word}\``, 'm'));
});

test('the script for the browser sets columns that exist, and views with queries of this document', () => {
  const script = /```js\n(.*?)```/s.exec(DOCUMENT)?.[1] ?? '';
  const stored = new Map<string, string>([['saved-workflow-queries', '{"default": [{"name": "Mine"}]}']]);
  const page = {
    localStorage: {
      getItem: (key: string) => stored.get(key) ?? null,
      setItem: (key: string, value: string) => stored.set(key, value),
    },
    location: { pathname: '/namespaces/default/workflows', reload: () => undefined },
  };
  runInNewContext(script, page);
  const inStore = (key: string) =>
    (JSON.parse(stored.get(key) ?? '{}') as Record<string, Record<string, string>[]>)['default'] ?? [];

  const columns = inStore('namespace-workflow-table-columns').map(({ label }) => label);
  const known = ['Status', 'Workflow ID', 'Start', ...PORT_SEARCH_ATTRIBUTES.map(({ name }) => name)];
  expect(columns.filter((label) => !known.includes(label ?? ''))).toEqual([]);
  expect(columns.length).toBeGreaterThan(5);

  const views = inStore('saved-workflow-queries');
  expect(views[0]).toEqual({ name: 'Mine' });
  const documented = new Set([...queries().values()].map(withoutDates));
  expect(
    views
      .slice(1)
      .map(({ query }) => query)
      .filter((query) => !documented.has(query ?? '')),
  ).toEqual([]);
  expect(views.length).toBeGreaterThan(5);
});

/** What stands under a heading, up to the next of the same rank or a higher one. */
function sectionOf(heading: string): string {
  const lines = DOCUMENT.split('\n');
  const start = lines.findIndex((line) => /^#+ /.test(line) && line.replace(/^#+ /, '') === heading);
  if (start < 0) throw new Error(`docs/operations.md has no section ${heading}`);
  const rank = /^#+/.exec(lines[start] ?? '')?.[0].length ?? 0;
  const length = lines.slice(start + 1).findIndex((line) => new RegExp(`^#{1,${String(rank)}} `).test(line));
  return lines.slice(start, length < 0 ? undefined : start + 1 + length).join('\n');
}

/** The queries behind the links, as they are typed. */
function queries(): ReadonlyMap<string, string> {
  const links = DOCUMENT.matchAll(/^\[(ui-[\w-]+)\]:\s+(\S+)$/gm);
  return new Map(
    [...links].map(([, name = '', url = '']) => [name, new URL(url).searchParams.get('query') ?? '']),
  );
}

/** A view cannot say "since a week ago", so it is without. */
function withoutDates(query: string): string {
  return query.replace(/ AND CloseTime > "[^"]*"/, '');
}

/** The rows of the table of updates: the name and what is written under Data. */
function updates(): [command: string, data: string][] {
  const rows = sectionOf('From the Web UI').matchAll(/^\| `(\w+)` +\| `(\{.*\})`/gm);
  return [...rows].map(([, command = '', data = '']) => [command, data]);
}
