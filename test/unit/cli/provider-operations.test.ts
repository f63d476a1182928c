import { Client } from '@temporalio/client';
import { ProviderClient } from '../../../src/client/provider-client';
import { PortingError } from '../../../src/client/porting-error';
import { session } from './fake-session';
import { runCommand } from './run-command';

jest.mock('../../../src/cli/temporal-session', () => jest.requireActual<object>('./fake-session'));

/** What a command line asks of a provider, by the client's own methods, and what people read of the answer. */
const call = jest.fn<Promise<unknown>, [operation: string, input: unknown]>();
/** No call gets as far as Temporal. */
const nobody: Client = Object.create(Client.prototype) as Client;
const asked: { provider: string; account: string | undefined }[] = [];
session.porting = {
  provider: (provider, account) => {
    asked.push({ provider, account });
    return new ProviderClient({ client: nobody, taskQueue: 'q' }, provider, account ?? 'default');
  },
};

beforeEach(() => {
  call.mockReset();
  asked.length = 0;
  jest.spyOn(ProviderClient.prototype, 'call').mockImplementation(call as never);
});
afterEach(() => jest.restoreAllMocks());

const EC = `EC${'a1'.repeat(16)}`;
const NUMBER = '+12125550100';
const AT = '2026-12-10T14:00:00.000Z';
const check = {
  requestId: EC,
  status: 'complete',
  providerStatus: 'SUCCESSFUL',
  results: [
    { phoneNumber: NUMBER, eligible: true, status: 'ELIGIBLE', type: 'LOCAL', country: 'US' },
    { phoneNumber: '', eligible: false, subStatus: 'CARRIER_INELIGIBLE', nextStep: 'CONTACT_SUPPORT' },
    { phoneNumber: '+12125550102', status: 'PERHAPS' },
  ],
};
const configuration = { product: 'Porting', country: 'US', emailSubject: 'Sign', emailMessage: 'Dear\nAda' };
const document = { id: 'd1', type: 'loa', description: 'loa.pdf', created: AT };
const draft = {
  ref: 'd1',
  status: 'pending',
  created: AT,
  numbers: 3,
  groups: 2,
  completeGroups: 1,
  orderRef: 'pr1',
};

const order = {
  ref: 'KW1',
  status: 'Canceled',
  cancellationReason: 'Canceled by customer',
  supportTicket: '9301',
  numbers: [
    {
      phoneNumber: NUMBER,
      status: 'foc_confirmed',
      providerStatus: 'port_pending',
      foc: { from: AT, until: AT, precision: 'instant' },
    },
    { phoneNumber: '+12125550101', providerStatus: 'perhaps' },
  ],
  raw: { date_created: AT, documents: ['RD1'] },
};
const draftDetail = {
  ref: '7d1c',
  status: 'pending',
  created: AT,
  groups: [
    { ref: '7d1c/92e0', isComplete: false, numbers: [NUMBER], raw: { locality: 'New York' } },
    { ref: '7d1c/92e1', isComplete: true, numbers: ['+12125550101'], raw: {} },
  ],
  unassigned: ['+12125550102'],
};

test.each<[line: string, operation: string, input: object, answer: unknown, raw: (string | RegExp)[]]>([
  [
    `twilio eligibility check ${NUMBER} --hosting-account AC1 --name Acme`,
    'eligibility',
    { numbers: [NUMBER], hostingAccount: 'AC1', friendlyName: 'Acme' },
    { status: 'complete', results: [check.results[0]] },
    [/^NUMBER +ELIGIBLE/, /^\+12125550100 +yes +LOCAL +US +-$/],
  ],
  [
    `twilio eligibility get ${EC}`,
    'eligibility.get',
    { requestId: EC },
    check,
    [
      `Check ${EC} is complete (SUCCESSFUL).`,
      /^NUMBER /,
      /^\+12125550100 +yes/,
      /^- +no +- +- +CARRIER_INELIGIBLE +CONTACT_SUPPORT$/,
      /^\+12125550102 +PERHAPS/,
    ],
  ],
  [
    'twilio loa get --product porting --country US',
    'loa.get',
    { product: 'porting', country: 'US' },
    { configurations: [configuration] },
    ['Porting, US', '  subject     Sign', '  message     Dear Ada', /afterwards +-/, /logo +-/, /name +-/],
  ],
  ['twilio loa get', 'loa.get', {}, { configurations: [] }, [/^Nothing is configured/]],
  [
    'twilio loa set --product hosting --country MX --subject S --message M --redirect-url U --logo RD1 --name N',
    'loa.set',
    {
      product: 'hosting',
      country: 'MX',
      emailSubject: 'S',
      emailMessage: 'M',
      redirectUrl: 'U',
      logoId: 'RD1',
      friendlyName: 'N',
    },
    { product: '' },
    ['?, every country', /subject/, /message/, /afterwards/, /logo/, /name/],
  ],
  [
    'twilio documents upload file:///srv/bill.pdf --name Bill',
    'documents.upload',
    { uri: 'file:///srv/bill.pdf', friendlyName: 'Bill' },
    { providerId: 'RD1', digest: 'abc', mimeType: 'image/png', status: '' },
    ['id       RD1', 'status   -', 'type     image/png', 'sha-256  abc'],
  ],
  [
    'telnyx-v1 documents list pr/sr',
    'documents.list',
    { orderRef: 'pr/sr' },
    [document, { id: 'd2' }],
    [/^DOCUMENT/, 'd1        loa   2026-12-10 14:00:00Z  loa.pdf', /^d2 +- +-$/],
  ],
  ['telnyx-v1 documents list pr/sr', 'documents.list', { orderRef: 'pr/sr' }, [], ['No documents.']],
  [
    'telnyx-v1 documents link pr/sr d1',
    'documents.link',
    { orderRef: 'pr/sr', documentId: 'd1' },
    { url: 'https://files.example/d1', expires: AT },
    ['https://files.example/d1', 'Until 2026-12-10 14:00:00Z, for anybody who has this URL.'],
  ],
  [
    'telnyx-v1 allowed-dates pr/sr',
    'allowed-dates',
    { orderRef: 'pr/sr' },
    [{ from: AT, until: '2026-12-10T22:00:00.000Z' }],
    [/^FROM +UNTIL$/, '2026-12-10 14:00:00Z  2026-12-10 22:00:00Z'],
  ],
  ['telnyx-v1 allowed-dates pr', 'allowed-dates', { orderRef: 'pr' }, [], ['The provider names no date.']],
  [
    'telnyx-v1 comments list pr/sr',
    'comments.list',
    { orderRef: 'pr/sr' },
    [
      { id: 'c1', at: AT, body: 'Dear\n\nAda', by: 'u1' },
      { id: 'c2', body: 'x' },
    ],
    ['2026-12-10 14:00:00Z  u1', '  Dear', '', '  Ada', 'at an unknown time  unknown author', '  x'],
  ],
  ['telnyx-v1 comments list pr', 'comments.list', { orderRef: 'pr' }, [], ['No comments.']],
  [
    'telnyx-v1 comments add pr/sr --body Hello.',
    'comments.add',
    { orderRef: 'pr/sr', body: 'Hello.' },
    { id: 'c1', at: AT, body: 'Hello.' },
    ['2026-12-10 14:00:00Z  unknown author', '  Hello.'],
  ],
  [
    'telnyx-v1 rate pr/sr --stars 5 --comment Fine.',
    'rate',
    { orderRef: 'pr/sr', stars: 5, comment: 'Fine.' },
    { orderRef: 'pr/sr', stars: 5 },
    ['Rated pr/sr: 5 of 5.'],
  ],
  [
    `telnyx-v1 drafts --status pending --number ${NUMBER} --limit 7`,
    'drafts',
    { status: 'pending', number: NUMBER, limit: 7 },
    { drafts: [draft, { ...draft, ref: 'd2', orderRef: undefined }], isComplete: true },
    [/^DRAFT/, /^d1 +pending +3 +1 of 2 +2026-12-10 14:00:00Z +pr1$/, /^d2 .*00Z$/],
  ],
  ['telnyx-v1 drafts', 'drafts', {}, { drafts: [], isComplete: true }, ['No drafts.']],
  [
    'twilio order show KW1',
    'order.get',
    { orderRef: 'KW1' },
    order,
    [
      'KW1: Canceled',
      '  canceled because  Canceled by customer',
      '  support ticket    9301',
      'Numbers',
      /^ {2}\+12125550100 +foc confirmed +\(port_pending\) +FOC 2026-12-10 14:00:00Z$/,
      /^ {2}\+12125550101 +in a status that Portkeeper does not know +\(perhaps\)$/,
      'Raw response',
      `  date_created: ${AT}`,
      '  documents:',
      '    - RD1',
    ],
  ],
  [
    `twilio order cancel KW1 --numbers ${NUMBER},+12125550101`,
    'order.cancel',
    { orderRef: 'KW1', numbers: [NUMBER, '+12125550101'] },
    {
      orderRef: 'KW1',
      taken: [NUMBER],
      refused: [{ phoneNumber: '+12125550101', code: 'number_ended', message: 'It has ended: ported.' }],
    },
    [
      /^\+12125550100 +canceled, or being canceled$/,
      /^\+12125550101 +refused +number_ended: It has ended: ported\.$/,
    ],
  ],
  [
    'fone-dynamics order cancel P1',
    'order.cancel',
    { orderRef: 'P1' },
    { orderRef: 'P1', taken: [], refused: [] },
    ['Nothing of P1 is open.'],
  ],
  [
    'telnyx-v1 draft show 7d1c',
    'draft.get',
    { draftRef: '7d1c' },
    draftDetail,
    [
      '7d1c: pending',
      '  created  2026-12-10 14:00:00Z',
      'Group 7d1c/92e0: not complete',
      `  ${NUMBER}`,
      '  locality: New York',
      'Group 7d1c/92e1: complete',
      '  +12125550101',
      'In no group',
      '  +12125550102',
    ],
  ],
  [
    'telnyx-v1 allowed-dates --draft 7d1c/92e0',
    'allowed-dates',
    { orderRef: '7d1c/92e0', isDraft: true },
    [],
    ['The provider names no date.'],
  ],
  [
    'telnyx-v1 documents list --draft 7d1c',
    'documents.list',
    { orderRef: '7d1c', isDraft: true },
    [],
    ['No documents.'],
  ],
  [
    'telnyx-v1 documents link --draft 7d1c d1',
    'documents.link',
    { orderRef: '7d1c', documentId: 'd1', isDraft: true },
    { url: 'https://files.example/d1', expires: AT },
    ['https://files.example/d1', 'Until 2026-12-10 14:00:00Z, for anybody who has this URL.'],
  ],
  [
    `twilio portability ${NUMBER} --target-account AC1 --address AD1`,
    'portability',
    { numbers: [NUMBER], targetAccount: 'AC1', address: 'AD1' },
    [{ phoneNumber: NUMBER, portable: true }],
    [/^NUMBER /, /^\+12125550100 +yes/],
  ],
])('%s', async (line, operation, input, answer, said) => {
  call.mockResolvedValue(answer);
  const args = ['provider', ...line.split(' ')];
  const plain = await runCommand([...args, '--account', 'eu']);
  expect(plain).toMatchObject({ exitCode: 0, stderr: '' });
  expect(plain.stdout.replace(/\n$/, '').split('\n')).toEqual(
    said.map((text): unknown => (typeof text === 'string' ? text : expect.stringMatching(text))),
  );
  expect(asked).toEqual([{ provider: args[1], account: 'eu' }]);
  expect(call.mock.calls.map(([name]) => name)).toEqual([operation]);
  expect(call.mock.calls[0]![1]).toEqual(input);

  const asJson = await runCommand([...args, '--json']);
  const { configurations, drafts } = answer as { configurations?: unknown; drafts?: unknown };
  expect(JSON.parse(asJson.stdout)).toEqual(JSON.parse(JSON.stringify(configurations ?? drafts ?? answer)));
});

test('of several numbers it is said where the answers will be', async () => {
  call.mockResolvedValue({ requestId: EC, status: 'pending', providerStatus: 'QUEUED', results: [] });
  const args = ['provider', 'twilio', 'eligibility', 'check', NUMBER, '+12125550101', '--account', 'eu'];
  expect(await runCommand(args)).toEqual({
    exitCode: 0,
    stdout: `Check ${EC} is not answered yet (QUEUED).\n`,
    stderr: `The answers come later: portkeeper provider twilio eligibility get ${EC} --account eu\n`,
  });
});

test('a cancel of which nothing was taken is exit code 2', async () => {
  const refused = [{ phoneNumber: NUMBER, code: 'cancellation_window_closed', message: 'Too late.' }];
  call.mockResolvedValue({ orderRef: 'KW1', taken: [], refused });
  const { exitCode, stdout } = await runCommand(['provider', 'twilio', 'order', 'cancel', 'KW1', '--json']);
  expect(exitCode).toBe(2);
  expect(JSON.parse(stdout)).toMatchObject({ refused });
});

test('a search is passed on where the provider has one', async () => {
  call.mockResolvedValue({ orders: [], isComplete: true });
  await runCommand(['provider', 'telnyx-v1', 'orders', '--search', 'pr_4e5b1b']);
  expect(call).toHaveBeenCalledWith('orders', { search: 'pr_4e5b1b' });
});

test('what the limit left out is told', async () => {
  call.mockResolvedValue({ drafts: [draft], isComplete: false });
  const { stderr } = await runCommand(['provider', 'telnyx-v1', 'drafts', '--json']);
  expect(stderr).toContain('raise --limit');
});

test.each([
  ['document_refused', 2],
  ['document_unavailable', 1],
  ['order_of_port', 2],
  ['provider_refused', 2],
] as const)('%s is exit code %d', async (code, exitCode) => {
  call.mockRejectedValue(new PortingError(code, 'It says what to do.'));
  const ran = await runCommand(['provider', 'twilio', 'documents', 'upload', 'file:///srv/bill.pdf']);
  expect(ran).toEqual({ exitCode, stdout: '', stderr: `portkeeper: ${code}: It says what to do.\n` });
});

test.each([
  'twilio eligibility check',
  'twilio eligibility get',
  'twilio loa set --country US',
  'twilio loa set --product porting',
  'twilio loa set --product Porting --country US',
  'twilio documents upload',
  'twilio documents list pr',
  'twilio allowed-dates pr',
  'telnyx-v1 documents upload file:///x',
  'telnyx-v1 documents link pr',
  'telnyx-v1 comments add pr',
  'telnyx-v1 rate pr',
  'telnyx-v1 rate pr --stars 6',
  'telnyx-v1 eligibility check +12125550100',
  'fone-dynamics drafts',
  'fone-dynamics draft show d',
  'fone-dynamics orders --search 1',
  'telnyx-v1 portability +12125550100 --target-account AC1',
  'telnyx-v1 draft show',
  'twilio order show',
  'twilio order cancel',
])('"%s" is wrong input, and no request is sent', async (line) => {
  const { exitCode, stdout, stderr } = await runCommand(['provider', ...line.split(' ')]);
  expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
  expect(stderr).not.toBe('');
  expect(call).not.toHaveBeenCalled();
});
