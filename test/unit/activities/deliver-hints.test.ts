import type { Client } from '@temporalio/client';
import { MockActivityEnvironment } from '@temporalio/testing';
import { createAccountActivities, type OrderHolders } from '../../../activities/account/deliver-hints';
import type { AccountRef } from '../../../src/contract/names';
import type { DeliverHintsInput, OrderHints } from '../../../activities/account/account-activities';
import type { ProviderNotification } from '../../../src/contract/messages';
import { MAX_SIGNAL_BYTES } from '../../../src/contract/fold-hints';
import { ACCOUNT_POLICY } from '../../../src/domain/account/account';
import type { DeliveryAnswer } from '../../../src/domain/account/delivery';

const ACCOUNT = { provider: 'twilio', account: 'default' };
const NOW = 1_767_000_000_000;

/** An order of which webhooks named this many numbers. */
function orderWith(count: number, ref = 'KW1'): OrderHints {
  const numbers = Array.from({ length: count }, (_, index) => [`+1212${String(5_550_000 + index)}`, NOW]);
  return { orderRef: ref, receivedAt: NOW, numbers: Object.fromEntries(numbers) as OrderHints['numbers'] };
}

async function deliver(
  orders: readonly OrderHints[],
  {
    installed = [],
    holdersOf = (keys) => Promise.resolve(new Map(keys.map((key) => [key, 'port:acme-42']))),
  }: { readonly installed?: readonly AccountRef[]; readonly holdersOf?: OrderHolders } = {},
) {
  const signals: { workflowId: string; hints: ProviderNotification['hints'] }[] = [];
  const getHandle = (workflowId: string) => ({
    signal: (_: unknown, { hints }: ProviderNotification) =>
      Promise.resolve(signals.push({ workflowId, hints })),
  });
  const withAbortSignal = (_: unknown, call: () => unknown) => call();
  const client = { workflow: { getHandle }, withAbortSignal } as unknown as Client;
  const environment = new MockActivityEnvironment({}, { client });
  const { deliverHints } = createAccountActivities(holdersOf, installed);
  const run: (input: DeliverHintsInput) => Promise<readonly DeliveryAnswer[]> = deliverHints;
  const answers = await environment.run<[DeliverHintsInput], readonly DeliveryAnswer[], typeof run>(run, {
    ...ACCOUNT,
    orders,
  });
  return { answers, signals };
}

test('a port hears of all its orders in one signal, number by number', async () => {
  const { answers, signals } = await deliver([orderWith(2), orderWith(0, 'KW2')]);
  expect(answers).toEqual([
    { orderRef: 'KW1', result: 'delivered' },
    { orderRef: 'KW2', result: 'delivered' },
  ]);
  expect(signals).toEqual([
    {
      workflowId: 'port:acme-42',
      hints: [
        { orderRef: 'KW1', numbers: { '+12125550000': NOW, '+12125550001': NOW }, receivedAt: NOW },
        { orderRef: 'KW2', receivedAt: NOW },
      ],
    },
  ]);
});

test('no signal is larger than a port can take, and an order is never in two', async () => {
  const { signals } = await deliver([orderWith(1_001), orderWith(1_000, 'KW2'), orderWith(1, 'KW3')]);
  expect(signals.map(({ hints }) => hints.map(({ orderRef }) => orderRef))).toEqual([
    ['KW1'],
    ['KW2', 'KW3'],
  ]);
  for (const { hints } of signals)
    expect(Buffer.byteLength(JSON.stringify(hints))).toBeLessThanOrEqual(MAX_SIGNAL_BYTES + 2);
});

test('an order that no port of the account holds is looked for in the other accounts of its provider', async () => {
  const asked: string[][] = [];
  const { answers, signals } = await deliver([orderWith(0), orderWith(0, 'KW2'), orderWith(0, 'KW3')], {
    installed: [
      ACCOUNT,
      { provider: 'twilio', account: 'west' },
      { provider: 'telnyx-v1', account: 'north' },
    ],
    holdersOf: (keys) => {
      asked.push([...keys]);
      const held = { 'twilio/default/KW1': 'port:own', 'twilio/west/KW2': 'port:west' };
      return Promise.resolve(new Map(Object.entries(held)));
    },
  });
  expect(asked).toEqual([
    ['twilio/default/KW1', 'twilio/default/KW2', 'twilio/default/KW3'],
    ['twilio/west/KW2', 'twilio/west/KW3'],
  ]);
  expect(signals.map(({ workflowId }) => workflowId)).toEqual(['port:own', 'port:west']);
  expect(answers).toContainEqual({ orderRef: 'KW3', result: 'unknown' });
});

test('all that an account ever keeps fits into one call, which may have 2 MB', () => {
  const { maxBuffered, mostNumbers } = ACCOUNT_POLICY;
  const orders = Array.from({ length: maxBuffered }, () =>
    orderWith(mostNumbers / maxBuffered, 'K'.repeat(255)),
  );
  expect(JSON.stringify({ ...ACCOUNT, orders }).length).toBeLessThan(1_500_000);
});
