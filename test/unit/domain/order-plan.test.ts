import { attentionsOf } from '../../../src/domain/attentions/attentions';
import { decide } from '../../../src/domain/lifecycle/decide';
import { nextOrder, planOrders } from '../../../src/domain/facts/submission';
import { rejectionFor } from '../../../src/domain/model/reasons';
import type { PortEvent } from '../../../src/domain/model/events';
import { MINUTE, type Instant } from '../../../src/domain/model/time';
import { BEGIN } from './instants';
import { checked, commandDecided, commanded, searched, submissionFailed } from './port-events';
import { aDraft, after, itemOf, proceeded, proceedOrThrow } from './port-under-test';
import { A, B, C, numberList, order, shown } from './snapshots';

const withAccounts = (accounts: readonly (string | undefined)[], usual?: string) =>
  aDraft({
    request: {
      numbers: accounts.map((accountNumber, index) => ({
        phoneNumber: numberList(accounts.length)[index]!,
        ...(accountNumber !== undefined && { accountNumber }),
      })),
      ...(usual !== undefined && { subscriber: { accountNumber: usual } }),
    },
    numbers: numberList(accounts.length),
    capabilities: { mixesAccounts: false },
  });

describe('which orders a draft makes', () => {
  test.each([
    [1, [1]],
    [2, [2]],
    [3, [2, 1]],
    [4, [2, 2]],
  ])('%i numbers, two to an order: %j', (count, sizes) => {
    const port = aDraft({ numbers: numberList(count), capabilities: { numbersPerOrder: 2 } });
    expect(planOrders(port).map((numbers) => numbers.length)).toEqual(sizes);
    expect(planOrders(port).flat()).toEqual(numberList(count));
  });

  test('accounts are kept apart where the provider wants that; the usual one counts for those without', () => {
    const [a, b, c, d] = numberList(4) as [string, string, string, string];
    expect(planOrders(withAccounts(['1', undefined, '2', '1'], '2'))).toEqual([
      [a, d],
      [b, c],
    ]);
  });

  test('and together where it does not', () => {
    const port = aDraft({ numbers: [A, B] });
    expect(planOrders(port)).toEqual([[A, B]]);
  });

  test('a number that was canceled or is not portable is in none', () => {
    const port = after(
      aDraft({ numbers: [A, B, C], request: { onNotPortable: 'continue_without' } }),
      checked(BEGIN, [A, B], [C]),
      commanded(BEGIN, { name: 'cancel', numbers: [A] }, { isResetChecked: true }),
      commandDecided(BEGIN),
    );
    expect(planOrders(port)).toEqual([[B]]);
  });

  test('the next order is the first, or the one that is about given numbers', () => {
    const port = aDraft({ numbers: [A, B, C], capabilities: { numbersPerOrder: 1 } });
    expect(nextOrder(port).numbers).toEqual([A]);
    expect(nextOrder(port, [C]).numbers).toEqual([C]);
    expect(nextOrder(port, ['+12125559999']).numbers).toEqual([A]);
  });
});

describe('orders go out one after the other', () => {
  const given = { numbers: [A, B], capabilities: { numbersPerOrder: 1 } };
  const submitted = (phoneNumber: string, ref: string): PortEvent => ({
    kind: 'submitted',
    at: BEGIN,
    orders: [order([shown(phoneNumber, 'in_review')], { ref })],
  });

  test('each as an attempt of its own, on one check', () => {
    const first = proceedOrThrow(after(aDraft(given), checked(BEGIN, [A, B])), BEGIN);
    expect(first.step).toMatchObject({ kind: 'submit', attempt: { number: 1, numbers: [A] } });
    const second = proceedOrThrow(after(first.port, submitted(A, 'KW1')), BEGIN);
    expect(second.step).toMatchObject({ kind: 'submit', attempt: { number: 2, numbers: [B] } });
    const done = proceedOrThrow(after(second.port, submitted(B, 'KW2')), BEGIN);
    expect(done.step.kind).toBe('wait');
    expect(done.port.items.map(({ orderRef }) => orderRef)).toEqual(['KW1', 'KW2']);
  });

  test('one that is refused does not stop the next', () => {
    const first = proceeded(after(aDraft(given), checked(BEGIN, [A, B])), BEGIN);
    const refused = after(first, submissionFailed(BEGIN, { outcome: 'refused' }));
    expect(itemOf(refused, A).status).toBe('rejected');
    expect(proceedOrThrow(refused, BEGIN).step).toMatchObject({ kind: 'submit', attempt: { numbers: [B] } });
  });

  test('one whose outcome is unknown stops the next until it is known', () => {
    const first = proceeded(after(aDraft(given), checked(BEGIN, [A, B])), BEGIN);
    const unknown = after(first, submissionFailed(BEGIN, { outcome: 'unknown' }));
    expect(decide(unknown, BEGIN).kind).toBe('wait');
  });
});

describe('numbers that are said to be ours already, across several orders', () => {
  const given = { numbers: [A, B, C], capabilities: { numbersPerOrder: 1 } };
  const suspicious = (at: Instant, suspects: readonly string[], others: readonly string[]): PortEvent => ({
    kind: 'checked',
    at,
    missing: [],
    answers: [
      ...others.map((phoneNumber) => ({ phoneNumber, portable: true })),
      ...suspects.map((phoneNumber) => ({
        phoneNumber,
        portable: false,
        rejection: rejectionFor('already_ours', '22131', 'Already ours.'),
      })),
    ],
  });

  test('each of their orders is searched for before anything is sent', () => {
    const port = after(aDraft(given), suspicious(BEGIN, [B, C], [A]));
    expect(decide(port, BEGIN)).toMatchObject({ kind: 'search', attempt: { number: 1, numbers: [B] } });
    const foundB = after(
      port,
      searched(BEGIN, { kind: 'found', orders: [order([shown(B, 'in_review')], { ref: 'KW1' })] }),
    );
    expect(decide(foundB, BEGIN)).toEqual({ kind: 'check', numbers: [A, C] });
    const again = after(foundB, suspicious(BEGIN, [C], [A]));
    expect(decide(again, BEGIN)).toMatchObject({ kind: 'search', attempt: { number: 2, numbers: [C] } });
    const foundC = after(
      again,
      searched(BEGIN, { kind: 'found', orders: [order([shown(C, 'in_review')], { ref: 'KW2' })] }),
    );
    const rest = proceedOrThrow(after(foundC, checked(BEGIN, [A])), BEGIN);
    expect(rest.step).toMatchObject({ kind: 'submit', attempt: { number: 3, numbers: [A] } });
  });

  test('what is found nowhere is not portable, one after the other, and there it ends', () => {
    let port = after(aDraft({ ...given, request: { onNotPortable: 'continue_without' } }));
    let now = BEGIN;
    let searches = 0;
    for (let turns = 0; turns < 20; turns++) {
      const { port: rested, step } = proceedOrThrow(port, now);
      port = rested;
      if (step.kind === 'check') {
        const isDraft = (number: string) => step.numbers.includes(number);
        port = after(port, suspicious(now, [B, C].filter(isDraft), [A].filter(isDraft)));
      } else if (step.kind === 'search') {
        searches++;
        port = after(port, searched(now));
      } else if (step.kind === 'wait') now = step.until!;
      else break;
    }
    expect(searches).toBe(4);
    expect(port.items.map(({ status }) => status)).toEqual(['draft', 'not_portable', 'not_portable']);
    expect(decide(port, now)).toMatchObject({ kind: 'submit', attempt: { numbers: [A] } });
    expect(attentionsOf(port)).toEqual([]);
  });

  test('a submission that waits to be tried again gives way to the search', () => {
    const delayed = after(
      proceeded(after(aDraft(given), checked(BEGIN, [A, B, C])), BEGIN),
      submissionFailed(BEGIN),
      suspicious(BEGIN + 20 * MINUTE, [A], [B, C]),
    );
    expect(decide(delayed, BEGIN + 20 * MINUTE)).toMatchObject({
      kind: 'search',
      attempt: { number: 1, numbers: [A] },
    });
  });
});

describe('after a reset, with several orders', () => {
  const given = { numbers: [A, B], capabilities: { numbersPerOrder: 1 } };

  test('a cancel of all takes no number for a mere draft before its order is searched for', () => {
    const port = after(
      aDraft(given),
      commanded(BEGIN, { name: 'cancel' }),
      { kind: 'reset_checked', at: BEGIN, mayHaveSubmitted: true },
      commandDecided(BEGIN),
    );
    expect(itemOf(port, B).status).toBe('draft');
  });
});
