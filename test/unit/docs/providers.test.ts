import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { accountsFromFile } from '../../../src/config/account-file';
import { Problems } from '../../../src/config/configuration-error';
import { PROVIDERS, type ProviderName } from '../../support/providers';
import { parsePortRequest } from '../../../src/contract/port-request-schema';
import { HOUR } from '../../../src/domain/model/time';
import { FoneDynamicsClient } from '../../../src/providers/fone-dynamics/client';
import { FONE_DYNAMICS_CAPABILITIES } from '../../../src/providers/fone-dynamics/provider';
import { missingFields } from '../../../src/providers/fone-dynamics/requirements';
import { FoneDynamicsWebhooks } from '../../../src/providers/fone-dynamics/webhooks';
import type { ProviderCapabilities } from '../../../src/providers/provider';
import { TELNYX_V1_CAPABILITIES } from '../../../src/providers/telnyx-v1/capabilities';
import { TelnyxV1Client } from '../../../src/providers/telnyx-v1/client';
import { DocumentsClient as TelnyxDocuments } from '../../../src/providers/telnyx-v1/documents-client';
import { DraftsClient } from '../../../src/providers/telnyx-v1/drafts-client';
import { PortRequestsClient } from '../../../src/providers/telnyx-v1/port-requests-client';
import { TwilioClient } from '../../../src/providers/twilio/client';
import { DocumentsClient as TwilioDocuments } from '../../../src/providers/twilio/documents-client';
import { HostingClient } from '../../../src/providers/twilio/hosting-client';
import { TWILIO_CAPABILITIES } from '../../../src/providers/twilio/provider';
import { SigningClient } from '../../../src/providers/twilio/signing-client';
import { TwilioWebhooks } from '../../../src/providers/twilio/webhooks';
import { commandLines, parsed } from './command-lines';
import { fileAt, sectionOf, tableIn } from './documents';

/**
 * What docs/providers.md says can be done has to be there: each method, sandbox file, test and command of its tables,
 * and its examples.
 */
const DOCUMENT = fileAt('docs/providers.md');

/** The classes whose methods a section names. */
const CLASSES: Readonly<
  Record<ProviderName, readonly { readonly name: string; readonly prototype: object }[]>
> = {
  twilio: [TwilioClient, HostingClient, SigningClient, TwilioDocuments, TwilioWebhooks],
  'telnyx-v1': [TelnyxV1Client, PortRequestsClient, DraftsClient, TelnyxDocuments],
  'fone-dynamics': [FoneDynamicsClient, FoneDynamicsWebhooks],
};

/** The headings of the sections about one provider's operations. */
const SECTIONS: readonly (readonly [heading: string, provider: ProviderName])[] = [
  ['Twilio', 'twilio'],
  ['Telnyx v1', 'telnyx-v1'],
  ['Fone Dynamics', 'fone-dynamics'],
];

describe.each(SECTIONS)('the operations of %s', (heading, provider) => {
  const rows = tableIn(sectionOf(DOCUMENT, heading));
  const codesIn = (cell = '') => [...cell.matchAll(/`([^`]+)`/g)].map(([, code = '']) => code);

  test('name methods that exist, and every one of them', () => {
    const known = CLASSES[provider].flatMap(({ name, prototype }) =>
      Object.getOwnPropertyNames(prototype)
        .filter((method) => method !== 'constructor')
        .map((method) => `${name}.${method}`),
    );
    const named = rows.flatMap(([, method]) => {
      const [first = '', ...others] = codesIn(method);
      const [owner = ''] = first.split('.');
      return [first, ...others].map((one) => (one.includes('.') ? one : `${owner}.${one}`));
    });
    const methods = named.filter((one) => !one.startsWith('drafts.') && !/^\w*\.?$/.test(one));
    expect(methods.filter((one) => !known.includes(one) && !one.endsWith('Webhooks'))).toEqual([]);
    expect(known.filter((one) => !methods.includes(one) && !one.includes('Webhooks.'))).toEqual([]);
  });

  test('name files of the sandbox and contract tests that exist', () => {
    const tests = fileAt(`test/contract/${provider}/client.test.ts`);
    for (const [operation, , sandbox, test] of rows) {
      for (const file of codesIn(sandbox).filter((code) => code.endsWith('.ts')))
        expect([operation, existsSync(join(__dirname, '../../../src/sandbox', provider, file))]).toEqual([
          operation,
          true,
        ]);
      for (const name of codesIn(test).filter((code) => !code.endsWith('.ts')))
        expect([operation, new RegExp(`\\b${name}\\b`).test(tests)]).toEqual([operation, true]);
    }
  });

  test('say of each where it is reached, or why it is not', () => {
    expect(rows.length).toBeGreaterThan(4);
    for (const row of rows) {
      expect(row).toHaveLength(5);
      expect(row[4]).not.toBe('');
    }
  });
});

test('the table of what each can do has the numbers of the capabilities', () => {
  const capabilities: Readonly<Record<ProviderName, ProviderCapabilities>> = {
    twilio: TWILIO_CAPABILITIES,
    'telnyx-v1': TELNYX_V1_CAPABILITIES,
    'fone-dynamics': FONE_DYNAMICS_CAPABILITIES,
  };
  const rows = new Map(
    tableIn(sectionOf(DOCUMENT, 'What each can do')).map(([name = '', ...cells]) => [name, cells]),
  );
  for (const [index, provider] of PROVIDERS.entries()) {
    const { numbersPerOrder, policy, edits, comments, ratings } = capabilities[provider];
    const cell = (name: string) => rows.get(name)?.[index] ?? '';
    expect(cell('numbers in one order')).toMatch(
      new RegExp(`^${numbersPerOrder.toLocaleString('en-US')}\\b`),
    );
    expect(cell('cancellation window')).toContain(`${policy.cancellationWindow! / HOUR} hours`);
    expect(cell('correct an existing order').startsWith('no')).toBe(!edits);
    expect(cell('comments') === 'no').toBe(!comments);
    expect(cell('rating') === 'no').toBe(!ratings);
  }
});

test.each(
  ['docs/providers.md', 'README.md'].flatMap((path) =>
    commandLines(fileAt(path)).map((line) => [line, path]),
  ),
)('the program takes: %s', async (line) => {
  await expect(parsed(line)).resolves.toBe(true);
});

test('the configuration file of the document is one', () => {
  const [, yaml = ''] = /```yaml\n(.*?)```/s.exec(DOCUMENT) ?? [];
  const env = {
    EAST_SID: `AC${'0'.repeat(32)}`,
    EAST_TOKEN: 'token',
    TELNYX_V1_API_USER: 'ada@acme.example',
    TELNYX_V1_API_TOKEN: 'token',
    FD_ACCOUNT: 'A'.repeat(32),
    FD_TOKEN: 'token',
    FD_PROPERTY: `S${'A'.repeat(31)}`,
  };
  const folder = mkdtempSync(join(tmpdir(), 'portkeeper-docs-'));
  try {
    const file = join(folder, 'accounts.yaml');
    writeFileSync(file, yaml);
    const problems = new Problems();
    const accounts = accountsFromFile(file, env, 'calls', problems);
    expect(() => problems.throwIfAny()).not.toThrow();
    expect(accounts.map(({ account }) => account.provider)).toEqual([...PROVIDERS]);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('the request of the document lacks nothing', () => {
  const [, json = ''] = /```json\n(.*?)```/s.exec(DOCUMENT) ?? [];
  const outcome = parsePortRequest(JSON.parse(json));
  expect(outcome).toMatchObject({ ok: true });
  if (!outcome.ok) return;
  const rules = {
    propertySid: `S${'A'.repeat(31)}`,
    scope: 'property',
    timeZone: 'Australia/Sydney',
  } as const;
  expect(missingFields(outcome.request, Date.UTC(2026, 10, 25), rules)).toEqual([]);
});
