import type { PortRequest } from '../../../src/domain/model/request';
import type { HttpRequest, HttpTransport } from '../../../src/providers/http/transport';
import type { OwnOperationName } from '../../../src/providers/operations';
import { TelnyxV1Client } from '../../../src/providers/telnyx-v1/client';
import { TelnyxV1Provider } from '../../../src/providers/telnyx-v1/provider';
import {
  account,
  call,
  commentJson,
  DRAFT,
  draftJson,
  draftSubRequestJson,
  NUMBER,
  OTHER,
  planOf,
  portRequest,
  portRequestJson,
  PR,
  SR,
  subRequestJson,
} from '../../unit/providers/telnyx-v1/examples';
import { fakeTelnyx } from '../../unit/providers/telnyx-v1/fake-telnyx';
import { recordingTransport } from '../published-operation';
import { validatorOf, type SchemaName } from './schemas';

/** Every operation of Telnyx's v1 porting API (docs/reference/telnyx-v1.md#operations): path, input, answer. */
interface Published {
  readonly method: HttpRequest['method'];
  readonly path: RegExp;
  readonly query?: readonly string[];
  readonly body?: SchemaName;
  readonly answer: SchemaName | undefined;
}

const at = (path: string) => new RegExp(`^/origination/porting${path.replaceAll('{id}', '[^/]+')}$`);
const LIST = ['page', 'per_page', 'search', 'status', 'include_phone_numbers', 'include_sub_requests'];
const INCLUDED = ['include_phone_numbers', 'include_sub_requests'];
const LIVE = '/port_requests/{id}';
const DRAFTED = '/draft_port_requests/{id}';

const OPERATIONS = {
  checkPortability: {
    method: 'POST',
    path: at('/portability_checks'),
    body: 'checkPortability',
    answer: 'portabilityChecks',
  },
  listPortRequests: { method: 'GET', path: at('/port_requests'), query: LIST, answer: 'portRequestList' },
  getPortRequest: { method: 'GET', path: at(LIVE), query: INCLUDED, answer: 'portRequest' },
  listSubRequests: { method: 'GET', path: at(`${LIVE}/sub_requests`), answer: 'subRequestList' },
  getSubRequest: { method: 'GET', path: at(`${LIVE}/sub_requests/{id}`), answer: 'subRequest' },
  updateSubRequest: {
    method: 'PUT',
    path: at(`${LIVE}/sub_requests/{id}`),
    body: 'updateSubRequest',
    answer: 'subRequest',
  },
  allowedFocDates: {
    method: 'GET',
    path: at(`${LIVE}/sub_requests/{id}/allowed_foc_dates`),
    answer: 'allowedFocDates',
  },
  requestCancellation: {
    method: 'POST',
    path: at(`${LIVE}/sub_requests/{id}/cancellation`),
    answer: 'subRequest',
  },
  listComments: { method: 'GET', path: at(`${LIVE}/comments`), answer: 'commentList' },
  createComment: { method: 'POST', path: at(`${LIVE}/comments`), body: 'createComment', answer: 'comment' },
  listDocuments: {
    method: 'GET',
    path: at(`${LIVE}/supporting_documents`),
    answer: 'supportingDocumentList',
  },
  getDocument: {
    method: 'GET',
    path: at(`${LIVE}/supporting_documents/{id}`),
    answer: 'supportingDocument',
  },
  linkDocument: {
    method: 'POST',
    path: at(`${LIVE}/supporting_documents/{id}/download_links`),
    answer: 'downloadLink',
  },
  listDrafts: {
    method: 'GET',
    path: at('/draft_port_requests'),
    query: LIST,
    answer: 'draftPortRequestList',
  },
  createDraft: {
    method: 'POST',
    path: at('/draft_port_requests'),
    body: 'createDraft',
    answer: 'draftPortRequest',
  },
  getDraft: { method: 'GET', path: at(DRAFTED), answer: 'draftPortRequest' },
  submitDraft: { method: 'POST', path: at(`${DRAFTED}/submit`), answer: 'draftPortRequest' },
  listDraftSubRequests: {
    method: 'GET',
    path: at(`${DRAFTED}/sub_requests`),
    answer: 'draftSubRequestList',
  },
  getDraftSubRequest: { method: 'GET', path: at(`${DRAFTED}/sub_requests/{id}`), answer: 'draftSubRequest' },
  updateDraftSubRequest: {
    method: 'PUT',
    path: at(`${DRAFTED}/sub_requests/{id}`),
    body: 'updateDraftSubRequest',
    answer: 'draftSubRequest',
  },
  draftAllowedFocDates: {
    method: 'GET',
    path: at(`${DRAFTED}/sub_requests/{id}/allowed_foc_dates`),
    answer: 'allowedFocDates',
  },
  listDraftDocuments: {
    method: 'GET',
    path: at(`${DRAFTED}/supporting_documents`),
    answer: 'supportingDocumentList',
  },
  getDraftDocument: {
    method: 'GET',
    path: at(`${DRAFTED}/supporting_documents/{id}`),
    answer: 'supportingDocument',
  },
  linkDraftDocument: {
    method: 'POST',
    path: at(`${DRAFTED}/supporting_documents/{id}/download_links`),
    answer: 'downloadLink',
  },
} as const satisfies Record<string, Published>;
type OperationName = keyof typeof OPERATIONS;

function recording(answer: unknown) {
  const recorded = recordingTransport(answer, { total: '1', 'total-pages': '1' });
  return { client: new TelnyxV1Client(account, recorded.transport), ...recorded };
}

/** What is wrong with a request, as Telnyx publishes that operation. */
function faultsOf(request: HttpRequest, { method, path, query = [], body }: Published): string[] {
  const url = new URL(request.url);
  const unknown = [...url.searchParams.keys()].filter((key) => !query.includes(key));
  return [
    ...(request.method === method ? [] : [`method ${request.method}`]),
    ...(path.test(url.pathname) ? [] : [`path ${url.pathname}`]),
    ...unknown.map((key) => `query ${key}`),
    ...(request.headers['x-api-user'] && request.headers['x-api-token'] ? [] : ['credentials']),
    ...((request.body === undefined) === (body === undefined) ? [] : ['body']),
    ...(body === undefined ? [] : validatorOf(body)(JSON.parse(request.body ?? 'null'))),
  ];
}

/** The operation that a request is; a request that is none fails the test. */
function operationOf(request: HttpRequest): string {
  const [name] =
    Object.entries<Published>(OPERATIONS).find(([, one]) => faultsOf(request, one).length === 0) ?? [];
  return name ?? `no operation: ${request.method} ${request.url}`;
}

const document = { id: 'd1', body: 'loa.pdf', document_type: 'loa', created_at: '2026-11-16T15:00:00Z' };
const dates = [{ start: '2026-12-10T14:00:00Z', end: '2026-12-10T22:00:00Z' }];
const link = { url: 'https://files.example/d1' };
const checked = [
  {
    phone_numbers: [
      {
        raw_number: NUMBER,
        e164_number: NUMBER,
        portable: false,
        portability_status: 'pending',
        carrier_name: 'Old Carrier',
        coverage_category: 'nanp_generic',
        non_portable_reason: 'no_coverage',
      },
    ],
  },
];
const update = {
  foc_date_requested_by_user: '2026-12-10T16:00:00.000Z',
  auth_person_name: 'Ada Moss',
  billing_phone_number: OTHER,
  street_address: '1 Main St',
  locality: 'Chicago',
  administrative_area: 'IL',
  postal_code: '60601',
  country_code: 'US',
  default_connection_id: '77',
};
const first = async (rows: AsyncGenerator): Promise<unknown> => (await rows.next()).value;

/** One call of the client for each operation, an answer that Telnyx could give, and something that must be read of it. */
const CALLS: Record<
  OperationName,
  [answer: unknown, (c: TelnyxV1Client) => Promise<unknown>, read: unknown]
> = {
  checkPortability: [checked, (c) => c.checkPortability([NUMBER], call), [{ portable: false }]],
  listPortRequests: [
    [portRequestJson()],
    (c) => first(c.portRequests.list({ search: '312', status: 'complete' }, call)),
    { id: PR, support_key: 'pr_9z8y7x', created_at: Date.parse('2026-11-16T15:00:00Z') },
  ],
  getPortRequest: [portRequestJson(), (c) => c.portRequests.get(PR, call), { sub_requests: [{ id: SR }] }],
  listSubRequests: [[subRequestJson()], (c) => c.portRequests.listSubRequests(PR, call), [{ id: SR }]],
  getSubRequest: [
    subRequestJson(),
    (c) => c.portRequests.getSubRequest(PR, SR, call),
    {
      status: 'in-process',
      support_key: 'sr_1a2b3c',
      phone_numbers: [{ phone_number: NUMBER, svtype: '0' }],
    },
  ],
  updateSubRequest: [
    subRequestJson(),
    (c) =>
      c.portRequests.updateSubRequest(
        PR,
        SR,
        { ...update, customer_rating: 5, customer_rating_comment: 'Fine.' },
        call,
      ),
    { id: SR },
  ],
  allowedFocDates: [
    dates,
    (c) => c.portRequests.allowedFocDates(PR, SR, call),
    [{ from: Date.parse('2026-12-10T14:00:00Z'), until: Date.parse('2026-12-10T22:00:00Z') }],
  ],
  requestCancellation: [
    subRequestJson({ status: 'cancel-pending' }),
    (c) => c.portRequests.requestCancellation(PR, SR, call),
    undefined,
  ],
  listComments: [
    [commentJson(), commentJson({ id: 'c2', sub_request_id: null })],
    (c) => c.portRequests.listComments(PR, call),
    [{ sub_request_id: SR, user_id: 'u7' }, { body: 'The PIN is wrong.' }],
  ],
  createComment: [
    commentJson(),
    (c) => c.portRequests.createComment(PR, { body: 'Hello.', sub_request_id: null }, call),
    { id: 'c1' },
  ],
  listDocuments: [[document], (c) => c.portRequests.documents.list(PR, call), [{ document_type: 'loa' }]],
  getDocument: [document, (c) => c.portRequests.documents.get(PR, 'd1', call), { body: 'loa.pdf' }],
  linkDocument: [link, (c) => c.portRequests.documents.link(PR, 'd1', call), link.url],
  listDrafts: [
    [draftJson()],
    (c) => first(c.drafts.list({ search: '312', status: 'pending', includeSubRequests: true }, call)),
    { id: DRAFT, status: 'pending', sub_requests: [{ id: SR, complete: true }] },
  ],
  createDraft: [draftJson(), (c) => c.drafts.create([NUMBER, OTHER], call), { id: DRAFT }],
  getDraft: [draftJson(), (c) => c.drafts.get(DRAFT, call), { phone_numbers: [{ phone_number: NUMBER }] }],
  submitDraft: [
    draftJson({ status: 'submitted', port_request_id: PR }),
    (c) => c.drafts.submit(DRAFT, call),
    { port_request_id: PR },
  ],
  listDraftSubRequests: [
    [draftSubRequestJson()],
    (c) => c.drafts.listSubRequests(DRAFT, call),
    [{ id: SR, complete: true }],
  ],
  getDraftSubRequest: [
    draftSubRequestJson({ complete: false }),
    (c) => c.drafts.getSubRequest(DRAFT, SR, call),
    { complete: false },
  ],
  updateDraftSubRequest: [
    draftSubRequestJson(),
    (c) => c.drafts.updateSubRequest(DRAFT, SR, { ...update, default_message_profile_id: '88' }, call),
    { complete: true },
  ],
  draftAllowedFocDates: [dates, (c) => c.drafts.allowedFocDates(DRAFT, SR, call), [{}]],
  listDraftDocuments: [[document], (c) => c.drafts.documents.list(DRAFT, call), [{ id: 'd1' }]],
  getDraftDocument: [document, (c) => c.drafts.documents.get(DRAFT, 'd1', call), { id: 'd1' }],
  linkDraftDocument: [link, (c) => c.drafts.documents.link(DRAFT, 'd1', call), link.url],
};

describe('every request of the client is one that Telnyx publishes, and its answer is read', () => {
  it.each(Object.keys(OPERATIONS) as OperationName[])('%s', async (name) => {
    const [answer, run, read] = CALLS[name];
    const published: Published = OPERATIONS[name];
    expect(published.answer && validatorOf(published.answer)(answer)).toEqual([]);
    const { client, sent } = recording(answer);
    const result = await run(client);
    expect(sent).toHaveLength(1);
    expect(faultsOf(sent[0]!, published)).toEqual([]);
    if (typeof read === 'object') expect(result).toMatchObject(read as object);
    else expect(result).toBe(read);
  });
});

const { subscriber } = portRequest();
describe('every body that a request becomes is one that Telnyx publishes', () => {
  it.each<[string, Partial<PortRequest>]>([
    ['a plain one', {}],
    ['as soon as possible', { schedule: { date: 'asap' } }],
    [
      'with hours',
      {
        schedule: {
          date: '2026-12-10',
          timeRange: { start: '10:15', end: '12:00' },
          timeZone: 'America/Chicago',
        },
      },
    ],
    ['with a PIN', { numbers: [{ phoneNumber: NUMBER, pin: '0042' }, { phoneNumber: OTHER }] }],
    [
      'that leaves numbers behind',
      { portScope: { type: 'partial', remainingNumbers: 'keep', newBillingPhoneNumber: OTHER } },
    ],
    ['that ends the rest', { portScope: { type: 'partial', remainingNumbers: 'disconnect' } }],
    [
      'with all that is optional',
      {
        subscriber: {
          ...subscriber,
          taxId: 'T1',
          businessId: 'B1',
          address: { ...subscriber?.address, street2: 'Suite 2', region: 'il' },
        },
        providerOptions: { 'telnyx-v1': { connectionId: '77', messagingProfileId: '88' } },
      },
    ],
  ])('%s', async (_, changes) => {
    const fake = fakeTelnyx();
    const sent: HttpRequest[] = [];
    const transport: HttpTransport = (request) => {
      sent.push(request);
      return fake.transport(request);
    };
    const provider = new TelnyxV1Provider(account, transport);
    const plan = planOf(portRequest(changes));
    expect(await provider.prepare(plan, call)).toEqual({ missing: [] });
    const [order] = await provider.send(plan, call);
    expect(order?.items).toHaveLength(2);
    expect(sent.map(operationOf)).toEqual([
      'listDrafts',
      'createDraft',
      'listDraftSubRequests',
      'draftAllowedFocDates',
      'updateDraftSubRequest',
      'getDraft',
      'listDraftSubRequests',
      'submitDraft',
      'getPortRequest',
    ]);
  });

  it('an edit and a rating, too', async () => {
    const { transport, sent } = recording(subRequestJson());
    const provider = new TelnyxV1Provider(account, transport);
    const numbers = portRequest().numbers.map(({ phoneNumber }) => phoneNumber);
    await provider.edit({ orderRef: `${PR}/${SR}`, request: portRequest(), numbers }, call);
    await provider.rate(`${PR}/${SR}`, { stars: 5, comment: 'Fine.' }, call);
    expect(sent.map(operationOf)).toEqual([
      'getSubRequest',
      'updateSubRequest',
      'getSubRequest',
      'updateSubRequest',
    ]);
  });
});

describe('what is asked about orders and drafts of no port is what Telnyx publishes', () => {
  const group = `${DRAFT}/${SR}`;
  const withoutGroups = draftJson({ sub_requests: undefined });

  it.each<[OwnOperationName, unknown, answers: readonly unknown[], OperationName[]]>([
    ['orders', { search: '312' }, [[portRequestJson()]], ['listPortRequests']],
    ['orders', { search: 'pr_9z8y7x' }, [[portRequestJson()]], ['listPortRequests']],
    [
      'order.get',
      { orderRef: `${PR}/${SR}` },
      [portRequestJson(), [commentJson()]],
      ['getPortRequest', 'listComments'],
    ],
    ['draft.get', { draftRef: DRAFT }, [draftJson()], ['getDraft']],
    [
      'draft.get',
      { draftRef: DRAFT },
      [withoutGroups, [draftSubRequestJson()]],
      ['getDraft', 'listDraftSubRequests'],
    ],
    ['documents.list', { orderRef: group, isDraft: true }, [[document]], ['listDraftDocuments']],
    ['documents.list', { orderRef: PR }, [[document]], ['listDocuments']],
    ['documents.link', { orderRef: group, isDraft: true, documentId: 'd1' }, [link], ['linkDraftDocument']],
    ['allowed-dates', { orderRef: group, isDraft: true }, [dates], ['draftAllowedFocDates']],
  ])('%s %j', async (name, input, answers, expected) => {
    const sent: HttpRequest[] = [];
    const transport: HttpTransport = (request) => {
      const answer = answers[sent.length];
      sent.push(request);
      const headers = { total: '1', 'total-pages': '1' };
      return Promise.resolve({ status: 200, headers, body: JSON.stringify(answer) });
    };
    const operation = new TelnyxV1Provider(account, transport).operations[name]!;
    await operation.run(operation.input.parse(input) as never, call);
    expect(sent.map(operationOf)).toEqual(expected);
    for (const [index, answered] of expected.entries()) {
      expect(validatorOf(OPERATIONS[answered].answer)(answers[index])).toEqual([]);
    }
  });
});
