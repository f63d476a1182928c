import { TelnyxV1Provider } from '../../../../src/providers/telnyx-v1/provider';
import type { OwnOperationName } from '../../../../src/providers/operations';
import { failureOf, scripted } from '../scripted';
import {
  account,
  asked,
  DRAFT,
  draftJson,
  draftSubRequestJson,
  NUMBER,
  OTHER,
  PR,
  SR,
  SR2,
} from './examples';
import { operating } from './operating';

describe('input that is not valid', () => {
  const { operations } = new TelnyxV1Provider(account, scripted().transport);

  it.each<[OwnOperationName, unknown]>([
    ['drafts', { number: '312' }],
    ['drafts', { limit: 0 }],
    ['drafts', { search: '312' }],
    ['draft.get', {}],
    ['draft.get', { draftRef: '' }],
    ['draft.get', { draftRef: 'a b' }],
    ['draft.get', { draftRef: `${DRAFT}/${SR}` }],
    ['draft.get', { draftRef: 'x'.repeat(201) }],
    ['draft.get', { orderRef: DRAFT }],
  ])('%s %j is not carried out', (name, input) => {
    expect(operations[name]!.input.safeParse(input).success).toBe(false);
  });
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

describe('a draft that cannot be read', () => {
  it.each([
    ['is not there', { status: 404, json: { message: 'no' } }, 'provider_not_found'],
    ['is answered with no JSON', { body: 'ok' }, 'provider_answer_unreadable'],
    [
      'has a group without an id',
      { json: draftJson({ sub_requests: [{ complete: true }] }) },
      'provider_answer_unreadable',
    ],
  ])('%s', async (_, answer, code) => {
    const { run, sent } = operating(answer);
    const { problem } = await failureOf(run('draft.get', { draftRef: DRAFT }));
    expect([problem.code, sent.length]).toEqual([code, 1]);
  });

  it.each([
    [{ status: 404, json: { message: 'no' } }, 'provider_not_found'],
    [{ json: { message: 'fine' } }, 'provider_answer_unreadable'],
    [{ json: [{ complete: true }] }, 'provider_answer_unreadable'],
  ])('has groups that cannot be read: %j', async (answer, code) => {
    const { run } = operating({ json: draftJson({ sub_requests: null }) }, answer);
    expect((await failureOf(run('draft.get', { draftRef: DRAFT }))).problem.code).toBe(code);
  });
});

describe('a draft', () => {
  const { sub_request_id: _, ...loose } = { ...numberOf(OTHER), sub_request_id: null };
  const groups = [
    draftSubRequestJson({ description: 'Ours' }),
    draftSubRequestJson({ id: SR2, complete: false, phone_numbers: [], pin_passcode: '1717' }),
  ];

  it('never says a PIN', async () => {
    const shown = operating({ json: [draftJson({ sub_requests: groups })] });
    const listed = operating({ json: draftJson({ sub_requests: undefined }) }, { json: groups });
    for (const { run } of [shown, listed]) {
      expect(JSON.stringify(await run('draft.get', { draftRef: DRAFT }))).not.toMatch(/0042|1717|pin_/);
    }
  });

  it.each([
    ['shows them', groups, []],
    ['leaves them out', undefined, [{ json: groups }]],
    ['has an empty list of them', [], [{ json: groups }]],
  ])('has its groups, where its answer %s', async (_name, sub_requests, more) => {
    const { run, sent } = operating(
      { json: draftJson({ sub_requests, phone_numbers: [numberOf(NUMBER, SR), loose] }) },
      ...more,
    );
    const { pin_passcode: _pin, ...said } = groups[0]!;
    expect(await run('draft.get', { draftRef: DRAFT })).toEqual({
      ref: DRAFT,
      status: 'pending',
      created: '2026-11-16T15:00:00.000Z',
      groups: [
        { ref: `${DRAFT}/${SR}`, isComplete: true, numbers: [NUMBER], raw: said },
        {
          ref: `${DRAFT}/${SR2}`,
          isComplete: false,
          numbers: [],
          raw: expect.objectContaining({ id: SR2, complete: false, account_number: 'A-991' }),
        },
      ],
      unassigned: [OTHER],
    });
    expect(asked(sent)).toEqual([
      `GET /draft_port_requests/${DRAFT}`,
      ...more.map(() => `GET /draft_port_requests/${DRAFT}/sub_requests`),
    ]);
  });

  it('shows a group that only a number names', async () => {
    const { run } = operating(
      { json: draftJson({ phone_numbers: [numberOf(NUMBER, 'g9')], sub_requests: [] }) },
      { json: [] },
    );
    expect((await run('draft.get', { draftRef: DRAFT })).groups).toEqual([
      { ref: `${DRAFT}/g9`, isComplete: false, numbers: [NUMBER], raw: {} },
    ]);
  });

  it('names what it has become', async () => {
    const json = draftJson({ status: 'submitted', port_request_id: PR, created_at: null });
    const draft = await operating({ json }).run('draft.get', { draftRef: DRAFT });
    expect(draft).toMatchObject({ status: 'submitted', orderRef: PR, unassigned: [] });
    expect(draft).not.toHaveProperty('created');
  });
});

function numberOf(phone_number: string, sub_request_id: string | null = null) {
  return { phone_number, sub_request_id };
}
