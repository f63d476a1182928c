import { DAY, HOUR } from '../../src/domain/model/time';
import { elsewhere } from './telnyx-v1';
import { testNumber } from './request';
import type { Story } from './story';

/** At a carrier whose records have another PIN: both share an order, and both wait until it is mended. */
const WRONG_PIN = elsewhere('02', '01', '4');
const WITH_IT = elsewhere('00', '02', '4');
/** Begin in one order; the second is split off, and so can be taken out alone. */
const TOO_LATE = testNumber('00', '03', 'telnyx-v1');
const IN_TIME = testNumber('22', '03', 'telnyx-v1');
/** At a carrier that calls the port of both off. */
const CALLED_OFF = elsewhere('08', '04', '6');
const WITH_THAT = elsewhere('00', '05', '6');

/** One port, three losing carriers, and so at first three orders, each with a way of its own. */
export const SIX_NUMBERS: Story = {
  name: 'one carrier refuses for a PIN, one calls off, of the third one number is taken out in time and one too late',
  provider: 'telnyx-v1',
  request: {
    numbers: [WRONG_PIN, WITH_IT, TOO_LATE, IN_TIME, CALLED_OFF, WITH_THAT].map((phoneNumber) => ({
      phoneNumber,
    })),
  },
  does: [
    {
      whenAttention: 'rejected',
      id: 'mend',
      // Not just when the port looks next, a day later, at what came of it.
      after: 2 * HOUR,
      command: { name: 'amend', patch: { numbers: [{ phoneNumber: WRONG_PIN, pin: '4242' }] } },
    },
    {
      whenNumber: { phoneNumber: IN_TIME, status: 'foc_confirmed' },
      id: 'in time',
      command: { name: 'cancel', numbers: [IN_TIME] },
    },
    {
      // On day 8: less than two days before it moves.
      whenNumber: { phoneNumber: IN_TIME, status: 'canceled' },
      after: 4 * DAY + HOUR,
      id: 'too late',
      command: { name: 'cancel', numbers: [TOO_LATE] },
    },
  ],
  stages: `
      day | phase               | 0102          | 0200          | 0300          | 0322          | 0408          | 0500          | asks for
      0   | waiting_for_foc     | in_review     | in_review     | in_review     | in_review     | in_review     | in_review     |
      2   | waiting_for_foc     | submitted     | submitted     | submitted     | submitted     | submitted     | submitted     |
      3   | foc_confirmed       | rejected      | rejected      | foc_confirmed | foc_confirmed | foc_confirmed | foc_confirmed | rejected 0102 0200
      3   | waiting_for_foc     | submitted     | submitted     | foc_confirmed | foc_confirmed | foc_confirmed | foc_confirmed |
      3   | waiting_for_foc     | submitted     | submitted     | foc_confirmed | canceling     | foc_confirmed | foc_confirmed |
      4   | waiting_for_foc     | submitted     | submitted     | foc_confirmed | canceled      | canceled      | canceled      | canceled_by_carrier 0408 0500
      5   | foc_confirmed       | foc_confirmed | foc_confirmed | foc_confirmed | canceled      | canceled      | canceled      | canceled_by_carrier 0408 0500
      8   | foc_confirmed       | foc_confirmed | foc_confirmed | foc_confirmed | canceled      | canceled      | canceled      | canceled_by_carrier 0408 0500, cancel_refused 0300
      9   | window_closed       | foc_confirmed | foc_confirmed | foc_confirmed | canceled      | canceled      | canceled      | canceled_by_carrier 0408 0500, cancel_refused 0300
      10  | window_closed       | foc_confirmed | foc_confirmed | ported        | canceled      | canceled      | canceled      | canceled_by_carrier 0408 0500
      11  | action_required     | ported        | ported        | ported        | canceled      | canceled      | canceled      | canceled_by_carrier 0408 0500
      18  | partially_completed | ported        | ported        | ported        | canceled      | canceled      | canceled      |
    `,
  timeline: {
    submitted: 3,
    order_split: 1,
    amended: 1,
    edited: 1,
    resubmitted: 0,
    cancel_requested: 2,
    cancel_refused: 1,
    given_up: 1,
    anomaly: 0,
  },
  end: {
    phase: 'partially_completed',
    ending: 'answer_by',
    numbers: [
      { phoneNumber: WRONG_PIN, outcome: 'ported' },
      { phoneNumber: WITH_IT, outcome: 'ported' },
      { phoneNumber: TOO_LATE, outcome: 'ported' },
      { phoneNumber: IN_TIME, outcome: 'canceled' },
      { phoneNumber: CALLED_OFF, outcome: 'canceled' },
      { phoneNumber: WITH_THAT, outcome: 'canceled' },
    ],
  },
};
