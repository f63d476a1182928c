import {
  documentRefused,
  type ProviderDocument,
  type ReadDocument,
} from '../../../../src/providers/documents';
import { createHttpTransport } from '../../../../src/providers/http/transport';
import type { OwnOperationName } from '../../../../src/providers/operations';
import { TwilioProvider } from '../../../../src/providers/twilio/provider';
import { failureOf, scripted } from '../scripted';
import { AC, account, call, KW, NUMBER, operating, RD } from './examples';

/** What an operator sets up at Twilio: hosting, LOAs, documents. */
const EC = `EC${'a1'.repeat(16)}`;
const NUMBER2 = '+12125550101';
const SUB = `AC${'9'.repeat(32)}`;

describe('eligibility', () => {
  const eligible = { phone_number: NUMBER, eligibility_status: 'ELIGIBLE' };
  /** As Twilio's specification shows it. */
  const ineligible = {
    phone_number: NUMBER2,
    account_sid: AC,
    date_last_checked: '2026-11-16T14:59:58Z',
    eligibility_status: 'INELIGIBLE',
    eligibility_sub_status: 'ALREADY_IN_TWILIO',
    ineligibility_reason: 'ALREADY_IN_TWILIO_BUT_NOT_IN_USE',
    next_step: 'CONTACT_SUPPORT_INELIGIBLE_INVENTORY_STATUS',
    voice_provider: null,
    phone_number_type: 'TOLL_FREE',
    iso_country_code: 'US',
  };

  it('of one number is answered at once', async () => {
    const { run, asked, bodies } = operating([{ status: 201, json: { results: [ineligible] } }]);
    await expect(run('eligibility', { numbers: [NUMBER2] })).resolves.toEqual({
      status: 'complete',
      results: [
        {
          phoneNumber: NUMBER2,
          eligible: false,
          status: 'INELIGIBLE',
          subStatus: 'ALREADY_IN_TWILIO',
          reason: 'ALREADY_IN_TWILIO_BUT_NOT_IN_USE',
          nextStep: 'CONTACT_SUPPORT_INELIGIBLE_INVENTORY_STATUS',
          type: 'TOLL_FREE',
          country: 'US',
          checked: '2026-11-16T14:59:58Z',
          hostingAccount: AC,
        },
      ],
    });
    expect(asked()).toEqual(['POST /v1/HostedNumber/Eligibility']);
    expect(bodies()).toEqual([{ phone_numbers: [{ phone_number: NUMBER2, hosting_account_sid: AC }] }]);
  });

  it.each<[string, unknown, boolean | undefined]>([
    ['in the words of the description', { results: [{ eligibility_status: 'eligible' }] }, true],
    ['with a word that is new', { results: [{ eligibility_status: 'perhaps' }] }, undefined],
    ['with nothing at all', { results: null }, undefined],
    ['with no results', {}, undefined],
    ['as a bare list', [eligible], true],
    ['as a bare result', eligible, true],
    ['with numbers for texts', { results: [{ ...eligible, next_step: 7 }, 'x'] }, true],
  ])('answered %s is read', async (_, json, expected) => {
    const { status, results } = await operating([{ json }]).run('eligibility', { numbers: [NUMBER] });
    expect({ status, count: results.length }).toEqual({ status: 'complete', count: 1 });
    expect(results[0]).toMatchObject({ phoneNumber: NUMBER });
    expect(results[0]?.eligible).toBe(expected);
  });

  it('of several is looked into, and the answers come later', async () => {
    const named = { request_id: EC, friendly_name: 'Acme', date_created: '2026-11-16T15:00:00Z' };
    const created = { ...named, status: 'QUEUED', results: [], date_completed: null };
    const done = {
      ...named,
      status: 'SUCCESSFUL',
      date_completed: '2026-11-16T15:00:02Z',
      results: [{ ...eligible, hosting_account_sid: SUB, country: 'US' }, ineligible],
    };
    const { run, asked, bodies } = operating([{ status: 202, json: created }, { json: done }]);
    const input = { numbers: [NUMBER, NUMBER2], hostingAccount: SUB, friendlyName: 'Acme' };
    await expect(run('eligibility', input)).resolves.toEqual({
      requestId: EC,
      status: 'pending',
      providerStatus: 'QUEUED',
      friendlyName: 'Acme',
      created: '2026-11-16T15:00:00Z',
      results: [],
    });
    await expect(run('eligibility.get', { requestId: EC })).resolves.toMatchObject({
      requestId: EC,
      status: 'complete',
      providerStatus: 'SUCCESSFUL',
      friendlyName: 'Acme',
      created: '2026-11-16T15:00:00Z',
      completed: '2026-11-16T15:00:02Z',
      results: [
        { phoneNumber: NUMBER, eligible: true, hostingAccount: SUB, country: 'US' },
        { phoneNumber: NUMBER2, eligible: false, hostingAccount: AC, country: 'US' },
      ],
    });
    expect(asked()).toEqual([
      'POST /v1/HostedNumber/Eligibility/Bulk',
      `GET /v1/HostedNumber/Eligibility/Bulk/${EC}`,
    ]);
    expect(bodies()[0]).toEqual({
      friendly_name: 'Acme',
      phone_numbers: [
        { phone_number: NUMBER, hosting_account_sid: SUB },
        { phone_number: NUMBER2, hosting_account_sid: SUB },
      ],
    });
  });

  it.each([
    ['IN_PROGRESS', null, 'pending'],
    ['in-progress', null, 'pending'],
    ['COMPLETE', null, 'complete'],
    ['Losing interest', null, 'unknown'],
    ['Losing interest', '2026-11-16T15:00:02Z', 'complete'],
    [undefined, null, 'unknown'],
  ])('that is %s (ended: %s) is %s', async (status, date_completed, expected) => {
    const { run } = operating([{ json: { status, date_completed } }]);
    await expect(run('eligibility.get', { requestId: EC })).resolves.toMatchObject({
      requestId: EC,
      status: expected,
    });
  });

  it('with a name and dates that cannot be read is still an answer', async () => {
    const unreadable = { friendly_name: {}, date_created: ' ', date_completed: [] };
    const results = [{ ...eligible, date_last_checked: { at: 'noon' } }];
    const { run } = operating([{ json: { ...unreadable, status: 'IN_PROGRESS', results } }]);
    await expect(run('eligibility.get', { requestId: EC })).resolves.toEqual({
      requestId: EC,
      status: 'pending',
      providerStatus: 'IN_PROGRESS',
      results: [{ phoneNumber: NUMBER, eligible: true, status: 'ELIGIBLE' }],
    });
  });

  it('of several without an id is worth nothing', async () => {
    const { run } = operating([{ status: 202, json: { status: 'QUEUED' } }]);
    const { problem } = await failureOf(run('eligibility', { numbers: [NUMBER, NUMBER2] }));
    expect(problem).toMatchObject({ code: 'provider_answer_unreadable' });
  });

  it('that is refused names no number', async () => {
    const json = { code: 20001, message: `${NUMBER2} is no number`, status: 400 };
    const { run } = operating([{ status: 400, json }]);
    const { problem } = await failureOf(run('eligibility', { numbers: [NUMBER2] }));
    expect(problem).toMatchObject({ code: 'provider_refused', providerCode: '20001' });
    expect(problem.message).not.toContain('5550101');
  });
});

describe('LOA', () => {
  const PATH = '/v1/SigningRequest/Configuration';
  const stored = {
    product: 'Porting',
    country: 'US',
    logo_sid: RD,
    friendly_name: 'Ours',
    email_subject: 'Please sign',
    email_message: 'Here is your LOA.',
    url_redirection: 'https://acme.example/thanks',
    url: `https://numbers.twilio.com${PATH}`,
  };
  const ours = {
    product: 'Porting',
    country: 'US',
    logoId: RD,
    friendlyName: 'Ours',
    emailSubject: 'Please sign',
    emailMessage: 'Here is your LOA.',
    redirectUrl: 'https://acme.example/thanks',
  };
  const page = (configurations: unknown[], next: string | null = null) => ({
    json: { configurations, meta: { key: 'configurations', next_page_url: next } },
  });

  it('get lists what is configured, page by page', async () => {
    // The host of the URL is Twilio's own, whatever the base URL is.
    const next = `https://numbers.twilio.com${PATH}?PageSize=100&Page=1&PageToken=PTx`;
    const { run, asked } = operating([page([stored], next), page([{ product: 'Hosting' }])]);
    await expect(run('loa.get', { product: 'porting', country: 'US' })).resolves.toEqual({
      configurations: [ours, { product: 'Hosting' }],
    });
    expect(asked()).toEqual([
      `GET ${PATH}?Country=US&Product=Porting&PageSize=100`,
      `GET ${PATH}?Country=US&Product=Porting&PageSize=100&Page=1&PageToken=PTx`,
    ]);
  });

  it('get without a filter asks for all, and takes a list without pages', async () => {
    const { run, asked } = operating([{ json: { configurations: [] } }]);
    await expect(run('loa.get', {})).resolves.toEqual({ configurations: [] });
    expect(asked()).toEqual([`GET ${PATH}?PageSize=100`]);
  });

  it('pages that run in a circle are not followed for ever', async () => {
    const next = `https://numbers.twilio.com${PATH}?Page=1`;
    const { run } = operating([page([stored], next), page([stored], next)]);
    expect((await failureOf(run('loa.get', {}))).problem.code).toBe('provider_answer_unreadable');
  });

  it('set keeps what it does not change', async () => {
    const { run, asked, bodies } = operating([
      page([{ ...stored, product: 'Hosting' }, stored]),
      { status: 201, json: { ...stored, email_subject: 'Sign, please' } },
    ]);
    await expect(
      run('loa.set', { product: 'porting', country: 'US', emailSubject: 'Sign, please' }),
    ).resolves.toEqual({ ...ours, emailSubject: 'Sign, please' });
    expect(asked()).toEqual([`GET ${PATH}?Country=US&Product=Porting&PageSize=100`, `POST ${PATH}`]);
    const { url: _, ...kept } = stored;
    expect(bodies()[1]).toEqual({ ...kept, email_subject: 'Sign, please' });
  });

  it('set makes one where there is none', async () => {
    const { run, bodies } = operating([
      page([]),
      { status: 201, json: { product: 'Hosting', country: 'MX' } },
    ]);
    await run('loa.set', { product: 'hosting', country: 'MX', emailMessage: 'Hola.' });
    expect(bodies()[1]).toEqual({ product: 'Hosting', country: 'MX', email_message: 'Hola.' });
  });
});

describe('documents.upload', () => {
  const document: ProviderDocument = {
    bytes: Buffer.from('%PDF-1.7'),
    mimeType: 'application/pdf',
    digest: 'abcdef0123456789'.repeat(4),
  };
  const uri = 'file:///srv/bills/Ada Moss.pdf';
  const json = { sid: RD, document_type: 'utility_bill', status: 'DRAFT', mime_type: 'application/pdf' };

  it('uploads what the worker has read to the host of its own', async () => {
    const uris: string[] = [];
    const readDocument: ReadDocument = (asked) => {
      uris.push(asked);
      return Promise.resolve(document);
    };
    const { run, sent } = operating([{ status: 201, json }], { readDocument });
    await expect(run('documents.upload', { uri })).resolves.toEqual({
      providerId: RD,
      digest: document.digest,
      mimeType: 'application/pdf',
      status: 'DRAFT',
    });
    expect(uris).toEqual([uri]);
    expect(sent[0]).toMatchObject({
      method: 'POST',
      url: 'https://numbers-upload.twilio.com/v1/Documents',
      timeoutMs: 120_000,
    });
    // Its boundary is known only when the form is written.
    expect(sent[0]!.headers).not.toHaveProperty('content-type');
    const form = sent[0]!.form!;
    expect(form.get('document_type')).toBe('utility_bill');
    expect(form.get('friendly_name')).toBe('utility bill abcdef012345');
    // The name of the file may be a person's.
    expect(form.get('File')).toMatchObject({ name: 'document.pdf', type: 'application/pdf', size: 8 });
  });

  it('names it as it is told, at the host that is configured', async () => {
    const { transport, sent } = scripted({ json: { sid: RD } });
    const uploading = { ...account, uploadBaseUrl: 'http://127.0.0.1:9080/twilio/' };
    const { operations } = new TwilioProvider(uploading, transport, () => Promise.resolve(document));
    const answer = await operations['documents.upload']!.run({ uri, friendlyName: 'Bill' }, call);
    expect(answer).toMatchObject({ providerId: RD, status: '' });
    expect(sent[0]!.url).toBe('http://127.0.0.1:9080/twilio/v1/Documents');
    expect(sent[0]!.form!.get('friendly_name')).toBe('Bill');
  });

  it('nothing is sent of what may not be read', async () => {
    const { run, sent } = operating([], {
      readDocument: () => Promise.reject(documentRefused('it is empty')),
    });
    expect((await failureOf(run('documents.upload', { uri }))).problem.code).toBe('document_refused');
    const nobodyReads = operating([]);
    expect((await failureOf(nobodyReads.run('documents.upload', { uri }))).problem).toMatchObject({
      code: 'document_refused',
      message: expect.stringContaining('PORTKEEPER_DOCUMENT_ROOTS'),
    });
    expect([...sent, ...nobodyReads.sent]).toEqual([]);
  });

  it('a document that came without its content is none', async () => {
    const { run } = operating([{ json: { ...json, mime_type: '' } }], {
      readDocument: () => Promise.resolve(document),
    });
    expect((await failureOf(run('documents.upload', { uri }))).problem).toMatchObject({
      code: 'provider_refused',
      outcome: 'refused',
    });
  });

  it('an answer without an id is worth nothing', async () => {
    const { run } = operating([{ json: { status: 'DRAFT' } }], {
      readDocument: () => Promise.resolve(document),
    });
    expect((await failureOf(run('documents.upload', { uri }))).problem.code).toBe(
      'provider_answer_unreadable',
    );
  });
});

describe('input that is not valid', () => {
  const { operations } = new TwilioProvider(account, createHttpTransport());
  const loa = { product: 'porting', country: 'US' };

  it.each<[OwnOperationName, unknown]>([
    ['eligibility', {}],
    ['eligibility', { numbers: [] }],
    ['eligibility', { numbers: ['2125550100'] }],
    ['eligibility', { numbers: Array.from({ length: 1001 }, () => NUMBER) }],
    ['eligibility', { numbers: [NUMBER], hostingAccount: KW }],
    ['eligibility', { numbers: [NUMBER], friendlyName: ' ' }],
    ['eligibility.get', {}],
    ['eligibility.get', { requestId: KW }],
    ['eligibility.get', { requestId: `${EC}/../x` }],
    ['loa.get', { product: 'Porting' }],
    ['loa.get', { country: 'usa' }],
    ['loa.set', loa],
    ['loa.set', { ...loa, emailSubject: 'x'.repeat(256) }],
    ['loa.set', { ...loa, emailMessage: 'x'.repeat(5001) }],
    ['loa.set', { ...loa, emailSubject: '' }],
    ['loa.set', { ...loa, logoId: KW }],
    ['loa.set', { ...loa, redirectUrl: 'http://acme.example' }],
    ['loa.set', { ...loa, emailSubject: 'x', subject: 'x' }],
    ['loa.set', { country: 'US', emailSubject: 'x' }],
    ['loa.set', { product: 'porting', emailSubject: 'x' }],
    ['documents.upload', {}],
    ['documents.upload', { uri: '/srv/bill.pdf' }],
    ['documents.upload', { uri: 'http://docs.example/bill.pdf' }],
    ['documents.upload', { uri: 'data:application/pdf;base64,JVBERi0=' }],
    ['documents.upload', { uri: 'file:///srv/bill.pdf', type: 'loa' }],
  ])('%s %j is not carried out', (name, input) => {
    expect(operations[name]!.input.safeParse(input).success).toBe(false);
  });

  it('what is as long as it may be is', () => {
    const longest = { ...loa, emailSubject: 'x'.repeat(255), emailMessage: 'x'.repeat(5000) };
    expect(operations['loa.set']!.input.safeParse(longest).success).toBe(true);
  });
});
