import { FATES } from '../../src/sandbox/twilio/fates';
import { numberWithFate } from './request';
import { OTHER_LINE, scenario, type Act, type Row, type Scenario } from './scenario';
import { ABANDON, GIVEN_UP, WELL, WELL_AGAIN } from './told';

export { isTimeFor, type Act, type Scenario } from './scenario';

/** The PIN that the sandbox's losing carrier accepts. */
function mend(fate: string): Act {
  const patch = { numbers: [{ phoneNumber: numberWithFate(fate), pin: '4242' }] };
  return { whenAttention: 'rejected', id: 'mend', command: { name: 'amend', patch } };
}

/** One row for each fate, and what one usually does about it: the table of docs/sandbox.md. */
const FATE_ROWS: readonly Row[] = [
  {
    fate: '00',
    end: { phase: 'completed', outcome: 'ported', told: { ...WELL, unknown_provider_status: 0 }, orders: 1 },
  },
  {
    fate: '01',
    end: {
      phase: 'rejected',
      outcome: 'not_portable',
      ending: 'answer_by',
      told: { created: 1, checked: 1, submitted: 0, given_up: 1, ended: 1 },
      attentions: ['not_portable'],
      orders: 0,
    },
  },
  {
    fate: '02',
    does: [mend('02'), { whenAttention: 'rejected', id: 'again', command: { name: 'resubmit' } }],
    end: { phase: 'completed', outcome: 'ported', told: WELL_AGAIN, attentions: ['rejected'], orders: 2 },
  },
  {
    fate: '03',
    does: [{ whenAttention: 'rejected', id: 'abandon', command: ABANDON }],
    end: {
      phase: 'rejected',
      outcome: 'rejected',
      ending: 'abandoned',
      told: GIVEN_UP,
      attentions: ['rejected'],
      orders: 1,
    },
  },
  {
    fate: '04',
    does: [{ whenAttention: 'expired', id: 'abandon', command: ABANDON }],
    end: {
      phase: 'expired',
      outcome: 'expired',
      ending: 'abandoned',
      told: GIVEN_UP,
      attentions: ['no_news', 'expired'],
      orders: 1,
    },
  },
  {
    fate: '05',
    end: {
      phase: 'completed',
      outcome: 'ported',
      told: {
        ...WELL,
        foc_changed: 1,
        cancellation_window_reopened: 1,
        cancellation_window_closing: 2,
        cancellation_window_closed: 2,
      },
      orders: 1,
    },
  },
  {
    fate: '06',
    does: [
      {
        whenPhase: 'window_closed',
        id: 'cancel-late',
        command: { name: 'cancel' },
        refusedAs: 'cancellation_window_closed',
      },
    ],
    end: {
      phase: 'completed',
      outcome: 'ported',
      told: {
        ...WELL,
        foc_changed: 1,
        window_closed_on_arrival: 1,
        cancel_requested: 0,
        cancellation_window_closing: 0,
        cancellation_window_closed: 0,
      },
      orders: 1,
    },
  },
  {
    fate: '07',
    end: {
      phase: 'completed',
      outcome: 'ported',
      told: {
        ...WELL,
        window_closed_on_arrival: 1,
        cancellation_window_closing: 0,
        cancellation_window_closed: 0,
      },
      orders: 1,
    },
  },
  {
    fate: '08',
    does: [{ whenAttention: 'canceled_by_carrier', id: 'abandon', command: ABANDON }],
    end: {
      phase: 'canceled',
      outcome: 'canceled',
      ending: 'abandoned',
      told: { ...GIVEN_UP, foc_confirmed: 1, cancel_requested: 0 },
      attentions: ['canceled_by_carrier'],
      orders: 1,
    },
  },
  {
    fate: '09',
    end: { phase: 'completed', outcome: 'ported', told: { ...WELL, unknown_provider_status: 1 }, orders: 1 },
  },
  { fate: '10', end: { phase: 'completed', outcome: 'ported', told: WELL, orders: 1 } },
  { fate: '11', end: { phase: 'completed', outcome: 'ported', told: WELL, orders: 1 } },
  {
    fate: '12',
    end: { phase: 'completed', outcome: 'ported', told: { ...WELL, submission_unknown: 1 }, orders: 1 },
  },
  {
    fate: '13',
    does: [{ whenPhase: 'foc_confirmed', id: 'cancel', command: { name: 'cancel' } }],
    end: {
      phase: 'completed',
      outcome: 'ported',
      againstCancel: true,
      told: {
        created: 1,
        submitted: 1,
        cancel_requested: 1,
        cancel_refused: 0,
        cancel_not_confirmed_in_time: 1,
        ported_against_cancel: 1,
        ended: 1,
      },
      attentions: ['cancel_unconfirmed'],
      // The provider takes its cancel back, or not, and a number may move a week after the last change.
      perhaps: ['no_news'],
      orders: 1,
    },
  },
  {
    fate: '14',
    does: [{ whenAttention: 'no_news', id: 'abandon', command: ABANDON }],
    end: {
      phase: 'canceled',
      outcome: 'left_open',
      ending: 'abandoned',
      told: GIVEN_UP,
      attentions: ['no_news'],
      orders: 1,
    },
  },
  {
    fate: '15',
    does: [{ whenAttention: 'expired', id: 'abandon', command: ABANDON }],
    end: {
      phase: 'expired',
      outcome: 'expired',
      ending: 'abandoned',
      told: GIVEN_UP,
      attentions: ['no_news', 'expired'],
      orders: 1,
    },
  },
  {
    fate: '16',
    end: {
      phase: 'completed',
      outcome: 'ported',
      told: { ...WELL, foc_withdrawn: 1, foc_confirmed: 2 },
      orders: 1,
    },
  },
  {
    fate: '17',
    does: [{ whenAttention: 'not_portable', id: 'abandon', command: ABANDON }],
    end: {
      phase: 'rejected',
      outcome: 'not_portable',
      ending: 'abandoned',
      told: GIVEN_UP,
      attentions: ['not_portable'],
      orders: 1,
    },
  },
  {
    fate: '18',
    does: [
      mend('18'),
      { whenAttention: 'rejected', id: 'again', command: { name: 'resubmit' } },
      {
        whenAttention: 'supersede_blocked',
        id: 'all-the-same',
        command: { name: 'resubmit', supersede: true },
      },
    ],
    end: {
      phase: 'completed',
      outcome: 'ported',
      told: { ...WELL_AGAIN, resubmitted: 2, attention_raised: 2, attention_cleared: 2 },
      attentions: ['rejected', 'supersede_blocked'],
      orders: 2,
    },
  },
  {
    fate: '19',
    does: [{ whenPhase: 'foc_confirmed', id: 'cancel', command: { name: 'cancel' } }],
    end: {
      phase: 'completed',
      outcome: 'ported',
      told: {
        created: 1,
        submitted: 1,
        cancel_requested: 1,
        cancel_refused: 1,
        cancel_not_confirmed_in_time: 0,
        ended: 1,
      },
      attentions: ['cancel_refused'],
      orders: 1,
    },
  },
  { fate: '20', end: { phase: 'completed', outcome: 'ported', told: WELL, orders: 1 } },
];

/** The same fates, when somebody does something else about them, or nothing. */
const OTHER_ROWS: readonly Row[] = [
  {
    fate: '01',
    instead: 'cancel',
    does: [{ whenAttention: 'not_portable', id: 'cancel', command: { name: 'cancel' } }],
    end: {
      phase: 'canceled',
      outcome: 'canceled',
      told: { checked: 1, submitted: 0, cancel_requested: 1, given_up: 0 },
      attentions: ['not_portable'],
      orders: 0,
    },
  },
  {
    fate: '02',
    instead: 'nothing',
    end: {
      phase: 'rejected',
      outcome: 'rejected',
      ending: 'answer_by',
      told: GIVEN_UP,
      attentions: ['rejected'],
      orders: 1,
    },
  },
  {
    fate: '03',
    instead: 'cancel',
    does: [{ whenAttention: 'rejected', id: 'cancel', command: { name: 'cancel' } }],
    end: {
      phase: 'canceled',
      outcome: 'canceled',
      told: { submitted: 1, cancel_requested: 1, given_up: 0 },
      attentions: ['rejected'],
      orders: 1,
    },
  },
  {
    fate: '08',
    instead: 'resubmit',
    // The losing carrier cancels the second order too, and then nobody answers.
    does: [{ whenAttention: 'canceled_by_carrier', id: 'again', command: { name: 'resubmit' } }],
    end: {
      phase: 'canceled',
      outcome: 'canceled',
      ending: 'answer_by',
      told: { submitted: 2, resubmitted: 1, cancel_requested: 0, given_up: 1, anomaly: 0 },
      attentions: ['canceled_by_carrier', 'canceled_by_carrier'],
      orders: 2,
    },
  },
  {
    fate: '13',
    instead: 'abandon',
    // The provider took the cancel and never confirmed it: it may move the number, and it does.
    does: [{ whenPhase: 'foc_confirmed', id: 'abandon', command: ABANDON }],
    end: {
      phase: 'canceled',
      outcome: 'left_open',
      ending: 'abandoned',
      told: { submitted: 1, given_up: 1, anomaly: 0 },
      // Asked for after four hours, which are less than the time between two looks where days are short.
      perhaps: ['cancel_unconfirmed'],
      orders: 1,
    },
  },
  {
    fate: '14',
    instead: 'settle',
    does: [
      {
        whenAttention: 'no_news',
        id: 'settle',
        command: {
          name: 'settle',
          numbers: [numberWithFate('14', OTHER_LINE)],
          as: 'canceled',
          evidence: 'Letter of the carrier of 2026-03-20',
        },
      },
    ],
    end: {
      phase: 'canceled',
      outcome: 'canceled',
      told: { submitted: 1, settled_by_person: 1, given_up: 0, anomaly: 0 },
      attentions: ['no_news'],
      orders: 1,
    },
  },
  {
    fate: '19',
    instead: 'abandon',
    does: [{ whenPhase: 'foc_confirmed', id: 'abandon', command: ABANDON }],
    end: {
      phase: 'canceled',
      outcome: 'left_open',
      ending: 'abandoned',
      told: { submitted: 1, given_up: 1, cancel_refused: 1, anomaly: 0 },
      orders: 1,
    },
  },
];

/** The fates as they are documented. */
export const SCENARIOS: readonly Scenario[] = FATE_ROWS.map((row) => scenario('twilio', FATES, row));

/** Other ways of living with them. */
export const OTHER_SCENARIOS: readonly Scenario[] = OTHER_ROWS.map((row) => scenario('twilio', FATES, row));

export const ALL_SCENARIOS: readonly Scenario[] = [...SCENARIOS, ...OTHER_SCENARIOS];
