import type { PortRequest } from '../../../../src/domain/model/request';
import { DAY } from '../../../../src/domain/model/time';
import type { FoneDynamicsAccount } from '../../../../src/providers/fone-dynamics/account';
import { FoneDynamicsProvider } from '../../../../src/providers/fone-dynamics/provider';
import { failureOf, scripted } from '../scripted';
import {
  account,
  call,
  NOW,
  NUMBER,
  numberJson,
  OTHER,
  OTHER_PROPERTY_SID,
  pageJson,
  plan,
  portRequest,
  queryOf,
  requestJson,
} from './examples';

/** An account at Fone Dynamics with these porting requests. */
function having(requests: readonly unknown[], settings: Partial<FoneDynamicsAccount> = {}) {
  const { transport, sent } = scripted({ json: pageJson(requests) });
  const asked: string[][] = [];
  const find = (request: PortRequest = portRequest(), taken: readonly string[] = []) => {
    const isTaken = (refs: readonly string[]) => {
      asked.push([...refs]);
      return Promise.resolve(new Set(refs.filter((ref) => taken.includes(ref))));
    };
    const provider = new FoneDynamicsProvider({ ...account, ...settings }, transport);
    return provider.findSubmission(plan(request), { since: NOW - DAY, isTaken }, call);
  };
  return { find, sent, asked };
}

it('finds the one that names the attempt and has its numbers, as a read would show it', async () => {
  const foreign = requestJson({ PortingNo: 'P-1', CustomerDescription: 'CRM-7781 acme-42/2' });
  const { find, sent } = having([foreign, requestJson()]);
  expect(await find()).toMatchObject({
    kind: 'found',
    orders: [{ ref: 'P-000002', items: [{ phoneNumber: NUMBER, status: 'in_review' }] }],
  });
  expect(queryOf(sent[0]).get('From')).toBe(String((NOW - DAY) / 1000));
});

describe('where a row of the list does not say which request it is', () => {
  const nameless = requestJson({ PortingNo: null });

  it('one that names the attempt is found beside it', async () => {
    expect(await having([nameless, requestJson()]).find()).toMatchObject({
      kind: 'found',
      orders: [{ ref: 'P-000002' }],
    });
  });

  it('it may be the one that is looked for, so nothing is called absent', async () => {
    const other = requestJson({ PortingNo: 'P-1', CustomerDescription: 'CRM-7781 acme-42/2' });
    for (const rows of [[nameless], [nameless, other]]) {
      const { problem } = await failureOf(having(rows).find());
      expect(problem).toMatchObject({ code: 'provider_answer_unreadable', outcome: 'unavailable' });
    }
  });
});

it('finds nothing where nothing is, and asks for no owner', async () => {
  const { find, asked } = having([]);
  expect(await find()).toEqual({ kind: 'absent' });
  expect(asked).toEqual([]);
});

it.each([
  ['more numbers', [numberJson(), numberJson({ Number: OTHER })]],
  ['other numbers', [numberJson({ Number: OTHER })]],
])('one with %s is another', async (_, PortingNumbers) => {
  expect(await having([requestJson({ PortingNumbers })]).find()).toEqual({ kind: 'absent' });
});

it('one with fewer numbers is another', async () => {
  const request = portRequest({ numbers: [{ phoneNumber: NUMBER }, { phoneNumber: OTHER }] });
  expect(await having([requestJson()]).find(request)).toEqual({ kind: 'absent' });
});

it.each(['61255501200', '02 5550 1200', '+61 2 5550 1200'])(
  'knows the number spelled %s',
  async (spelled) => {
    const found = await having([requestJson({ PortingNumbers: [numberJson({ Number: spelled })] })]).find();
    expect(found).toMatchObject({ kind: 'found', orders: [{ items: [{ phoneNumber: NUMBER }] }] });
  },
);

it.each(['CRM-7781', 'CRM-7781 acme-421/1'])('one described as %p is another', async (said) => {
  expect(await having([requestJson({ CustomerDescription: said })]).find()).toEqual({ kind: 'absent' });
});

it('one of another attempt is the port’s too, unless the port knows it', async () => {
  const later = requestJson({ CustomerDescription: 'CRM-7781 acme-42/11' });
  expect(await having([later]).find()).toMatchObject({ kind: 'found', orders: [{ ref: 'P-000002' }] });
  expect(await having([later]).find(portRequest(), ['P-000002'])).toEqual({ kind: 'absent' });
});

describe('one that does not show whether it is ours', () => {
  const unlisted = { kind: 'unlisted', orderRefs: ['P-000002'] };

  it.each<[string, Record<string, unknown>]>([
    ['no numbers yet', { PortingNumbers: [] }],
    ['null for numbers', { PortingNumbers: null }],
    ['a number that cannot be read', { PortingNumbers: [numberJson({ Number: 'soon' })] }],
    ['no description', { CustomerDescription: null }],
    ['an empty description', { CustomerDescription: '' }],
    ['no description and no numbers', { CustomerDescription: null, PortingNumbers: [] }],
  ])('is no proof that there is none: %s', async (_, changes) => {
    expect(await having([requestJson(changes)]).find()).toEqual(unlisted);
  });

  it('is none of ours when another port holds it, when it is older, or when it shows other numbers', async () => {
    const dark = requestJson({ PortingNumbers: [] });
    expect(await having([dark]).find(portRequest(), ['P-000002'])).toEqual({ kind: 'absent' });
    const old = requestJson({
      CustomerDescription: null,
      PortingNumbers: [],
      Created: (NOW - 2 * DAY) / 1000,
    });
    expect(await having([old]).find()).toEqual({ kind: 'absent' });
    const other = requestJson({ CustomerDescription: null, PortingNumbers: [numberJson({ Number: OTHER })] });
    expect(await having([other]).find()).toEqual({ kind: 'absent' });
  });

  it('loses against one that fits', async () => {
    const dark = requestJson({ PortingNo: 'P-9', PortingNumbers: [] });
    expect(await having([dark, requestJson()]).find()).toMatchObject({
      kind: 'found',
      orders: [{ ref: 'P-000002' }],
    });
  });
});

it('one that is over is found all the same: its description says whose it is', async () => {
  const over = requestJson({ Status: 'Cancelled', PortingNumbers: [numberJson({ Status: 'Cancelled' })] });
  expect(await having([over]).find()).toMatchObject({
    kind: 'found',
    orders: [{ providerStatus: 'Cancelled' }],
  });
});

it('one that another port holds is not taken from it', async () => {
  const { find, asked } = having([requestJson()]);
  expect(await find(portRequest(), ['P-000002'])).toEqual({ kind: 'absent' });
  expect(asked).toEqual([['P-000002']]);
});

it('of several, none can be told to be the one', async () => {
  const twin = requestJson({ PortingNo: 'P-3' });
  expect(await having([requestJson(), twin]).find()).toEqual({
    kind: 'ambiguous',
    orderRefs: ['P-000002', 'P-3'],
  });
  expect(await having([requestJson(), twin]).find(portRequest(), ['P-3'])).toMatchObject({ kind: 'found' });
});

it('one that slid onto a second page is one', async () => {
  const rows = [requestJson(), requestJson({ PortingNo: 'P-3', CustomerDescription: 'else' })];
  const { transport } = scripted(
    { json: pageJson(rows, 3) },
    { json: pageJson([requestJson(), requestJson({ PortingNo: 'P-4', CustomerDescription: 'else' })], 3) },
  );
  const found = await new FoneDynamicsProvider(account, transport).findSubmission(
    plan(),
    { since: NOW, isTaken: () => Promise.resolve(new Set<string>()) },
    call,
  );
  expect(found.kind).toBe('found');
});

describe('where the account lists all its properties', () => {
  const elsewhere = requestJson({ PropertySid: OTHER_PROPERTY_SID });

  it('one in another property is another', async () => {
    expect(await having([elsewhere], { scope: 'account' }).find()).toEqual({ kind: 'absent' });
    expect(await having([requestJson()], { scope: 'account' }).find()).toMatchObject({ kind: 'found' });
  });

  it('the property that the request names counts', async () => {
    const providerOptions = {
      'fone-dynamics': { ...portRequest().providerOptions['fone-dynamics'], propertySid: OTHER_PROPERTY_SID },
    };
    const request = portRequest({ providerOptions });
    expect(await having([elsewhere], { scope: 'account' }).find(request)).toMatchObject({ kind: 'found' });
    expect(await having([requestJson()], { scope: 'account' }).find(request)).toEqual({ kind: 'absent' });
  });
});

it('a search that could not see everything is a failure', async () => {
  const { transport } = scripted({ json: pageJson([requestJson()], 2) }, { status: 503 });
  const search = new FoneDynamicsProvider(account, transport).findSubmission(
    plan(),
    { since: NOW, isTaken: () => Promise.resolve(new Set<string>()) },
    call,
  );
  expect((await failureOf(search)).problem).toMatchObject({ code: 'provider_unavailable' });
});
