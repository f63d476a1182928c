import type { PortRequest } from '../../../src/domain/model/request';
import { TwilioClient } from '../../../src/providers/twilio/client';
import { TwilioProvider } from '../../../src/providers/twilio/provider';
import {
  AC,
  account,
  AD,
  call,
  KW,
  NUMBER,
  portInJson,
  portRequest,
  PU,
  RD,
} from '../../unit/providers/twilio/examples';
import { expectOperation, recordingTransport, type PublishedOperation } from '../published-operation';
import { validatorOf, type SchemaName } from './schemas';

/** Every operation of Twilio's porting API that we use (docs/reference/twilio.md#operations), as method and path. */
const OPERATIONS = {
  portability: {
    method: 'GET',
    path: /^\/v1\/Porting\/Portability\/PhoneNumber\/%2B\d+$/,
    query: ['TargetAccountSid', 'AddressSid'],
  },
  create: { method: 'POST', path: /^\/v1\/Porting\/PortIn$/, query: [] },
  fetch: { method: 'GET', path: /^\/v1\/Porting\/PortIn\/KW[0-9a-fA-F]{32}$/, query: [] },
  cancel: { method: 'DELETE', path: /^\/v1\/Porting\/PortIn\/KW[0-9a-fA-F]{32}$/, query: [] },
  list: {
    method: 'GET',
    path: /^\/v1\/Porting\/PortIn\/PortInRequests$/,
    query: ['Token', 'Size', 'PortInRequestSid', 'PortInRequestStatus', 'CreatedBefore', 'CreatedAfter'],
  },
  fetchNumber: {
    method: 'GET',
    path: /^\/v1\/Porting\/PortIn\/KW[0-9a-fA-F]{32}\/PhoneNumber\/PU[0-9a-fA-F]{32}$/,
    query: [],
  },
  cancelNumber: {
    method: 'DELETE',
    path: /^\/v1\/Porting\/PortIn\/KW[0-9a-fA-F]{32}\/PhoneNumber\/PU[0-9a-fA-F]{32}$/,
    query: [],
  },
  fetchWebhook: { method: 'GET', path: /^\/v1\/Porting\/Configuration\/Webhook$/, query: [] },
  setWebhook: { method: 'POST', path: /^\/v1\/Porting\/Configuration\/Webhook$/, query: [] },
  deleteWebhook: {
    method: 'DELETE',
    path: /^\/v1\/Porting\/Configuration\/Webhook\/(PORT_IN|PORT_OUT)$/,
    query: [],
  },
  checkEligibility: { method: 'POST', path: /^\/v1\/HostedNumber\/Eligibility$/, query: [] },
  createBulkEligibility: { method: 'POST', path: /^\/v1\/HostedNumber\/Eligibility\/Bulk$/, query: [] },
  fetchBulkEligibility: {
    method: 'GET',
    path: /^\/v1\/HostedNumber\/Eligibility\/Bulk\/EC[0-9a-fA-F]{32}$/,
    query: [],
  },
  listSigning: {
    method: 'GET',
    path: /^\/v1\/SigningRequest\/Configuration$/,
    query: ['Country', 'Product', 'PageSize', 'Page', 'PageToken'],
  },
  setSigning: { method: 'POST', path: /^\/v1\/SigningRequest\/Configuration$/, query: [] },
  uploadDocument: { method: 'POST', path: /^\/v1\/Documents$/, query: [] },
} as const satisfies Readonly<Record<string, PublishedOperation>>;

type OperationName = keyof typeof OPERATIONS;

const EC = `EC${'f6'.repeat(16)}`;
const bill = { bytes: Buffer.from('%PDF-1.7'), mimeType: 'application/pdf' } as const;
const page = { port_in_requests: [], meta: { next_token: null, previous_token: null } };
const range = { start: '10:15', end: '12:00' };

describe('every request of the client is one that Twilio publishes', () => {
  it.each<[OperationName, unknown, (client: TwilioClient) => Promise<unknown>]>([
    [
      'portability',
      { portable: true },
      (c) => c.portability(NUMBER, { targetAccountSid: AC, addressSid: AD }, call),
    ],
    ['fetch', portInJson(), (c) => c.fetchPortIn(KW, call)],
    ['fetch', portInJson(), (c) => c.describePortIn(KW, call)],
    ['cancel', {}, (c) => c.cancelPortIn(KW, call)],
    [
      'list',
      page,
      (c) =>
        c
          .listPortIns({ createdAfter: '2026-11-15', createdBefore: '2026-11-17', status: 'pending' }, call)
          .next(),
    ],
    ['fetchNumber', { phone_number: NUMBER }, (c) => c.fetchPhoneNumber(KW, PU, call)],
    ['cancelNumber', {}, (c) => c.cancelPhoneNumber(KW, PU, call)],
    ['fetchWebhook', {}, (c) => c.fetchWebhookConfiguration(call)],
    ['setWebhook', {}, (c) => c.setWebhookConfiguration({ port_in_target_url: 'https://h.example' }, call)],
    ['deleteWebhook', {}, (c) => c.deleteWebhookConfiguration('PORT_IN', call)],
    ['checkEligibility', { results: [] }, (c) => c.hosting.check(NUMBER, {}, call)],
    ['createBulkEligibility', { request_id: EC }, (c) => c.hosting.createBulk([NUMBER, NUMBER], {}, call)],
    ['fetchBulkEligibility', {}, (c) => c.hosting.fetchBulk(EC, call)],
    [
      'listSigning',
      { configurations: [] },
      (c) => c.signing.list({ product: 'Porting', country: 'US' }, call),
    ],
    ['setSigning', {}, (c) => c.signing.set({ product: 'Porting', country: 'US' }, call)],
    ['uploadDocument', { sid: RD }, (c) => c.documents.upload(bill, 'Bill', call)],
  ])('%s', async (name, answer, run) => {
    const { transport, sent } = recordingTransport(answer);
    await run(new TwilioClient(account, transport));
    expect(sent).toHaveLength(1);
    expectOperation(OPERATIONS[name], sent[0]);
  });

  it('asks for pages of a size that Twilio takes, and with dates as it writes them', async () => {
    const { transport, sent } = recordingTransport(page);
    await new TwilioClient(account, transport).listPortIns({ createdAfter: '2026-11-15' }, call).next();
    const { searchParams } = new URL(sent[0]!.url);
    expect(Number(searchParams.get('Size'))).toBeLessThanOrEqual(100);
    expect(searchParams.get('CreatedAfter')).toMatch(/^\d{4}-\d{2}-\d{2}$/);
  });

  it.each([
    ['events', ['PortInCompleted']],
    ['all events', []],
  ])('sends a webhook configuration of the published shape: %s', async (_, events) => {
    const { transport, sent } = recordingTransport({});
    const change = { port_in_target_url: 'https://h.example/t', notifications_of: events };
    await new TwilioClient(account, transport).setWebhookConfiguration(change, call);
    // The request's own schema is not published; its fields are those of the resource, which shows both URLs.
    const body = { port_out_target_url: null, ...(JSON.parse(sent[0]!.body!) as object) };
    expect(validatorOf('webhookConfiguration')(body)).toEqual([]);
  });
});

describe('every body is of the shape that Twilio shows', () => {
  const hostingAccountSid = `AC${'9'.repeat(32)}`;
  it.each<[string, SchemaName, unknown, (client: TwilioClient) => Promise<unknown>]>([
    [
      'the check of a number',
      'checkEligibility',
      { results: [] },
      (c) => c.hosting.check(NUMBER, { hostingAccountSid, friendlyName: 'Acme' }, call),
    ],
    [
      'the check of numbers',
      'checkEligibility',
      { request_id: EC },
      (c) => c.hosting.createBulk([NUMBER, '+12125550101'], {}, call),
    ],
    [
      'the signing configuration',
      'setSigningConfiguration',
      {},
      (c) =>
        c.signing.set(
          { product: 'Hosting', country: 'US', logo_sid: RD, email_subject: 'x'.repeat(255) },
          call,
        ),
    ],
  ])('%s', async (_, schema, answer, run) => {
    const { transport, sent } = recordingTransport(answer);
    await run(new TwilioClient(account, transport));
    expect(validatorOf(schema)(JSON.parse(sent[0]!.body!))).toEqual([]);
  });

  it('the signing configurations are asked for in pages of a size that Twilio takes', async () => {
    const { transport, sent } = recordingTransport({ configurations: [] });
    await new TwilioClient(account, transport).signing.list({}, call);
    expect(Number(new URL(sent[0]!.url).searchParams.get('PageSize'))).toBeLessThanOrEqual(1000);
  });
});

describe('every create is valid against the published schema', () => {
  const subscriber = portRequest().subscriber!;
  it.each<[string, Partial<PortRequest>]>([
    ['a plain one', {}],
    ['as soon as possible', { schedule: { date: 'asap' } }],
    ['with hours', { schedule: { date: '2026-12-10', timeRange: range, timeZone: 'America/Los_Angeles' } }],
    ['with hours in UTC', { schedule: { date: '2026-12-10', timeRange: range, timeZone: 'UTC' } }],
    ['for an individual', { subscriber: { ...subscriber, type: 'individual' } }],
    [
      'with a second street',
      { subscriber: { ...subscriber, address: { ...subscriber.address, street2: 'Apt 2' } } },
    ],
    ['with an address of Twilio’s', { providerOptions: { twilio: { addressSid: AD } } }],
    [
      'for a sub-account with a bundle',
      {
        providerOptions: {
          twilio: { targetAccountSid: `AC${'9'.repeat(32)}`, bundleSid: `BU${'8'.repeat(32)}` },
        },
      },
    ],
    ['without what is optional', { notificationEmails: [], numbers: [{ phoneNumber: NUMBER }] }],
    [
      'with several documents',
      {
        documents: [
          { type: 'utility_bill', providerId: RD },
          { type: 'loa', providerId: `RD${'7'.repeat(32)}` },
        ],
      },
    ],
    [
      'with 1,000 numbers',
      {
        numbers: Array.from({ length: 1_000 }, (_, i) => ({
          phoneNumber: `+1212555${String(i).padStart(4, '0')}`,
        })),
      },
    ],
  ])('%s', async (_, changes) => {
    const request = portRequest(changes);
    const { transport, sent } = recordingTransport(portInJson());
    const provider = new TwilioProvider(account, transport);
    expect(provider.requirements(request, call.now)).toEqual([]);
    const numbers = request.numbers.map((n) => n.phoneNumber);
    await provider.send({ attemptKey: 'acme-42/1', request, numbers }, call);
    expectOperation(OPERATIONS.create, sent[0]);
    expect(sent[0]!.headers['content-type']).toBe('application/json');
    expect(validatorOf('createPortIn')(JSON.parse(sent[0]!.body!))).toEqual([]);
  });
});

it('the examples of the unit tests are answers that Twilio could give', () => {
  expect(validatorOf('portIn')(portInJson())).toEqual([]);
});
