import { SCENARIOS as SANDBOX_SCENARIOS } from '../../src/sandbox/twilio/scenarios';
import { testNumber } from './request';
import { OTHER_LINE, scenario, type Act, type Row, type Scenario } from './scenario';
import {
  abandoned,
  ABANDON,
  CANCEL,
  CANCEL_REJECTED,
  CANCELED_TWICE,
  ported,
  RESUBMIT,
  SHARED_ROWS,
  SUPERSEDE,
  UNANSWERED_REJECTION,
} from './shared-rows';
import { PORTED, PORTED_RESUBMITTED } from './timelines';

export { isTimeFor, type Act, type Scenario } from './scenario';

/** The PIN that the sandbox's losing carrier accepts. */
function mend(scenario: string): Act {
  const patch = { numbers: [{ phoneNumber: testNumber(scenario), pin: '4242' }] };
  return { whenAttention: 'rejected', id: 'mend', command: { name: 'amend', patch } };
}

/** One row for each scenario, and what one usually does about it: the table of docs/sandbox.md. */
const SCENARIO_ROWS: readonly Row[] = [
  ported('00', { unknown_provider_status: 0 }),
  SHARED_ROWS['01'],
  {
    scenarioId: '02',
    does: [mend('02'), RESUBMIT],
    end: {
      phase: 'completed',
      outcome: 'ported',
      timeline: PORTED_RESUBMITTED,
      attentions: ['rejected'],
      orders: 2,
    },
  },
  SHARED_ROWS['03'],
  abandoned('04', 'expired', {
    phase: 'expired',
    outcome: 'expired',
    attentions: ['no_news', 'expired'],
  }),
  SHARED_ROWS['05'],
  {
    scenarioId: '06',
    does: [
      {
        whenPhase: 'window_closed',
        id: 'cancel-late',
        command: CANCEL,
        refusedAs: 'cancellation_window_closed',
      },
    ],
    end: {
      phase: 'completed',
      outcome: 'ported',
      timeline: {
        ...PORTED,
        foc_changed: 1,
        window_closed_on_arrival: 1,
        cancel_requested: 0,
        cancellation_window_closing: 0,
        cancellation_window_closed: 0,
      },
      orders: 1,
    },
  },
  SHARED_ROWS['07'],
  SHARED_ROWS['08'],
  SHARED_ROWS['09'],
  SHARED_ROWS['10'],
  SHARED_ROWS['11'],
  SHARED_ROWS['12'],
  SHARED_ROWS['13'],
  SHARED_ROWS['14'],
  abandoned('15', 'expired', {
    phase: 'expired',
    outcome: 'expired',
    attentions: ['no_news', 'expired'],
  }),
  SHARED_ROWS['16'],
  abandoned('17', 'not_portable', { phase: 'rejected', outcome: 'not_portable' }),
  {
    scenarioId: '18',
    does: [mend('18'), RESUBMIT, SUPERSEDE],
    end: {
      phase: 'completed',
      outcome: 'ported',
      timeline: { ...PORTED_RESUBMITTED, resubmitted: 2, attention_raised: 2, attention_cleared: 2 },
      attentions: ['rejected', 'supersede_blocked'],
      orders: 2,
    },
  },
  SHARED_ROWS['19'],
  ported('20'),
];

/** The same scenarios, when something else is done about them, or nothing. */
const OTHER_ROWS: readonly Row[] = [
  {
    scenarioId: '01',
    instead: 'cancel',
    does: [{ whenAttention: 'not_portable', id: 'cancel', command: CANCEL }],
    end: {
      phase: 'canceled',
      outcome: 'canceled',
      timeline: { checked: 1, submitted: 0, cancel_requested: 1, given_up: 0 },
      attentions: ['not_portable'],
      orders: 0,
    },
  },
  UNANSWERED_REJECTION,
  {
    scenarioId: '03',
    instead: 'cancel',
    does: [CANCEL_REJECTED],
    end: {
      phase: 'canceled',
      outcome: 'canceled',
      timeline: { submitted: 1, cancel_requested: 1, given_up: 0 },
      attentions: ['rejected'],
      orders: 1,
    },
  },
  CANCELED_TWICE,
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

/** The same scenarios, when something else is done. */
export const OTHER_SCENARIOS: readonly Scenario[] = OTHER_ROWS.map((row) =>
  scenario('twilio', SANDBOX_SCENARIOS, row),
);

export const ALL_SCENARIOS: readonly Scenario[] = [...DOCUMENTED_SCENARIOS, ...OTHER_SCENARIOS];
