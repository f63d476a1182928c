import type { PortRequest } from '../../../../src/domain/model/request';
import { DAY, HOUR } from '../../../../src/domain/model/time';
import type { HttpTransport } from '../../../../src/providers/http/transport';
import { TwilioProvider } from '../../../../src/providers/twilio/provider';
import { failureOf } from '../scripted';
import {
  AC,
  account,
  AD,
  call,
  KW,
  KW2,
  NOW,
  NUMBER,
  numberJson,
  portInJson,
  portRequest,
  RD,
} from './examples';

const OTHER = '+12125550101';
const KW3 = `KW${'c3'.repeat(16)}`;

/** An account at Twilio with these orders, newest last: what it lists, and what each order is. */
function twilioWith(...orders: Record<string, unknown>[]) {
  const asked: URL[] = [];
  const transport: HttpTransport = ({ url }) => {
    const at = new URL(url);
    asked.push(at);
    const ref = at.pathname.split('/').at(-1);
    const order = orders.find((other) => other['port_in_request_sid'] === ref);
    const json = ref === 'PortInRequests' ? { meta: {}, port_in_requests: orders } : order;
    return Promise.resolve({
      status: json === undefined ? 404 : 200,
      headers: {},
      body: JSON.stringify(json ?? { code: 20404, message: 'not found' }),
    });
  };
  const find = (request: PortRequest = portRequest(), taken: readonly string[] = []) => {
    const numbers = request.numbers.map(({ phoneNumber }) => phoneNumber);
    const plan = { attemptKey: 'acme-42/1', request, numbers };
    const isTaken = (refs: readonly string[]) =>
      Promise.resolve(new Set(refs.filter((ref) => taken.includes(ref))));
    return new TwilioProvider(account, transport).findSubmission(plan, { since: NOW - DAY, isTaken }, call);
  };
  const fetched = () =>
    asked.map(({ pathname }) => pathname.split('/').at(-1)).filter((ref) => ref !== 'PortInRequests');
  return { find, asked, fetched };
}

it('finds the one order that has exactly these numbers, as a read would show it', async () => {
  const foreign = portInJson({
    port_in_request_sid: KW2,
    phone_numbers: [numberJson({ phone_number: OTHER })],
  });
  const { find } = twilioWith(foreign, portInJson());
  expect(await find()).toMatchObject({
    kind: 'found',
    orders: [{ ref: KW, items: [{ phoneNumber: NUMBER, status: 'in_review' }] }],
  });
});

it('knows a number however it is spelled, as a read does: else the order would be made again', async () => {
  const spelled = ` ${NUMBER.slice(1)}`;
  const { find } = twilioWith(portInJson({ phone_numbers: [numberJson({ phone_number: spelled })] }));
  expect(await find()).toMatchObject({ kind: 'found', orders: [{ items: [{ phoneNumber: NUMBER }] }] });
});

it.each(['2125550100', '(212) 555-0100', '1-212-555-0100', '+2125550100'])(
  'knows the number written as %s: it is one of the country of the order',
  async (spelled) => {
    const { find } = twilioWith(portInJson({ phone_numbers: [numberJson({ phone_number: spelled })] }));
    expect(await find()).toMatchObject({ kind: 'found', orders: [{ items: [{ phoneNumber: NUMBER }] }] });
  },
);

describe('an order whose numbers cannot be seen', () => {
  const dark = (changes: Record<string, unknown> = {}) =>
    portInJson({
      port_in_request_sid: KW2,
      phone_numbers: null,
      date_created: created(NOW - HOUR),
      ...changes,
    });
  const created = (at: number) => new Date(at).toISOString();
  const two = portRequest({ numbers: [{ phoneNumber: NUMBER }, { phoneNumber: OTHER }] });

  it.each<[string, unknown, PortRequest]>([
    ['null', null, portRequest()],
    ['an empty list', [], portRequest()],
    ['a number that cannot be read', [numberJson({ phone_number: 'soon' })], portRequest()],
    ['a number without its digits', [numberJson({ phone_number: null })], portRequest()],
    ['one of ours, and one that cannot be read', [numberJson(), numberJson({ phone_number: 'soon' })], two],
  ])('is no proof that there is none: %s', async (_, phone_numbers, request) => {
    expect(await twilioWith(dark({ phone_numbers })).find(request)).toEqual({
      kind: 'unlisted',
      orderRefs: [KW2],
    });
  });

  it('may be it when Twilio does not say when it was made', async () => {
    expect(await twilioWith(dark({ date_created: null })).find()).toMatchObject({ kind: 'unlisted' });
  });

  it.each<[string, Record<string, unknown>, string[]]>([
    ['was made before', { date_created: created(NOW - 2 * DAY) }, []],
    ['is for another account', { account_sid: `AC${'9'.repeat(32)}` }, []],
    ['shows a number of others', { phone_numbers: [numberJson({ phone_number: '+12125550177' }), null] }, []],
    ['is over', { port_in_request_status: 'Canceled' }, []],
    ['belongs to another port', {}, [KW2]],
  ])('is none of ours when it %s', async (_, changes, taken) => {
    expect(await twilioWith(dark(changes)).find(portRequest(), taken)).toEqual({ kind: 'absent' });
  });

  it('loses against one that fits', async () => {
    expect(await twilioWith(dark(), portInJson()).find()).toMatchObject({
      kind: 'found',
      orders: [{ ref: KW }],
    });
  });

  it('may be one that Twilio lists and does not show: it hides none that fits', async () => {
    const gone = { port_in_request_sid: KW2, date_created: created(NOW - HOUR) };
    const refusing = (others: Record<string, unknown>[]) => {
      const transport: HttpTransport = ({ url }) => {
        const ref = new URL(url).pathname.split('/').at(-1);
        const listed = { meta: {}, port_in_requests: [gone, ...others] };
        const json =
          ref === 'PortInRequests' ? listed : others.find((one) => one['port_in_request_sid'] === ref);
        const body = JSON.stringify(json ?? { code: 20404, message: 'not found' });
        return Promise.resolve({ status: json === undefined ? 404 : 200, headers: {}, body });
      };
      const plan = { attemptKey: 'acme-42/1', request: portRequest(), numbers: [NUMBER] };
      const search = { since: NOW - DAY, isTaken: () => Promise.resolve(new Set<string>()) };
      return new TwilioProvider(account, transport).findSubmission(plan, search, call);
    };
    expect(await refusing([])).toEqual({ kind: 'unlisted', orderRefs: [KW2] });
    expect(await refusing([portInJson()])).toMatchObject({ kind: 'found', orders: [{ ref: KW }] });
  });
});

it('finds nothing where nothing is', async () => {
  expect(await twilioWith().find()).toEqual({ kind: 'absent' });
});

it('asks for what was made since then, with a day of slack for Twilio’s days', async () => {
  const { find, asked } = twilioWith();
  await find();
  expect(asked[0]!.searchParams.get('CreatedAfter')).toBe('2026-11-14');
});

it.each([
  ['more numbers', portRequest(), [NUMBER, OTHER]],
  ['fewer numbers', portRequest({ numbers: [{ phoneNumber: NUMBER }, { phoneNumber: OTHER }] }), [NUMBER]],
])('an order with %s is another', async (_, request, numbers) => {
  const order = portInJson({ phone_numbers: numbers.map((phone_number) => numberJson({ phone_number })) });
  expect(await twilioWith(order).find(request)).toEqual({ kind: 'absent' });
});

it('an order for another account is another', async () => {
  const order = portInJson({ account_sid: `AC${'9'.repeat(32)}` });
  expect(await twilioWith(order).find()).toEqual({ kind: 'absent' });
});

it('compares with the account that is to own the numbers', async () => {
  const targetAccountSid = `AC${'9'.repeat(32)}`;
  const request = portRequest({ providerOptions: { twilio: { targetAccountSid } } });
  expect(await twilioWith(portInJson({ account_sid: targetAccountSid })).find(request)).toMatchObject({
    kind: 'found',
  });
  expect(await twilioWith(portInJson({ account_sid: AC })).find(request)).toEqual({ kind: 'absent' });
});

it('never looks at orders that are over, or that another port holds', async () => {
  const over = portInJson({ port_in_request_sid: KW2, port_in_request_status: 'Canceled' });
  const taken = portInJson({ port_in_request_sid: KW3 });
  const { find, fetched } = twilioWith(over, taken, portInJson());
  expect(await find(portRequest(), [KW3])).toMatchObject({ kind: 'found', orders: [{ ref: KW }] });
  expect(fetched()).toEqual([KW]);
});

describe('where several fit', () => {
  const twin = (documents: readonly string[]) => portInJson({ port_in_request_sid: KW2, documents });

  it('the documents decide', async () => {
    expect(await twilioWith(twin([AD]), portInJson()).find()).toMatchObject({
      kind: 'found',
      orders: [{ ref: KW }],
    });
  });

  it('or no port here does', async () => {
    expect(await twilioWith(twin([RD]), portInJson()).find()).toEqual({
      kind: 'ambiguous',
      orderRefs: [KW2, KW],
    });
  });

  it('two with other documents are two that may be it', async () => {
    const third = portInJson({ documents: [AD] });
    expect(await twilioWith(twin([AD]), third).find()).toMatchObject({ kind: 'ambiguous' });
  });
});

it('a search that could not see everything is a failure', async () => {
  const unseen = new TwilioProvider(account, () =>
    Promise.resolve({ status: 503, headers: {}, body: '' }),
  ).findSubmission(
    { attemptKey: 'acme-42/1', request: portRequest(), numbers: [NUMBER] },
    { since: NOW, isTaken: () => Promise.resolve(new Set()) },
    call,
  );
  expect((await failureOf(unseen)).problem).toMatchObject({ code: 'provider_unavailable' });
});
