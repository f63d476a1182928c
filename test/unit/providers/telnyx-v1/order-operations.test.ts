import type { OwnOperationName } from '../../../../src/providers/operations';
import { TelnyxV1Provider } from '../../../../src/providers/telnyx-v1/provider';
import { failureOf, scripted } from '../scripted';
import { account, asked, DRAFT, NOW, PR, SR, subRequestJson } from './examples';
import { operating } from './operating';

/** Operations about one order, or about what a draft will be. */
const ORDER = `${PR}/${SR}`;
const at = (minutes: number) => new Date(NOW + minutes * 60_000).toISOString();

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

  it('of a whole draft there are none: each group has its own', async () => {
    const { run, sent } = operating();
    const { problem } = await failureOf(run('allowed-dates', { orderRef: DRAFT, isDraft: true }));
    expect(problem).toMatchObject({ code: 'provider_refused', outcome: 'refused' });
    expect(problem.message).toMatch(/each group.*Name one of its groups.*`drafts`.*`draft show`/);
    expect(sent).toEqual([]);
  });

  it('of a draft are those of its group', async () => {
    const { run, sent } = operating({
      json: [{ start: '2026-12-10T09:00:00-05:00', end: '2026-12-10T22:00:00Z' }],
    });
    await expect(run('allowed-dates', { orderRef: `${DRAFT}/${SR}`, isDraft: true })).resolves.toEqual([
      { from: '2026-12-10T14:00:00.000Z', until: '2026-12-10T22:00:00.000Z' },
    ]);
    expect(asked(sent)).toEqual([`GET /draft_port_requests/${DRAFT}/sub_requests/${SR}/allowed_foc_dates`]);
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
      { id: 'undated', body: '', by: 'u1', orderRef: ORDER },
      { id: 'old', at: at(-60), body: 'Hello.', by: 'u1', orderRef: ORDER },
      { id: 'whole', at: at(-30), body: 'Hello.' },
      { id: 'new', at: at(-1), body: 'Hello.', by: 'u1', orderRef: ORDER },
    ]);
  });

  it('add writes about the order', async () => {
    const { run, sent } = operating({ json: [] }, { status: 201, json: comment({ created_at: at(0) }) });
    await expect(run('comments.add', { orderRef: ORDER, body: 'Hello.' })).resolves.toEqual({
      id: 'c1',
      at: at(0),
      body: 'Hello.',
      by: 'u1',
      orderRef: ORDER,
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
    ['the time is unknown', { created_at: null }],
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
    expect(await run('comments.add', { orderRef: PR, body: 'Hello.' })).not.toHaveProperty('orderRef');
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

  it.each([DRAFT, `${DRAFT}/${SR}`])('list has those of the draft of %s', async (orderRef) => {
    const { run, sent } = operating({ json: [{ id: 'd1', document_type: 'invoice' }] });
    await expect(run('documents.list', { orderRef, isDraft: true })).resolves.toEqual([
      { id: 'd1', type: 'invoice' },
    ]);
    expect(asked(sent)).toEqual([`GET /draft_port_requests/${DRAFT}/supporting_documents`]);
  });

  it('of a draft that is not there are none', async () => {
    const { run } = operating({ status: 404, json: { message: 'no' } });
    const failure = await failureOf(run('documents.list', { orderRef: DRAFT, isDraft: true }));
    expect(failure.problem.code).toBe('provider_not_found');
  });

  it('link makes one to a document of a draft', async () => {
    const { run, sent } = operating({ status: 201, json: { url: 'https://files.example/d1?key=k' } });
    const input = { orderRef: `${DRAFT}/${SR}`, documentId: 'd1', isDraft: true };
    await expect(run('documents.link', input)).resolves.toMatchObject({ expires: at(60) });
    expect(asked(sent)).toEqual([
      `POST /draft_port_requests/${DRAFT}/supporting_documents/d1/download_links`,
    ]);
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

describe('input that is not valid', () => {
  const { operations } = new TelnyxV1Provider(account, scripted().transport);

  it.each<[OwnOperationName, unknown]>([
    ['allowed-dates', {}],
    ['allowed-dates', { orderRef: 'a/b/c' }],
    ['allowed-dates', { orderRef: ORDER, isDraft: 'yes' }],
    ['comments.list', { orderRef: 'a b' }],
    ['comments.add', { orderRef: ORDER }],
    ['comments.add', { orderRef: ORDER, body: ' ' }],
    ['comments.add', { orderRef: ORDER, body: 'x'.repeat(5001) }],
    ['documents.list', { orderRef: '' }],
    ['documents.list', { orderRef: 'a b', isDraft: true }],
    ['documents.list', { draftRef: DRAFT }],
    ['documents.link', { orderRef: ORDER, documentId: 'd1/../x' }],
    ['rate', { orderRef: ORDER, stars: 0 }],
    ['rate', { orderRef: ORDER, stars: 6 }],
    ['rate', { orderRef: ORDER, stars: 4.5 }],
    ['rate', { orderRef: ORDER, stars: '4' }],
  ])('%s %j is not carried out', (name, input) => {
    expect(operations[name]!.input.safeParse(input).success).toBe(false);
  });
});
