import { decideOrderCancel } from '../../../src/domain/lifecycle/order-cancel';
import { DEFAULT_POLICY } from '../../../src/domain/model/policy';
import { HOUR } from '../../../src/domain/model/time';
import { BEGIN, day } from './instants';
import { atProvider } from './port-under-test';
import { A, B, dated, focAt, order, shown } from './snapshots';

/** An order that no port has is judged as a port would judge it that had just read it. */
const soon = dated(A, focAt(BEGIN + 71 * HOUR));
const later = dated(B, focAt(day(10)));
const { capabilities } = atProvider();
const rules = { provider: 'twilio', policy: DEFAULT_POLICY, capabilities, now: BEGIN };

test('all of it is one cancel', () => {
  expect(decideOrderCancel(order([shown(A, 'in_review'), later]), [A, B], rules)).toEqual({
    refused: [],
    cancel: { orderRef: 'KW1', isWhole: true, numbers: [{ phoneNumber: A }, { phoneNumber: B }] },
  });
});

test('deadline: what is inside a hard window is refused, and the rest goes number by number', () => {
  expect(decideOrderCancel(order([soon, later]), [A, B], rules)).toEqual({
    refused: [expect.objectContaining({ number: A, code: 'cancellation_window_closed' })],
    cancel: { orderRef: 'KW1', isWhole: false, numbers: [{ phoneNumber: B }] },
  });
});

test('where the window is no hard one, what is inside it does not take the others along', () => {
  const policy = { ...DEFAULT_POLICY, enforcement: 'best_effort' as const };
  expect(decideOrderCancel(order([soon, later]), [A, B], { ...rules, policy })).toEqual({
    refused: [],
    cancel: { orderRef: 'KW1', isWhole: false, numbers: [{ phoneNumber: A }, { phoneNumber: B }] },
  });
});

test('where only whole orders can be canceled, a part is refused with its siblings named', () => {
  const whole = { ...rules, capabilities: { ...capabilities, cancel: 'order' as const } };
  expect(decideOrderCancel(order([shown(A, 'submitted'), later]), [A], whole)).toEqual({
    refused: [
      expect.objectContaining({
        number: A,
        code: 'not_supported',
        message: expect.stringContaining(`shares one with ${B}`) as string,
      }),
    ],
  });
});

test('what has ended is refused, and of nothing nothing is sent', () => {
  expect(decideOrderCancel(order([shown(A, 'ported')]), [A], rules)).toEqual({
    refused: [expect.objectContaining({ number: A, code: 'number_ended' })],
  });
  expect(decideOrderCancel(order([shown(A, 'canceled')]), [], rules)).toEqual({ refused: [] });
});
