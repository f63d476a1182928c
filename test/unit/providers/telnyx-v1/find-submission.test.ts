import { DAY } from '../../../../src/domain/model/time';
import type { HttpTransport } from '../../../../src/providers/http/transport';
import { TelnyxV1Provider } from '../../../../src/providers/telnyx-v1/provider';
import { failureOf } from '../scripted';
import {
  account,
  call,
  draftJson,
  NOW,
  NUMBER,
  numberJson,
  OTHER,
  planOf,
  portRequest,
  portRequestJson,
  PR,
  PR2,
  SR,
  subRequestJson,
} from './examples';

type Json = Record<string, unknown>;

/** An account with these port requests and drafts; `hidden` port requests are in no list yet. */
function telnyxWith(
  portRequests: readonly Json[],
  drafts: readonly Json[] = [],
  hidden: readonly Json[] = [],
) {
  const searches: string[] = [];
  const transport: HttpTransport = ({ url }) => {
    const at = new URL(url);
    const path = at.pathname.replace('/origination/porting', '');
    const search = at.searchParams.get('search');
    if (search !== null) searches.push(`${path}?search=${search}`);
    const ref = path.split('/').at(-1);
    const one = [...portRequests, ...hidden].find(({ id }) => id === ref);
    const json = path === '/port_requests' ? portRequests : path === '/draft_port_requests' ? drafts : one;
    return Promise.resolve({
      status: json === undefined ? 404 : 200,
      headers: { 'total-pages': '1' },
      body: JSON.stringify(json ?? { message: 'not found' }),
    });
  };
  const find = (taken: readonly string[] = [], numbers = [NUMBER]) => {
    const request = portRequest({ numbers: numbers.map((phoneNumber) => ({ phoneNumber })) });
    const isTaken = (refs: readonly string[]) =>
      Promise.resolve(new Set(refs.filter((ref) => taken.includes(ref))));
    const search = { since: NOW - DAY, isTaken };
    return new TelnyxV1Provider(account, transport).findSubmission(planOf(request), search, call);
  };
  return { find, searches };
}
const submitted = (changes: Json = {}) => draftJson({ status: 'submitted', port_request_id: PR, ...changes });

it('finds the port request that has exactly these numbers, with all its orders', async () => {
  const foreign = portRequestJson({
    id: PR2,
    phone_numbers: [numberJson(), numberJson({ phone_number: OTHER })],
  });
  const { find, searches } = telnyxWith([foreign, portRequestJson()]);
  expect(await find()).toMatchObject({
    kind: 'found',
    orders: [{ ref: `${PR}/${SR}`, items: [{ phoneNumber: NUMBER, status: 'in_review' }] }],
  });
  expect(searches).toEqual(['/port_requests?search=13125354200', '/draft_port_requests?search=13125354200']);
});

it('finds nothing where nothing is', async () => {
  expect(await telnyxWith([]).find()).toEqual({ kind: 'absent' });
});

describe('a submitted draft', () => {
  it('names its port request while the other list lags', async () => {
    const { find } = telnyxWith([], [submitted()], [portRequestJson()]);
    expect(await find()).toMatchObject({ kind: 'found', orders: [{ ref: `${PR}/${SR}` }] });
  });

  it('proves that there is one which cannot be read yet', async () => {
    expect(await telnyxWith([], [submitted()]).find()).toMatchObject({
      kind: 'found',
      orders: [
        { ref: PR, providerStatus: 'unassigned', items: [{ phoneNumber: NUMBER, status: 'in_review' }] },
      ],
    });
  });

  it('and its port request are one', async () => {
    expect(await telnyxWith([portRequestJson()], [submitted()]).find()).toMatchObject({ kind: 'found' });
  });

  it.each([
    ['pending', draftJson()],
    ['older', submitted({ created_at: '2026-11-01T00:00:00Z' })],
    [
      'of other numbers',
      submitted({ phone_numbers: [numberJson({ phone_number: OTHER })], sub_requests: [] }),
    ],
  ])('is none when it is %s', async (_, draft) => {
    expect(await telnyxWith([], [draft]).find()).toEqual({ kind: 'absent' });
  });
});

it.each([
  ['older', portRequestJson({ created_at: '2026-11-15T14:59:59Z' }), [NUMBER]],
  ['of fewer numbers', portRequestJson(), [NUMBER, OTHER]],
  [
    'canceled as a whole',
    portRequestJson({ sub_requests: [subRequestJson({ status: 'cancelled' })] }),
    [NUMBER],
  ],
])('a port request that is %s is another', async (_, json, numbers) => {
  expect(await telnyxWith([json]).find([], numbers)).toEqual({ kind: 'absent' });
});

it.each([PR, `${PR}/${SR}`])(
  'a port request of which another port holds %s is not this one’s',
  async (taken) => {
    expect(await telnyxWith([portRequestJson()]).find([taken])).toEqual({ kind: 'absent' });
  },
);

it('a time that Telnyx does not say rules nothing out', async () => {
  expect(await telnyxWith([portRequestJson({ created_at: null })]).find()).toMatchObject({ kind: 'found' });
});

it('several that fit are for a person to tell apart', async () => {
  const { find } = telnyxWith([portRequestJson(), portRequestJson({ id: PR2 })]);
  expect(await find()).toEqual({ kind: 'ambiguous', orderRefs: [PR, PR2] });
  expect(await find([`${PR2}/${SR}`])).toMatchObject({ kind: 'found', orders: [{ ref: `${PR}/${SR}` }] });
});

it('a search that could not see everything is a failure', async () => {
  const provider = new TelnyxV1Provider(account, ({ url }) =>
    Promise.resolve(
      url.includes('draft')
        ? { status: 503, headers: {}, body: '' }
        : { status: 200, headers: {}, body: '[]' },
    ),
  );
  const search = { since: NOW, isTaken: () => Promise.resolve(new Set<string>()) };
  const { problem } = await failureOf(provider.findSubmission(planOf(), search, call));
  expect(problem).toMatchObject({ code: 'provider_unavailable' });
});

describe('a port request whose numbers cannot be seen', () => {
  const dark = (changes: Json = {}) => portRequestJson({ phone_numbers: [], sub_requests: [], ...changes });

  it.each<[string, Json]>([
    ['an empty list', {}],
    ['null', { phone_numbers: null, sub_requests: null }],
    ['a number that cannot be read', { phone_numbers: [{ phone_number: 'soon' }] }],
  ])('is no proof that there is none: %s', async (_, changes) => {
    expect(await telnyxWith([dark(changes)]).find()).toEqual({ kind: 'unlisted', orderRefs: [PR] });
  });

  it('may be that of a draft that was submitted', async () => {
    expect(await telnyxWith([], [submitted({ phone_numbers: [], sub_requests: [] })]).find()).toEqual({
      kind: 'unlisted',
      orderRefs: [PR],
    });
  });

  it('is none of ours when it is older, or when another port holds it', async () => {
    expect(await telnyxWith([dark({ created_at: '2026-11-01T00:00:00Z' })]).find()).toEqual({
      kind: 'absent',
    });
    expect(await telnyxWith([dark()]).find([PR])).toEqual({ kind: 'absent' });
  });

  it('loses against one that fits', async () => {
    expect(await telnyxWith([dark({ id: PR2 }), portRequestJson()]).find()).toMatchObject({
      kind: 'found',
      orders: [{ ref: `${PR}/${SR}` }],
    });
  });
});
