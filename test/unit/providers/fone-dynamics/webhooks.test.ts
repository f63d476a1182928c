import { FoneDynamicsWebhooks } from '../../../../src/providers/fone-dynamics/webhooks';
import { NUMBER, requestJson } from './examples';

const URL_ = 'https://hooks.example.com/webhooks/fone-dynamics/default/t0ken';
const hints = (body: string, { method = 'POST', url = URL_, type = 'application/json' } = {}) => {
  const request = { method, url, headers: { 'content-type': type }, body: Buffer.from(body) };
  const result = new FoneDynamicsWebhooks().verify(request);
  if (!result.ok) throw new Error(result.message);
  return result.hints;
};

it.each([
  ['the request itself', JSON.stringify(requestJson())],
  ['the request wrapped', JSON.stringify({ PortingRequest: requestJson() })],
  ['a list of requests', JSON.stringify({ PortingRequests: [requestJson()] })],
  ['a bare list', JSON.stringify([requestJson()])],
  ['the number alone', '{"PortingNo":"P-000002"}'],
  ['another spelling', '{"porting_no":" P-000002 "}'],
  ['a form', 'PortingNo=P-000002&Status=Queued'],
])('%s is a hint to the order', (_, body) => {
  expect(hints(body)).toEqual([{ orderRef: 'P-000002' }]);
});

it('a number is told beside it, in every spelling', () => {
  expect(hints(JSON.stringify({ PortingNo: 'P-1', Number: NUMBER }))).toEqual([
    { orderRef: 'P-1', phoneNumber: NUMBER },
  ]);
  // The plus of a form that was not escaped.
  expect(hints(`PortingNo=P-1&Number=${NUMBER}`)).toEqual([{ orderRef: 'P-1', phoneNumber: NUMBER }]);
  expect(hints('{"PortingNo":"P-1","Number":"soon"}')).toEqual([{ orderRef: 'P-1' }]);
});

it('several orders are several hints, each once', () => {
  const body = JSON.stringify([{ PortingNo: 'P-1' }, { PortingNo: 'P-2' }, { PortingNo: 'P-1' }]);
  expect(hints(body)).toEqual([{ orderRef: 'P-1' }, { orderRef: 'P-2' }]);
});

it('a GET says it in its query', () => {
  expect(hints('', { method: 'GET', url: `${URL_}?PortingNo=P-7` })).toEqual([{ orderRef: 'P-7' }]);
});

it.each([
  ['nothing', ''],
  ['no JSON', '{"PortingNo":'],
  ['a page', '<html>P-000002</html>'],
  ['null', 'null'],
  ['a number', '7'],
  ['no order', '{"Status":"Completed"}'],
  ['an order that is none', '{"PortingNo":{"$ne":1}}'],
  ['an order that is a sentence', '{"PortingNo":"P-1 and P-2"}'],
  ['an order that never ends', JSON.stringify({ PortingNo: 'P'.repeat(65) })],
  ['bytes', '\u0000\u0001'],
])('%s is taken, and says nothing', (_, body) => {
  expect(hints(body)).toEqual([]);
  expect(hints(body, { method: 'GET', url: 'not a url', type: 'text/plain' })).toEqual([]);
});

it('nothing else of it is believed', () => {
  expect(JSON.stringify(hints(JSON.stringify(requestJson({ Status: 'Completed' }))))).not.toMatch(
    /Completed|Ada|CRM/,
  );
});

it('at most 200 orders in one body', () => {
  const list = (length: number) =>
    JSON.stringify(Array.from({ length }, (_, i) => ({ PortingNo: `P-${i}` })));
  expect(hints(list(200))).toHaveLength(200);
  expect(() => hints(list(201))).toThrow('More than 200 orders');
});
