import { indexedOrders } from '../../../src/contract/indexed-orders';
import { attributesOf } from '../../../src/contract/port-attributes';
import { PORT_SEARCH_ATTRIBUTES } from '../../../src/contract/search-attributes';
import { startAttributes } from '../../../src/contract/start-attributes';
import type { Port } from '../../../src/domain/model/port';
import { HOUR } from '../../../src/domain/model/time';
import { day } from '../domain/instants';
import { read } from '../domain/port-events';
import { aDraft, after, aRequest, atProvider } from '../domain/port-under-test';
import { A, B, dated, focAt, shown } from '../domain/snapshots';

const row = (port: Port) => Object.fromEntries(attributesOf(port).map(({ key, value }) => [key.name, value]));

test('every registered attribute is set or unset, each once', () => {
  const names = attributesOf(aDraft()).map(({ key }) => key.name);
  expect(names.sort()).toEqual(PORT_SEARCH_ATTRIBUTES.map(({ name }) => name).sort());
});

test('a port at its provider is found by its order', () => {
  const request = { tenant: 'acme', reference: 'CRM-7781' };
  expect(row(atProvider({ numbers: [A, B], request }))).toEqual({
    PortPhase: 'waiting_for_foc',
    PortProvider: 'twilio',
    PortAccount: 'default',
    PortTenant: 'acme',
    PortReference: 'CRM-7781',
    PortCountry: 'US',
    PortNumberCount: 2,
    PortOrderIds: ['twilio/default/KW1'],
    PortAttentions: null,
    PortActionRequired: false,
    PortFocAt: null,
    PortCancelBy: null,
  });
});

test('dates are those of the open numbers, and unset when withdrawn or over', () => {
  const port = after(
    atProvider({ numbers: [A, B] }),
    read(day(1), [dated(A, focAt(day(30))), shown(B, 'submitted')]),
  );
  expect(row(port)).toMatchObject({
    PortFocAt: new Date(day(30)),
    PortCancelBy: new Date(day(30) - 72 * HOUR),
  });
  const unset = { PortFocAt: null, PortCancelBy: null };
  expect(row(after(port, read(day(2), [shown(A, 'submitted')])))).toMatchObject(unset);
  const ended = {
    kind: 'ended',
    at: day(2),
    ending: { kind: 'abandoned' },
    cause: { kind: 'timer' },
  } as const;
  expect(row(after(port, ended))).toMatchObject(unset);
});

test('attentions are told by cause, each once', () => {
  const port = after(
    atProvider({ numbers: [A, B] }),
    read(day(1), [shown(A, 'rejected'), shown(B, 'canceled')]),
  );
  expect(row(port)).toMatchObject({
    PortAttentions: ['rejected', 'canceled_by_carrier'],
    PortActionRequired: true,
  });
});

test('of many orders the open ones are indexed first, and at most twenty-five', () => {
  const base = atProvider();
  const refs = Array.from({ length: 30 }, (_, index) => `KW${String(index)}`);
  const port: Port = {
    ...base,
    orders: refs.map((ref) => ({ ref, providerStatus: 'w', actionRequired: false })),
    items: [{ ...base.items[0]!, orderRef: 'KW29' }],
  };
  const indexed = row(port)['PortOrderIds'] as string[];
  expect(indexed).toHaveLength(25);
  expect(indexed[0]).toBe('twilio/default/KW29');
  expect(indexed.at(-1)).toBe('twilio/default/and.more');
  expect(indexedOrders(port).more).toEqual(refs.slice(23, 29));
});

test('as many orders as fit are indexed, and the rest is told', () => {
  const base = atProvider();
  const refs = Array.from(
    { length: 25 },
    (_, index) => `${'1'.repeat(36)}/${'2'.repeat(34)}${String(index + 10)}`,
  );
  const port: Port = {
    ...base,
    orders: refs.map((ref) => ({ ref, providerStatus: 'w', actionRequired: false })),
  };
  const { keys, more } = indexedOrders(port);
  expect(JSON.stringify(keys).length).toBeLessThan(2_000);
  expect(keys.length - 1 + more.length).toBe(25);
  const few: Port = {
    ...base,
    orders: refs.slice(0, 3).map((ref) => ({ ref, providerStatus: 'w', actionRequired: false })),
  };
  expect(indexedOrders(few)).toMatchObject({ more: [] });
});

test.each<['when_ready' | 'manual', string]>([
  ['when_ready', 'submitting'],
  ['manual', 'draft'],
])('what is set at start is what the port finds: %s', (submit, phase) => {
  const port = aDraft({ request: { submit, tenant: 'acme' } });
  const atStart = startAttributes(aRequest([A], { submit, tenant: 'acme' }), 'US');
  const set = Object.fromEntries(atStart.map(({ key, value }) => [key.name, value]));
  expect(set['PortPhase']).toBe(phase);
  expect(row(port)).toMatchObject(set);
});
