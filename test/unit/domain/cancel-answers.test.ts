import { attentionsOf } from '../../../src/domain/attentions/attentions';
import { decide } from '../../../src/domain/lifecycle/decide';
import type { Port } from '../../../src/domain/model/port';
import { HOUR, MINUTE, SECOND, type Instant } from '../../../src/domain/model/time';
import { day } from './instants';
import { cancelAnswered, read, readNothingNew } from './port-events';
import { after, afterCommand, atProvider, decisionOf, entriesOf, itemOf } from './port-under-test';
import { A, aProblem, B, shown } from './snapshots';

const AT = day(1);
const cancelOf = (port: Port, number: string = A) => itemOf(port, number).cancel;
const asked = afterCommand(atProvider({ numbers: [A, B] }), AT, { name: 'cancel' });
const looked = (port: Port, at = AT) => after(port, readNothingNew(at));

const REFUSED = aProblem({ outcome: 'refused', code: 'provider_refused', message: 'Too late.' });

test('taken: it is sent, and the next thing to know is what the provider says now', () => {
  const port = after(asked, cancelAnswered(AT, [A, B]));
  expect(cancelOf(port)).toEqual({ askedAt: AT, state: 'sent', takenAt: AT, taken: { at: AT, times: 1 } });
  expect(decide(port, AT)).toMatchObject({
    kind: 'read',
    orderRefs: ['KW1'],
    cause: { kind: 'command', command: 'cancel' },
  });
  expect(decide(looked(port), AT).kind).toBe('wait');
});

describe('refused', () => {
  const port = after(
    asked,
    cancelAnswered(AT, [A], { ...REFUSED, providerCode: '20001' }),
    cancelAnswered(AT, [B]),
  );

  test('is told with its facts, and a person is asked', () => {
    expect(cancelOf(port)).toMatchObject({ state: 'refused', failure: { problem: REFUSED } });
    expect(entriesOf(port, 'cancel_refused')).toMatchObject([
      { numbers: [A], data: { code: 'provider_refused', message: 'Too late.', providerCode: '20001' } },
    ]);
    expect(attentionsOf(port)).toMatchObject([
      { cause: 'cancel_refused', numbers: [A], message: 'Too late.' },
    ]);
  });

  test('is not sent again by itself', () => {
    expect(decide(looked(port), AT + HOUR).kind).toBe('wait');
  });

  test('is sent again when it is asked for again, and says so only then', () => {
    const again = afterCommand(looked(port), AT + HOUR, { name: 'cancel', numbers: [A, B] });
    expect(decisionOf(again).accepted).toEqual([A, B]);
    // B was taken, and nothing shows that it is carried out: it is asked of the provider a second time.
    expect(decide(again, AT + HOUR)).toMatchObject({
      kind: 'cancel',
      cancel: { numbers: [{ phoneNumber: A }, { phoneNumber: B }] },
    });
    expect(attentionsOf(again)).toEqual([]);
  });

  test('the attention names the support ticket, and goes when the number ends', () => {
    const ticket = after(
      port,
      read(AT + HOUR, [shown(A, 'submitted'), shown(B, 'canceling')], { supportTicket: '4711' }),
    );
    expect(attentionsOf(ticket)[0]!.message).toContain('4711');
    expect(attentionsOf(after(port, read(AT + HOUR, [shown(A, 'ported')])))).toEqual([]);
  });
});

describe('no answer', () => {
  test.each([
    ['it was not sent', aProblem()],
    ['nobody knows', aProblem({ outcome: 'unknown' })],
    ['our credentials are wrong', aProblem({ outcome: 'refused', code: 'provider_unauthorized' })],
  ])('%s: it is sent again on the steps of the policy', (_, problem) => {
    const once = looked(after(asked, cancelAnswered(AT, [A, B], problem)));
    expect(cancelOf(once)).toMatchObject({
      state: 'asked',
      failure: { count: 1, retryAt: AT + 15 * SECOND },
    });
    expect(decide(once, AT)).toMatchObject({ kind: 'wait', until: AT + 15 * SECOND });
    expect(decide(once, AT + 15 * SECOND).kind).toBe('cancel');
    const twice = after(once, cancelAnswered(AT + 15 * SECOND, [A, B], problem));
    expect(cancelOf(twice)).toMatchObject({ failure: { count: 2, retryAt: AT + 15 * SECOND + MINUTE } });
    expect(entriesOf(twice, 'cancel_refused')).toEqual([]);
  });

  test('again and again: a person hears of it while there is still time, until the provider answers', () => {
    const failed = (port: Port, at: Instant) => after(port, cancelAnswered(at, [A, B], aProblem()));
    const once = failed(asked, AT);
    expect(attentionsOf(once)).toEqual([]);
    const twice = failed(once, AT + MINUTE);
    expect(attentionsOf(twice)).toMatchObject([
      { cause: 'read_failed', numbers: [A, B], since: AT, message: 'It said 500.' },
    ]);
    expect(attentionsOf(after(twice, cancelAnswered(AT + HOUR, [A, B])))).toEqual([]);
  });

  test('the provider is waited for, but not longer than five minutes: its wish moves no deadline', () => {
    const soon = after(asked, cancelAnswered(AT, [A, B], aProblem({ retryAfterMs: 2 * MINUTE })));
    expect(cancelOf(soon)).toMatchObject({ failure: { retryAt: AT + 2 * MINUTE } });
    const port = after(asked, cancelAnswered(AT, [A, B], aProblem({ retryAfterMs: 1e15 })));
    expect(cancelOf(port)).toMatchObject({ failure: { retryAt: AT + 5 * MINUTE } });
  });

  test('not any more when a read shows that the number has ended', () => {
    const port = after(asked, cancelAnswered(AT, [A, B], aProblem()));
    const over = after(port, read(AT + SECOND, [shown(A, 'canceled'), shown(B, 'canceled')]));
    expect(decide(over, AT + HOUR).kind).toBe('end');
  });

  test('an answer clears what failed before', () => {
    const port = after(asked, cancelAnswered(AT, [A], aProblem()), cancelAnswered(AT + MINUTE, [A]));
    expect(cancelOf(port)).toEqual({
      askedAt: AT,
      state: 'sent',
      takenAt: AT + MINUTE,
      taken: { at: AT + MINUTE, times: 1 },
    });
  });
});

test('a number that was not reached is sent next, as if nothing had happened', () => {
  const port = after(asked, cancelAnswered(AT, [A]));
  expect(cancelOf(port, B)).toEqual({ askedAt: AT, state: 'asked' });
  expect(decide(port, AT)).toMatchObject({ kind: 'cancel', cancel: { numbers: [{ phoneNumber: B }] } });
});

test('an answer about a number that nobody wants out changes nothing', () => {
  const before = atProvider({ numbers: [A, B] });
  expect(after(before, cancelAnswered(AT, [A], REFUSED)).items).toEqual(before.items);
});
