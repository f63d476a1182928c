import { testNumber } from './request';
import type { Act } from './scenario';
import type { Story } from './story';

const FINE = testNumber('00');
const WRONG_PIN = testNumber('02');
/** Goes as the fine one does, until it is taken out. */
const TAKEN_OUT = testNumber('00', '02');
const UNSIGNED = testNumber('04');
/** Accepted by the provider, which then finds that it cannot be moved. */
const REFUSED_LATER = testNumber('17');
const IMMEDIATE_REFUSAL = testNumber('01');

/** While the PIN is mended, the others go on: they share an order, and each follows its own script in it. */
const MENDED: readonly Act[] = [
  {
    whenAttention: 'rejected',
    id: 'mend',
    command: { name: 'amend', patch: { numbers: [{ phoneNumber: WRONG_PIN, pin: '4242' }] } },
  },
  { whenAttention: 'rejected', id: 'again', command: { name: 'resubmit', numbers: [WRONG_PIN] } },
  // In the days after the new order went out; the date of this number is a week ahead.
  { whenPhase: 'waiting_for_foc', id: 'out', command: { name: 'cancel', numbers: [TAKEN_OUT] } },
];

export const STORIES: readonly Story[] = [
  {
    provider: 'twilio',
    name: 'one is refused after it was accepted, and the one that expires is given up',
    request: { numbers: numbersOf(FINE, WRONG_PIN, TAKEN_OUT, REFUSED_LATER, UNSIGNED) },
    does: [...MENDED, { whenAttention: 'expired', id: 'enough', command: { name: 'abandon' } }],
    stages: `
      day   | phase               | 0100               | 0102               | 0200               | 0117         | 0104               | asks for
      0     | waiting_for_foc     | in_review          | in_review          | in_review          | in_review    | in_review          |
      1     | awaiting_signature  | awaiting_signature | awaiting_signature | awaiting_signature | not_portable | awaiting_signature | not_portable 0117
      2     | awaiting_signature  | submitted          | submitted          | submitted          | not_portable | awaiting_signature | not_portable 0117
      3     | awaiting_signature  | foc_confirmed      | rejected           | foc_confirmed      | not_portable | awaiting_signature | not_portable 0117, rejected 0102
      3     | submitting          | foc_confirmed      | draft              | foc_confirmed      | not_portable | awaiting_signature | not_portable 0117
      3.25  | waiting_for_foc     | foc_confirmed      | in_review          | foc_confirmed      | not_portable | awaiting_signature | not_portable 0117
      3.25  | waiting_for_foc     | foc_confirmed      | in_review          | canceling          | not_portable | awaiting_signature | not_portable 0117
      3.5   | waiting_for_foc     | foc_confirmed      | in_review          | canceled           | not_portable | awaiting_signature | not_portable 0117
      4.25  | awaiting_signature  | foc_confirmed      | awaiting_signature | canceled           | not_portable | awaiting_signature | not_portable 0117
      5.25  | awaiting_signature  | foc_confirmed      | submitted          | canceled           | not_portable | awaiting_signature | not_portable 0117
      6.25  | awaiting_signature  | foc_confirmed      | foc_confirmed      | canceled           | not_portable | awaiting_signature | not_portable 0117
      8     | awaiting_signature  | foc_confirmed      | foc_confirmed      | canceled           | not_portable | awaiting_signature | not_portable 0117, no_news 0104
      10    | awaiting_signature  | ported             | foc_confirmed      | canceled           | not_portable | awaiting_signature | not_portable 0117, no_news 0104
      13.25 | awaiting_signature  | ported             | ported             | canceled           | not_portable | awaiting_signature | not_portable 0117, no_news 0104
      15    | awaiting_signature  | ported             | ported             | canceled           | not_portable | awaiting_signature | no_news 0104
      15.25 | awaiting_signature  | ported             | ported             | canceled           | canceled     | awaiting_signature | no_news 0104
      31    | action_required     | ported             | ported             | canceled           | canceled     | expired            | expired 0104
      31    | partially_completed | ported             | ported             | canceled           | canceled     | expired            |
    `,
    end: {
      phase: 'partially_completed',
      ending: 'abandoned',
      numbers: [
        { phoneNumber: FINE, outcome: 'ported' },
        { phoneNumber: WRONG_PIN, outcome: 'ported' },
        { phoneNumber: TAKEN_OUT, outcome: 'canceled' },
        { phoneNumber: REFUSED_LATER, outcome: 'not_portable' },
        { phoneNumber: UNSIGNED, outcome: 'expired' },
      ],
    },
  },
  {
    provider: 'twilio',
    name: 'one is refused by the check, and no answer comes for the one that expires',
    request: {
      numbers: numbersOf(FINE, WRONG_PIN, TAKEN_OUT, IMMEDIATE_REFUSAL, UNSIGNED),
      onNotPortable: 'continue_without',
    },
    does: MENDED,
    stages: `
      day   | phase               | 0100               | 0102               | 0200               | 0101         | 0104               | asks for
      0     | waiting_for_foc     | in_review          | in_review          | in_review          | not_portable | in_review          |
      1     | awaiting_signature  | awaiting_signature | awaiting_signature | awaiting_signature | not_portable | awaiting_signature |
      2     | awaiting_signature  | submitted          | submitted          | submitted          | not_portable | awaiting_signature |
      3     | awaiting_signature  | foc_confirmed      | rejected           | foc_confirmed      | not_portable | awaiting_signature | rejected 0102
      3     | submitting          | foc_confirmed      | draft              | foc_confirmed      | not_portable | awaiting_signature |
      3.25  | waiting_for_foc     | foc_confirmed      | in_review          | foc_confirmed      | not_portable | awaiting_signature |
      3.25  | waiting_for_foc     | foc_confirmed      | in_review          | canceling          | not_portable | awaiting_signature |
      3.5   | waiting_for_foc     | foc_confirmed      | in_review          | canceled           | not_portable | awaiting_signature |
      4.25  | awaiting_signature  | foc_confirmed      | awaiting_signature | canceled           | not_portable | awaiting_signature |
      5.25  | awaiting_signature  | foc_confirmed      | submitted          | canceled           | not_portable | awaiting_signature |
      6.25  | awaiting_signature  | foc_confirmed      | foc_confirmed      | canceled           | not_portable | awaiting_signature |
      8     | awaiting_signature  | foc_confirmed      | foc_confirmed      | canceled           | not_portable | awaiting_signature | no_news 0104
      10    | awaiting_signature  | ported             | foc_confirmed      | canceled           | not_portable | awaiting_signature | no_news 0104
      13.25 | awaiting_signature  | ported             | ported             | canceled           | not_portable | awaiting_signature | no_news 0104
      31    | action_required     | ported             | ported             | canceled           | not_portable | expired            | expired 0104
      45    | partially_completed | ported             | ported             | canceled           | not_portable | expired            |
    `,
    end: {
      phase: 'partially_completed',
      ending: 'answer_by',
      numbers: [
        { phoneNumber: FINE, outcome: 'ported' },
        { phoneNumber: WRONG_PIN, outcome: 'ported' },
        { phoneNumber: TAKEN_OUT, outcome: 'canceled' },
        { phoneNumber: IMMEDIATE_REFUSAL, outcome: 'not_portable' },
        { phoneNumber: UNSIGNED, outcome: 'expired' },
      ],
    },
  },
];

function numbersOf(...phoneNumbers: string[]): { phoneNumber: string }[] {
  return phoneNumbers.map((phoneNumber) => ({ phoneNumber }));
}
