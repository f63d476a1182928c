import type { OperationAnswer, OperationInput } from '../../../../src/contract/provider-operations';
import type { OwnOperationName } from '../../../../src/providers/operations';
import { TelnyxV1Provider } from '../../../../src/providers/telnyx-v1/provider';
import {
  account,
  asked,
  call,
  draftJson,
  draftSubRequestJson,
  failureOf,
  NOW,
  NUMBER,
  PR,
  scripted,
  SR,
  subRequestJson,
} from './examples';

/** Operations about one order, and about drafts. */
const ORDER = `${PR}/${SR}`;
const at = (minutes: number) => new Date(NOW + minutes * 60_000).toISOString();

function operating(...answers: Parameters<typeof scripted>) {
  const { transport, sent } = scripted(...answers);
  const { operations } = new TelnyxV1Provider(account, transport);
  const run = async <Name extends OwnOperationName>(
    name: Name,
    input: OperationInput<Name>,
  ): Promise<OperationAnswer<Name>> => {
    const operation = operations[name];
    if (operation === undefined) throw new Error(`Telnyx has no ${name}.`);
    return operation.run(operation.input.parse(input), call);
  };
  return { run, sent };
}

describe('allowed-dates', () => {
  it('are those of the sub request, as instants', async () => {
    const { run, sent } = operating({
      json: [{ start: '2026-12-10T09:00:00-05:00', end: '2026-12-10T22:00:00Z' }],
    });
    await expect(run('allowed-dates', { orderRef: ORDER })).resolves.toEqual([
      { from: '2026-12-10T14:00:00.000Z', until: '2026-12-10T22:00:00.000Z' },
    ]);
    expect(asked(sent)).toEqual([`GET /port_requests/${PR}/sub_requests/${SR}/allowed_foc_dates`]);
  });

  it('there are none of what is in no sub request yet', async () => {
    const { run, sent } = operating();
    const { problem } = await failureOf(run('allowed-dates', { orderRef: PR }));
    expect(problem.message).toContain('no sub request yet');
    expect(sent).toEqual([]);
  });
});

describe('comments', () => {
  const comment = (changes: object) => ({
    id: 'c1',
    body: 'Hello.',
    sub_request_id: SR,
    user_id: 'u1',
    created_at: at(-60),
    ...changes,
  });

  it('list has what is about the order and about the whole, the newest last', async () => {
    const { run } = operating({
      json: [
        comment({ id: 'new', created_at: at(-1) }),
        comment({ id: 'whole', sub_request_id: null, created_at: at(-30), user_id: null }),
        comment({ id: 'other', sub_request_id: 'another' }),
        comment({ id: 'old' }),
        comment({ id: 'undated', created_at: null, body: null }),
      ],
    });
    await expect(run('comments.list', { orderRef: ORDER })).resolves.toEqual([
      { id: 'undated', body: '', by: 'u1' },
      { id: 'old', at: at(-60), body: 'Hello.', by: 'u1' },
      { id: 'whole', at: at(-30), body: 'Hello.' },
      { id: 'new', at: at(-1), body: 'Hello.', by: 'u1' },
    ]);
  });

  it('add writes about the order', async () => {
    const { run, sent } = operating({ json: [] }, { status: 201, json: comment({ created_at: at(0) }) });
    await expect(run('comments.add', { orderRef: ORDER, body: 'Hello.' })).resolves.toEqual({
      id: 'c1',
      at: at(0),
      body: 'Hello.',
      by: 'u1',
    });
    expect(JSON.parse(sent[1]!.body!)).toEqual({ body: 'Hello.', sub_request_id: SR });
  });

  it('add does not write again what was written a moment ago: its answer was lost', async () => {
    const { run, sent } = operating({ json: [comment({ created_at: at(-2) })] });
    await expect(run('comments.add', { orderRef: ORDER, body: 'Hello.' })).resolves.toMatchObject({
      id: 'c1',
    });
    expect(asked(sent)).toEqual([`GET /port_requests/${PR}/comments`]);
  });

  it.each([
    ['an hour ago', { created_at: at(-60) }],
    ['about the whole', { created_at: at(-2), sub_request_id: null }],
    ['in other words', { created_at: at(-2), body: 'Hello!' }],
    ['nobody knows when', { created_at: null }],
  ])('add writes again what was written %s', async (_, changes) => {
    const { run, sent } = operating(
      { json: [comment(changes)] },
      { status: 201, json: comment({ id: 'c2' }) },
    );
    await expect(run('comments.add', { orderRef: ORDER, body: 'Hello.' })).resolves.toMatchObject({
      id: 'c2',
    });
    expect(sent).toHaveLength(2);
  });

  it('about what is in no sub request are about the whole', async () => {
    const { run, sent } = operating({ json: [] }, { json: comment({ sub_request_id: null }) });
    await run('comments.add', { orderRef: PR, body: 'Hello.' });
    expect(JSON.parse(sent[1]!.body!)).toEqual({ body: 'Hello.', sub_request_id: null });
  });
});

describe('documents', () => {
  it('list has those of the port request', async () => {
    const { run, sent } = operating({
      json: [{ id: 'd1', body: 'loa.pdf', document_type: 'loa', created_at: at(0) }, { id: 'd2' }],
    });
    await expect(run('documents.list', { orderRef: ORDER })).resolves.toEqual([
      { id: 'd1', type: 'loa', description: 'loa.pdf', created: at(0) },
      { id: 'd2' },
    ]);
    expect(asked(sent)).toEqual([`GET /port_requests/${PR}/supporting_documents`]);
  });

  it('link makes a URL for an hour', async () => {
    const { run, sent } = operating({ status: 201, json: { url: 'https://files.example/d1?key=k' } });
    await expect(run('documents.link', { orderRef: ORDER, documentId: 'd1' })).resolves.toEqual({
      url: 'https://files.example/d1?key=k',
      expires: at(60),
    });
    expect(asked(sent)).toEqual([`POST /port_requests/${PR}/supporting_documents/d1/download_links`]);
  });
});

it('rate says how content one is, and keeps all that the order says', async () => {
  const { run, sent } = operating({ json: subRequestJson() }, { json: subRequestJson() });
  await expect(run('rate', { orderRef: ORDER, stars: 4, comment: 'Fine.' })).resolves.toEqual({
    orderRef: ORDER,
    stars: 4,
  });
  expect(sent.map(({ method }) => method)).toEqual(['GET', 'PUT']);
  expect(JSON.parse(sent[1]!.body!)).toMatchObject({ customer_rating: 4, customer_rating_comment: 'Fine.' });
});

describe('drafts', () => {
  const drafts = {
    json: [
      draftJson({
        id: 'd1',
        status: 'pending',
        port_request_id: null,
        sub_requests: [
          draftSubRequestJson({ complete: true }),
          draftSubRequestJson({ id: 'g2', complete: false }),
        ],
      }),
      draftJson({
        id: 'd2',
        status: 'submitted',
        port_request_id: PR,
        sub_requests: undefined,
        created_at: null,
      }),
    ],
    headers: { 'total-pages': '1' },
  };

  it('say how far they are, and what they have become', async () => {
    const { run, sent } = operating(drafts);
    await expect(run('drafts', { status: 'pending', number: NUMBER })).resolves.toEqual({
      isComplete: true,
      drafts: [
        {
          ref: 'd1',
          status: 'pending',
          created: expect.stringMatching(/Z$/),
          numbers: 1,
          groups: 2,
          completeGroups: 1,
        },
        { ref: 'd2', status: 'submitted', numbers: 1, groups: 0, completeGroups: 0, orderRef: PR },
      ],
    });
    const { searchParams } = new URL(sent[0]!.url);
    expect(Object.fromEntries(searchParams)).toMatchObject({
      search: NUMBER.slice(1),
      status: 'pending',
      include_sub_requests: 'true',
    });
  });

  it('says when the limit left some out', async () => {
    expect(await operating(drafts).run('drafts', { limit: 1 })).toMatchObject({
      drafts: [{ ref: 'd1' }],
      isComplete: false,
    });
  });
});

describe('what nobody meant', () => {
  const { operations } = new TelnyxV1Provider(account, scripted().transport);

  it.each<[OwnOperationName, unknown]>([
    ['allowed-dates', {}],
    ['allowed-dates', { orderRef: 'a/b/c' }],
    ['comments.list', { orderRef: 'a b' }],
    ['comments.add', { orderRef: ORDER }],
    ['comments.add', { orderRef: ORDER, body: ' ' }],
    ['comments.add', { orderRef: ORDER, body: 'x'.repeat(5001) }],
    ['documents.list', { orderRef: '' }],
    ['documents.link', { orderRef: ORDER, documentId: 'd1/../x' }],
    ['rate', { orderRef: ORDER, stars: 0 }],
    ['rate', { orderRef: ORDER, stars: 6 }],
    ['rate', { orderRef: ORDER, stars: 4.5 }],
    ['rate', { orderRef: ORDER, stars: '4' }],
    ['drafts', { number: '312' }],
    ['drafts', { limit: 0 }],
    ['drafts', { search: '312' }],
  ])('%s %j is not carried out', (name, input) => {
    expect(operations[name]!.input.safeParse(input).success).toBe(false);
  });
});
