import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PROVIDERS, type ProviderName } from '../support/providers';
import { SCENARIOS as FONE_DYNAMICS_SANDBOX } from '../../src/sandbox/fone-dynamics/scenarios';
import { SCENARIOS as TELNYX_SANDBOX } from '../../src/sandbox/telnyx-v1/scenarios';
import { SCENARIOS as TWILIO_SANDBOX } from '../../src/sandbox/twilio/scenarios';
import { FONE_DYNAMICS_SCENARIOS } from '../scenarios/fone-dynamics';
import { commandOf, type Act, type Scenario } from '../scenarios/scenario';
import { DOCUMENTED_SCENARIOS } from '../scenarios/scenarios';
import { TELNYX_SCENARIOS } from '../scenarios/telnyx-v1';

/**
 * The scenarios are told three times: to readers (docs/sandbox*.md), to the sandbox that plays them, and to the tests that
 * see every one through. None of the three may change alone.
 */
const DOCUMENT = documentOf('sandbox.md');

/** A row as the document has it. */
interface Row {
  readonly digits: string;
  readonly provider: string;
  readonly does: string;
  readonly ends: string;
  readonly orders: string;
}

const documented = rowsUnder(DOCUMENT, '### Scenarios of Twilio');

/** The scenarios of each provider, as the sandbox plays them. */
const PLAYED: Readonly<Record<ProviderName, Readonly<Record<string, { readonly summary: string }>>>> = {
  twilio: TWILIO_SANDBOX,
  'telnyx-v1': TELNYX_SANDBOX,
  'fone-dynamics': FONE_DYNAMICS_SANDBOX,
};

test('the table of all providers says which of them has which scenario', () => {
  const { names, rows } = tableUnder(DOCUMENT, '## Scenarios of all providers');
  expect(names).toEqual(['digits', 'meaning', ...PROVIDERS.map((provider) => `\`${provider}\``)]);
  const all = new Set(PROVIDERS.flatMap((provider) => Object.keys(PLAYED[provider])));
  const has = (scenario: string) => PROVIDERS.map((provider) => (PLAYED[provider][scenario] ? 'yes' : ''));
  expect(rows.map(([digits, , ...providers]) => [digits, ...providers])).toEqual(
    [...all].sort().map((scenario) => [`\`${scenario}\``, ...has(scenario)]),
  );
});

describe.each([
  ['sandbox.md', '### Scenarios of Twilio', TWILIO_SANDBOX, DOCUMENTED_SCENARIOS],
  ['sandbox-telnyx-v1.md', '### Scenarios of Telnyx v1', TELNYX_SANDBOX, TELNYX_SCENARIOS],
  ['sandbox-fone-dynamics.md', '## Scenarios', FONE_DYNAMICS_SANDBOX, FONE_DYNAMICS_SCENARIOS],
])('%s', (name, heading, played, scenarios) => {
  const rows = tableUnder(documentOf(name), heading).rows;

  test('has the scenarios that are played and tested, each once, in their words', () => {
    const told = rows.map(([digits, provider]) => [digits, provider]);
    expect(told).toEqual(
      scenarios.map(({ scenarioId }) => [`\`${scenarioId}\``, played[scenarioId]?.summary]),
    );
    expect(scenarios.map(({ scenarioId }) => scenarioId)).toEqual(Object.keys(played).sort());
  });

  test('counts the orders, where it does', () => {
    for (const [index, [, , ...others]] of rows.entries()) {
      const orders = others.at(-1);
      if (orders !== undefined) expect(orders).toBe(String(scenarios[index]!.end.orders));
    }
  });
});

test('the document, the sandbox and the tests have the same scenarios, each once, 00 to 20', () => {
  const all = Array.from({ length: 21 }, (_, scenario) => String(scenario).padStart(2, '0'));
  expect(documented.map(({ digits }) => digits)).toEqual(all.map((digits) => `\`${digits}\``));
  expect(Object.keys(TWILIO_SANDBOX).sort()).toEqual(all);
  expect(DOCUMENTED_SCENARIOS.map(({ scenarioId }) => scenarioId)).toEqual(all);
});

test.each(DOCUMENTED_SCENARIOS)(
  'scenario $scenarioId is documented as it is played and tested',
  (scenario) => {
    const { scenarioId, does } = scenario;
    expect(documented.find(({ digits }) => digits === `\`${scenarioId}\``)).toEqual({
      digits: `\`${scenarioId}\``,
      provider: TWILIO_SANDBOX[scenarioId]!.summary,
      does: does.map(wordsFor).join(', '),
      ends: endOf(scenario),
      orders: String(scenario.end.orders),
    });
  },
);

test('the codes that are told are the ones that the sandbox gives', () => {
  for (const { summary, ...played } of Object.values(TWILIO_SANDBOX)) {
    const codes = summary.match(/\b22\d{3}\b/g) ?? [];
    for (const code of codes) expect(JSON.stringify(played)).toContain(code);
  }
});

function wordsFor(act: Act): string {
  const { refusedAs } = act;
  const command = commandOf(act, 0);
  const how = command.name === 'resubmit' && command.supersede === true ? ' with `supersede`' : '';
  return `${command.name}${how}${refusedAs === undefined ? '' : ': refused'}`;
}

/** The phase; in brackets the word for the number where that is not the same. */
function endOf({ end: { phase, outcome, ending } }: Scenario): string {
  const isSaid = outcome === phase || (phase === 'completed' && outcome === 'ported');
  return `${phase}${isSaid ? '' : ` (\`${outcome}\`)`}${ending === 'answer_by' ? ' after 14 days' : ''}`;
}

/** The rows of the table of Twilio's scenarios. */
function rowsUnder(document: string, heading: string): Row[] {
  const { names, rows } = tableUnder(document, heading);
  expect(names).toEqual(['digits', 'the provider', 'possible commands', 'how the port ends', 'orders']);
  return rows.map(([digits = '', provider = '', does = '', ends = '', orders = '']) => ({
    digits,
    provider,
    does,
    ends,
    orders,
  }));
}

function documentOf(name: string): string {
  return readFileSync(join(__dirname, '../../docs', name), 'utf8');
}

/** The first table below a heading. */
function tableUnder(document: string, heading: string): { names: string[]; rows: string[][] } {
  const section = document.split(`\n${heading}\n`)[1] ?? '';
  const lines = section.slice(section.indexOf('\n|') + 1).split('\n');
  const table = lines.slice(
    0,
    lines.findIndex((line) => !line.startsWith('|')),
  );
  const [names = [], , ...rows] = table.map((line) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
  return { names, rows };
}
