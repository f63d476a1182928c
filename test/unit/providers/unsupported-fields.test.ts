import { PROVIDERS, type ProviderName } from '../../support/providers';
import { parsePortRequest } from '../../../src/contract/port-request-schema';
import { FONE_DYNAMICS_UNTAKEN } from '../../../src/providers/fone-dynamics/unsupported-fields';
import { unsupportedFieldsOf, type InputField } from '../../../src/providers/input-fields';
import { TELNYX_V1_UNTAKEN } from '../../../src/providers/telnyx-v1/unsupported-fields';
import { TWILIO_UNTAKEN } from '../../../src/providers/twilio/unsupported-fields';
import { fileAt, sectionOf } from '../docs/documents';

const UNTAKEN: Readonly<Record<ProviderName, ReadonlySet<InputField>>> = {
  twilio: TWILIO_UNTAKEN,
  'telnyx-v1': TELNYX_V1_UNTAKEN,
  'fone-dynamics': FONE_DYNAMICS_UNTAKEN,
};

const bare = { requestId: 'acme-42', provider: 'twilio', numbers: [{ phoneNumber: '+12125550100' }] };
const address = { street: '1 Main St', city: 'New York', region: 'NY', postalCode: '10001', country: 'US' };
const full = {
  ...bare,
  numbers: [
    { ...bare.numbers[0], pin: '1', accountNumber: 'A', billingPhoneNumber: '+12125550100', address },
  ],
  subscriber: {
    type: 'business',
    name: 'Acme LLC',
    authorizedPerson: { name: 'Ada Moss', email: 'ada@acme.example', phone: '+12125550199' },
    carrier: 'Old Telco',
    accountNumber: 'A-991',
    billingPhoneNumber: '+12125550100',
    taxId: '1',
    businessId: '2',
    address,
  },
  portScope: { type: 'partial', remainingNumbers: 'disconnect' },
  schedule: {
    date: '2026-12-10',
    timeRange: { start: '10:00', end: '12:00' },
    timeZone: 'America/New_York',
  },
  documents: [{ type: 'loa', providerId: 'RD1' }],
  notificationEmails: ['ops@acme.example'],
};

function unsupportedFields(input: object, provider: ProviderName): string[] {
  const parsed = parsePortRequest(input);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.invalid));
  return unsupportedFieldsOf(parsed.request, UNTAKEN[provider]);
}

test.each(PROVIDERS)('%s: what a request does not say is not named', (provider) => {
  expect(unsupportedFields(bare, provider)).toEqual([]);
  expect(unsupportedFields({ ...bare, portScope: { type: 'full' } }, provider)).toEqual([]);
});

/** The rows of the common fields that say no. */
function documented(provider: ProviderName): string[] {
  const section = sectionOf(fileAt('docs/providers.md'), 'Options of a request');
  const [, table = ''] = section.split('The common fields, and the providers that accept them');
  const rows = table
    .split('\n')
    .filter((line) => line.startsWith('|'))
    .map((line) => line.split('|').map((cell) => cell.trim()));
  const column = rows[0]!.indexOf(`\`${provider}\``);
  return rows
    .filter((cells) => /^no\b/.test(cells[column] ?? ''))
    .flatMap(([, fields = '']) => [...fields.matchAll(/`([^`]+)`/g)].map(([, field = '']) => field));
}

test.each(PROVIDERS)('%s: what it has no room for is what docs/providers.md says', (provider) => {
  expect(unsupportedFields(full, provider).sort()).toEqual(documented(provider).sort());
  expect(unsupportedFields(full, provider)).not.toEqual([]);
});
