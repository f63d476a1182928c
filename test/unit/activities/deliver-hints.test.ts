import type { Client } from '@temporalio/client';
import { MockActivityEnvironment } from '@temporalio/testing';
import { createAccountActivities } from '../../../activities/deliver-hints';
import type { DeliverHintsInput, OrderHints } from '../../../activities/account-activities';
import type { ProviderNotification } from '../../../src/contract/messages';
import { ACCOUNT_POLICY } from '../../../src/domain/account/account';
import type { DeliveryAnswer } from '../../../src/domain/account/delivery';

const ACCOUNT = { provider: 'twilio', account: 'default' };
const NOW = 1_767_000_000_000;

/** An order of which webhooks named this many numbers. */
function orderWith(count: number, ref = 'KW1'): OrderHints {
  const numbers = Array.from({ length: count }, (_, index) => [`+1212${String(5_550_000 + index)}`, NOW]);
  return { orderRef: ref, receivedAt: NOW, numbers: Object.fromEntries(numbers) as OrderHints['numbers'] };
}

async function deliver(orders: readonly OrderHints[]) {
  const signals: { workflowId: string; hints: ProviderNotification['hints'] }[] = [];
  const getHandle = (workflowId: string) => ({
    signal: (_: unknown, { hints }: ProviderNotification) =>
      Promise.resolve(signals.push({ workflowId, hints })),
  });
  const withAbortSignal = (_: unknown, call: () => unknown) => call();
  const client = { workflow: { getHandle }, withAbortSignal } as unknown as Client;
  const environment = new MockActivityEnvironment({}, { client });
  const { deliverHints } = createAccountActivities((keys) =>
    Promise.resolve(new Map(keys.map((key) => [key, 'port:acme-42']))),
  );
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
        { orderRef: 'KW1', phoneNumber: '+12125550000', updatedAt: NOW, receivedAt: NOW },
        { orderRef: 'KW1', phoneNumber: '+12125550001', updatedAt: NOW, receivedAt: NOW },
        { orderRef: 'KW2', receivedAt: NOW },
      ],
    },
  ]);
});

test('a large one in several', async () => {
  const { signals } = await deliver([orderWith(1_001)]);
  expect(signals.map(({ hints }) => hints.length)).toEqual([500, 500, 1]);
});

test('all that an account ever keeps fits into one call, which may have 2 MB', () => {
  const { mostKept, mostNumbers } = ACCOUNT_POLICY;
  const orders = Array.from({ length: mostKept }, () => orderWith(mostNumbers / mostKept, 'K'.repeat(255)));
  expect(JSON.stringify({ ...ACCOUNT, orders }).length).toBeLessThan(1_500_000);
});
