import { SCENARIOS as SANDBOX_SCENARIOS } from '../../src/sandbox/twilio/scenarios';
import { testNumber } from './request';
import { OTHER_LINE, scenario, type Act, type Row, type Scenario } from './scenario';
import { ABANDON, GIVEN_UP, IDEAL_NETWORK, WELL_AGAIN } from './told';

export { isTimeFor, type Act, type Scenario } from './scenario';

/** The PIN that the sandbox's losing carrier accepts. */
function mend(scenario: string): Act {
  const patch = { numbers: [{ phoneNumber: testNumber(scenario), pin: '4242' }] };
  return { whenAttention: 'rejected', id: 'mend', command: { name: 'amend', patch } };
}

/** One row for each scenario, and what one usually does about it: the table of docs/sandbox.md. */
const SCENARIO_ROWS: readonly Row[] = [
  {
    scenarioId: '00',
    end: {
      phase: 'completed',
      outcome: 'ported',
      timeline: { ...IDEAL_NETWORK, unknown_provider_status: 0 },
      orders: 1,
    },
  },
  {
    scenarioId: '01',
    end: {
      phase: 'rejected',
      outcome: 'not_portable',
      ending: 'answer_by',
      timeline: { created: 1, checked: 1, submitted: 0, given_up: 1, ended: 1 },
      attentions: ['not_portable'],
      orders: 0,
    },
  },
  {
    scenarioId: '02',
    does: [mend('02'), { whenAttention: 'rejected', id: 'again', command: { name: 'resubmit' } }],
    end: { phase: 'completed', outcome: 'ported', timeline: WELL_AGAIN, attentions: ['rejected'], orders: 2 },
  },
  {
    scenarioId: '03',
    does: [{ whenAttention: 'rejected', id: 'abandon', command: ABANDON }],
    end: {
      phase: 'rejected',
      outcome: 'rejected',
      ending: 'abandoned',
      timeline: GIVEN_UP,
      attentions: ['rejected'],
      orders: 1,
    },
  },
  {
    scenarioId: '04',
    does: [{ whenAttention: 'expired', id: 'abandon', command: ABANDON }],
    end: {
      phase: 'expired',
      outcome: 'expired',
      ending: 'abandoned',
      timeline: GIVEN_UP,
      attentions: ['no_news', 'expired'],
      orders: 1,
    },
  },
  {
    scenarioId: '05',
    end: {
      phase: 'completed',
      outcome: 'ported',
      timeline: {
        ...IDEAL_NETWORK,
        foc_changed: 1,
        cancellation_window_reopened: 1,
        cancellation_window_closing: 2,
        cancellation_window_closed: 2,
      },
      orders: 1,
    },
  },
  {
    scenarioId: '06',
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
      timeline: {
        ...IDEAL_NETWORK,
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
    scenarioId: '07',
    end: {
      phase: 'completed',
      outcome: 'ported',
      timeline: {
        ...IDEAL_NETWORK,
        window_closed_on_arrival: 1,
        cancellation_window_closing: 0,
        cancellation_window_closed: 0,
      },
      orders: 1,
    },
  },
  {
    scenarioId: '08',
    does: [{ whenAttention: 'canceled_by_carrier', id: 'abandon', command: ABANDON }],
    end: {
      phase: 'canceled',
      outcome: 'canceled',
      ending: 'abandoned',
      timeline: { ...GIVEN_UP, foc_confirmed: 1, cancel_requested: 0 },
      attentions: ['canceled_by_carrier'],
      orders: 1,
    },
  },
  {
    scenarioId: '09',
    end: {
      phase: 'completed',
      outcome: 'ported',
      timeline: { ...IDEAL_NETWORK, unknown_provider_status: 1 },
      orders: 1,
    },
  },
  { scenarioId: '10', end: { phase: 'completed', outcome: 'ported', timeline: IDEAL_NETWORK, orders: 1 } },
  { scenarioId: '11', end: { phase: 'completed', outcome: 'ported', timeline: IDEAL_NETWORK, orders: 1 } },
  {
    scenarioId: '12',
    end: {
      phase: 'completed',
      outcome: 'ported',
      timeline: { ...IDEAL_NETWORK, submission_unknown: 1 },
      orders: 1,
    },
  },
  {
    scenarioId: '13',
    does: [{ whenPhase: 'foc_confirmed', id: 'cancel', command: { name: 'cancel' } }],
    end: {
      phase: 'completed',
      outcome: 'ported',
      againstCancel: true,
      timeline: {
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
    scenarioId: '14',
    does: [{ whenAttention: 'no_news', id: 'abandon', command: ABANDON }],
    end: {
      phase: 'canceled',
      outcome: 'left_open',
      ending: 'abandoned',
      timeline: GIVEN_UP,
      attentions: ['no_news'],
      orders: 1,
    },
  },
  {
    scenarioId: '15',
    does: [{ whenAttention: 'expired', id: 'abandon', command: ABANDON }],
    end: {
      phase: 'expired',
      outcome: 'expired',
      ending: 'abandoned',
      timeline: GIVEN_UP,
      attentions: ['no_news', 'expired'],
      orders: 1,
    },
  },
  {
    scenarioId: '16',
    end: {
      phase: 'completed',
      outcome: 'ported',
      timeline: { ...IDEAL_NETWORK, foc_withdrawn: 1, foc_confirmed: 2 },
      orders: 1,
    },
  },
  {
    scenarioId: '17',
    does: [{ whenAttention: 'not_portable', id: 'abandon', command: ABANDON }],
    end: {
      phase: 'rejected',
      outcome: 'not_portable',
      ending: 'abandoned',
      timeline: GIVEN_UP,
      attentions: ['not_portable'],
      orders: 1,
    },
  },
  {
    scenarioId: '18',
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
      timeline: { ...WELL_AGAIN, resubmitted: 2, attention_raised: 2, attention_cleared: 2 },
      attentions: ['rejected', 'supersede_blocked'],
      orders: 2,
    },
  },
  {
    scenarioId: '19',
    does: [{ whenPhase: 'foc_confirmed', id: 'cancel', command: { name: 'cancel' } }],
    end: {
      phase: 'completed',
      outcome: 'ported',
      timeline: {
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
  { scenarioId: '20', end: { phase: 'completed', outcome: 'ported', timeline: IDEAL_NETWORK, orders: 1 } },
];

/** The same scenarios, when somebody does something else about them, or nothing. */
const OTHER_ROWS: readonly Row[] = [
  {
    scenarioId: '01',
    instead: 'cancel',
    does: [{ whenAttention: 'not_portable', id: 'cancel', command: { name: 'cancel' } }],
    end: {
      phase: 'canceled',
      outcome: 'canceled',
      timeline: { checked: 1, submitted: 0, cancel_requested: 1, given_up: 0 },
      attentions: ['not_portable'],
      orders: 0,
    },
  },
  {
    scenarioId: '02',
    instead: 'nothing',
    end: {
      phase: 'rejected',
      outcome: 'rejected',
      ending: 'answer_by',
      timeline: GIVEN_UP,
      attentions: ['rejected'],
      orders: 1,
    },
  },
  {
    scenarioId: '03',
    instead: 'cancel',
    does: [{ whenAttention: 'rejected', id: 'cancel', command: { name: 'cancel' } }],
    end: {
      phase: 'canceled',
      outcome: 'canceled',
      timeline: { submitted: 1, cancel_requested: 1, given_up: 0 },
      attentions: ['rejected'],
      orders: 1,
    },
  },
  {
    scenarioId: '08',
    instead: 'resubmit',
    // The losing carrier cancels the second order too, and then nobody answers.
    does: [{ whenAttention: 'canceled_by_carrier', id: 'again', command: { name: 'resubmit' } }],
    end: {
      phase: 'canceled',
      outcome: 'canceled',
      ending: 'answer_by',
      timeline: { submitted: 2, resubmitted: 1, cancel_requested: 0, given_up: 1, anomaly: 0 },
      attentions: ['canceled_by_carrier', 'canceled_by_carrier'],
      orders: 2,
    },
  },
  {
    scenarioId: '13',
    instead: 'abandon',
    // The provider took the cancel and never confirmed it: it may move the number, and it does.
    does: [{ whenPhase: 'foc_confirmed', id: 'abandon', command: ABANDON }],
    end: {
      phase: 'canceled',
      outcome: 'left_open',
      ending: 'abandoned',
      timeline: { submitted: 1, given_up: 1, anomaly: 0 },
      // Asked for after four hours, which are less than the time between two looks where days are short.
      perhaps: ['cancel_unconfirmed'],
      orders: 1,
    },
  },
  {
    scenarioId: '14',
    instead: 'settle',
    does: [
      {
        whenAttention: 'no_news',
        id: 'settle',
        command: {
          name: 'settle',
          numbers: [testNumber('14', OTHER_LINE)],
          as: 'canceled',
          evidence: 'Letter of the carrier of 2026-03-20',
        },
      },
    ],
    end: {
      phase: 'canceled',
      outcome: 'canceled',
      timeline: { submitted: 1, settled_by_person: 1, given_up: 0, anomaly: 0 },
      attentions: ['no_news'],
      orders: 1,
    },
  },
  {
    scenarioId: '19',
    instead: 'abandon',
    does: [{ whenPhase: 'foc_confirmed', id: 'abandon', command: ABANDON }],
    end: {
      phase: 'canceled',
      outcome: 'left_open',
      ending: 'abandoned',
      timeline: { submitted: 1, given_up: 1, cancel_refused: 1, anomaly: 0 },
      orders: 1,
    },
  },
];

/** The scenarios as they are documented. */
export const DOCUMENTED_SCENARIOS: readonly Scenario[] = SCENARIO_ROWS.map((row) =>
  scenario('twilio', SANDBOX_SCENARIOS, row),
);

/** Other ways of living with them. */
export const OTHER_SCENARIOS: readonly Scenario[] = OTHER_ROWS.map((row) =>
  scenario('twilio', SANDBOX_SCENARIOS, row),
);

export const ALL_SCENARIOS: readonly Scenario[] = [...DOCUMENTED_SCENARIOS, ...OTHER_SCENARIOS];
