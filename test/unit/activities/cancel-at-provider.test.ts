import { cancelAtProvider } from '../../../activities/port/cancel-at-provider';
import type { CancelAnswer } from '../../../src/domain/model/events';
import type { ItemStatus } from '../../../src/domain/model/status';
import type { CancelTarget, PortingProvider } from '../../../src/providers/provider';
import { ProviderError } from '../../../src/providers/provider-error';

const A = '+12125550100';
const B = '+12125550200';
const C = '+12125550300';
const call = { now: 0 };
const refusal = new ProviderError({ code: 'provider_refused', message: 'Cannot cancel', outcome: 'refused' });

/** A provider that refuses some numbers and shows the order as given. */
function providerWith(refused: readonly string[], shown: Readonly<Record<string, ItemStatus>>) {
  const asked: (string | undefined)[] = [];
  const provider = {
    cancel: ({ number }: CancelTarget) => {
      asked.push(number?.phoneNumber);
      const isRefused = refused.includes(number?.phoneNumber ?? 'order');
      return isRefused ? Promise.reject(refusal) : Promise.resolve();
    },
    read: () =>
      Promise.resolve({
        orders: [{ items: Object.entries(shown).map(([phoneNumber, status]) => ({ phoneNumber, status })) }],
        failures: [],
      }),
  };
  return { asked, provider: provider as unknown as PortingProvider };
}

const order = (isWhole: boolean, ...numbers: string[]) => ({
  orderRef: 'KW1',
  isWhole,
  numbers: numbers.map((phoneNumber) => ({ phoneNumber })),
});

test('a whole order is one request, and each number hears its answer', async () => {
  const { asked, provider } = providerWith([], {});
  const answers = await cancelAtProvider(provider, order(true, A, B), call);
  expect(asked).toEqual([undefined]);
  expect(answers).toEqual([{ phoneNumber: A }, { phoneNumber: B }]);
});

test('number by number, each gets the answer of its own', async () => {
  const { provider } = providerWith([B], { [A]: 'canceling', [B]: 'foc_confirmed' });
  const answers = await cancelAtProvider(provider, order(false, A, B), call);
  expect(answers).toEqual([{ phoneNumber: A }, { phoneNumber: B, problem: refusal.problem }]);
});

test('same-twice: one that was canceled before its worker died is not called refused', async () => {
  const { provider } = providerWith([A, B, C], { [A]: 'canceled', [B]: 'canceling', [C]: 'foc_confirmed' });
  const answers = await cancelAtProvider(provider, order(false, A, B, C), call);
  expect(answers).toEqual([
    { phoneNumber: A },
    { phoneNumber: B },
    { phoneNumber: C, problem: refusal.problem },
  ]);
  const whole = providerWith(['order'], { [A]: 'canceled' });
  expect(await cancelAtProvider(whole.provider, order(true, A), call)).toEqual([{ phoneNumber: A }]);
});

test('a refusal stands when the order cannot be read', async () => {
  const { provider } = providerWith([A], {});
  const read = () => Promise.reject(refusal);
  const answers = await cancelAtProvider({ ...provider, read }, order(false, A), call);
  expect(answers).toEqual([{ phoneNumber: A, problem: refusal.problem }]);
});

test('a run goes on where the one before it died', async () => {
  const { asked, provider } = providerWith([], {});
  const told: (readonly CancelAnswer[])[] = [];
  const answered = [{ phoneNumber: A }];
  const tell = (answers: readonly CancelAnswer[]) => told.push(answers);
  const answers = await cancelAtProvider(provider, order(false, A, B, C), call, { answered, notify: tell });
  expect(asked).toEqual([B, C]);
  expect(answers.map(({ phoneNumber }) => phoneNumber)).toEqual([A, B, C]);
  // The last one's answer is the result: a heartbeat for it would cost an action.
  expect(told).toEqual([[{ phoneNumber: A }, { phoneNumber: B }]]);
});
