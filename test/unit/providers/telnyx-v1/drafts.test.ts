import { TelnyxV1Client } from '../../../../src/providers/telnyx-v1/client';
import { findPendingDraft } from '../../../../src/providers/telnyx-v1/drafts';
import { TelnyxV1Provider } from '../../../../src/providers/telnyx-v1/provider';
import { RecentDrafts } from '../../../../src/providers/telnyx-v1/recent-drafts';
import { failureOf, scripted } from '../scripted';
import {
  account,
  call,
  draftJson,
  draftSubRequestJson,
  NUMBER,
  numberJson,
  OTHER,
  planOf,
  portRequest,
  PR,
  SR,
} from './examples';

const find = (...rows: Record<string, unknown>[]) => {
  const { transport } = scripted({ json: rows, headers: { 'total-pages': '1' } });
  return findPendingDraft([NUMBER], {
    client: new TelnyxV1Client(account, transport),
    recentDrafts: new RecentDrafts(),
    accountZone: undefined,
    snapshots: { statusMap: () => undefined, now: call.now },
    call,
  });
};
const incomplete = { sub_requests: [draftSubRequestJson({ complete: false })] };

describe('the pending draft of some numbers', () => {
  it.each([
    ['of other numbers', { phone_numbers: [numberJson(), numberJson({ phone_number: OTHER })] }],
    ['that is submitted', { status: 'submitted' }],
    ['that names its port request', { port_request_id: PR }],
    ['without numbers', { phone_numbers: [], sub_requests: [] }],
  ])('is none %s', async (_, changes) => {
    expect(await find(draftJson(changes))).toBeUndefined();
  });

  it('is one that calls itself otherwise, as Telnyx once did', async () => {
    expect(await find(draftJson({ status: 'incomplete' }))).toBeDefined();
  });

  it('is a complete one, else the oldest, whatever the order of the list', async () => {
    const old = draftJson({ id: 'old', created_at: '2026-11-01T00:00:00Z', ...incomplete });
    const middle = draftJson({ id: 'middle', created_at: '2026-11-02T00:00:00Z', ...incomplete });
    const whole = draftJson({ id: 'whole', created_at: '2026-11-03T00:00:00Z' });
    const undated = draftJson({ id: 'undated', created_at: null, ...incomplete });
    expect((await find(old, middle, whole))?.id).toBe('whole');
    expect((await find(undated, middle, old))?.id).toBe('old');
  });
});

it('recent drafts are known by their set of numbers, and the oldest of too many is forgotten', () => {
  const recent = new RecentDrafts();
  recent.add([NUMBER, OTHER], 'a');
  expect([recent.get([OTHER, NUMBER]), recent.get([NUMBER])]).toEqual(['a', undefined]);
  for (let i = 0; i < 500; i += 1) recent.add([String(i)], 'b');
  expect([recent.get([NUMBER, OTHER]), recent.get(['499'])]).toEqual([undefined, 'b']);
  recent.delete(['499']);
  expect(recent.get(['499'])).toBeUndefined();
});

describe('a draft that Telnyx has not grouped as one expects', () => {
  const plan = planOf(portRequest({ numbers: [{ phoneNumber: NUMBER }, { phoneNumber: OTHER }] }));
  const prepare = (
    draft: Record<string, unknown>,
    groups: Record<string, unknown>[],
    ...rest: { json: unknown }[]
  ) => {
    const { transport, sent } = scripted(
      { json: [] },
      { status: 201, json: draft },
      { json: groups },
      ...rest,
    );
    const prepared = new TelnyxV1Provider(account, transport).prepare(plan, call);
    return { result: prepared.then(({ missing }) => missing), sent };
  };
  const dates = { json: [{ start: '2026-12-10T14:00:00Z', end: '2026-12-10T22:00:00Z' }] };

  it('at all yet is asked for again later', async () => {
    const { result } = prepare(draftJson({ sub_requests: null }), []);
    expect((await failureOf(result)).problem.outcome).toBe('unavailable');
  });

  it('says which numbers it left out, and which are in no group', async () => {
    const left = prepare(draftJson(), [draftSubRequestJson()], dates, { json: draftSubRequestJson() });
    expect(await left.result).toMatchObject([{ field: 'numbers', numbers: [OTHER] }]);
    const phone_numbers = [numberJson(), numberJson({ phone_number: OTHER, sub_request_id: null })];
    const loose = prepare(draftJson({ phone_numbers }), [draftSubRequestJson()], dates, {
      json: draftSubRequestJson(),
    });
    expect(await loose.result).toMatchObject([{ field: 'numbers', numbers: [OTHER] }]);
  });

  it('asks again whether a group is complete when the edit does not say', async () => {
    const phone_numbers = [numberJson(), numberJson({ phone_number: OTHER })];
    const group = draftSubRequestJson({ phone_numbers });
    const { result, sent } = prepare(
      draftJson({ phone_numbers }),
      [group],
      dates,
      { json: { ...group, complete: null } },
      { json: { ...group, complete: true } },
    );
    expect(await result).toEqual([]);
    expect(sent.at(-1)?.method).toBe('GET');
  });

  it('wants a PIN for wireless numbers that have none', async () => {
    const phone_numbers = [numberJson({ svtype: '1' }), numberJson({ phone_number: OTHER })];
    const group = draftSubRequestJson({ phone_numbers, complete: false });
    const { result } = prepare(draftJson({ phone_numbers }), [group], dates, { json: group });
    expect(await result).toEqual([
      { field: 'numbers.pin', message: expect.stringMatching(/PIN/), numbers: [NUMBER] },
    ]);
  });

  it('has no group for nothing', async () => {
    const phone_numbers = [numberJson(), numberJson({ phone_number: OTHER })];
    const groups = [
      draftSubRequestJson({ phone_numbers }),
      draftSubRequestJson({ id: `${SR}-empty`, phone_numbers: [] }),
    ];
    const { result } = prepare(draftJson({ phone_numbers }), groups, dates, { json: draftSubRequestJson() });
    expect(await result).toEqual([]);
  });
});
