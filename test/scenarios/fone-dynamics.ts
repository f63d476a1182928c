import type { Command } from '../../src/domain/model/port-commands';
import { SCENARIOS } from '../../src/sandbox/fone-dynamics/scenarios';
import { testNumber } from './request';
import { scenario, type Act, type Row, type Scenario } from './scenario';
import { ABANDON, GIVEN_UP, IDEAL_NETWORK, WELL_AGAIN } from './told';

const number = (scenario: string, line?: string): string => testNumber(scenario, line, 'fone-dynamics');

const CANCEL: Command = { name: 'cancel' };

/** The account number that the sandbox's losing carrier accepts. */
const MEND: Act = {
  whenAttention: 'rejected',
  id: 'mend',
  command: { name: 'amend', patch: { subscriber: { accountNumber: '4242' } } },
};

/** One row for each scenario, and what one usually does about it: the table of docs/sandbox-fone-dynamics.md. */
const SCENARIO_ROWS: readonly Row[] = [
  { scenarioId: '00', end: { phase: 'completed', outcome: 'ported', timeline: IDEAL_NETWORK, orders: 1 } },
  {
    // Nothing can be canceled there, so a person says that the new request may go out.
    scenarioId: '02',
    does: [
      MEND,
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
    // Nobody can take it out there, and what was rejected can come back to life: so it is left open.
    scenarioId: '03',
    does: [{ whenAttention: 'rejected', id: 'abandon', command: ABANDON }],
    end: {
      phase: 'canceled',
      outcome: 'left_open',
      ending: 'abandoned',
      timeline: GIVEN_UP,
      attentions: ['rejected'],
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
    scenarioId: '14',
    does: [
      {
        whenAttention: 'no_news',
        id: 'settle',
        command: {
          name: 'settle',
          numbers: [number('14')],
          as: 'ported',
          evidence: 'Calls arrive since 2026-03-11, says the customer.',
        },
      },
    ],
    end: {
      phase: 'completed',
      outcome: 'ported',
      timeline: { submitted: 1, settled_by_person: 1, foc_confirmed: 0, given_up: 0, anomaly: 0 },
      attentions: ['no_news'],
      orders: 1,
    },
  },
  {
    scenarioId: '16',
    end: {
      phase: 'completed',
      outcome: 'ported',
      // The notice of the first date is given before it is withdrawn: a day begins earlier in Sydney.
      timeline: { ...IDEAL_NETWORK, foc_withdrawn: 1, foc_confirmed: 2, cancellation_window_closing: 2 },
      orders: 1,
    },
  },
  {
    // Where no webhook told that it had moved, it is back by the first look.
    scenarioId: '21',
    end: { phase: 'rejected', outcome: 'reversed', timeline: IDEAL_NETWORK, orders: 1 },
  },
];

/** The submission never reaches the provider, and nobody can tell. */
const LOST_ON_THE_WAY: Scenario['meets'] = [
  { method: 'POST', pathPattern: '/Porting$', kind: 'drop_before', times: 1 },
];

/** The same scenarios, when somebody does something else about them, or nothing. */
const OTHER_ROWS: readonly Row[] = [
  {
    // Only a person can say that there is no order, and that is asked after two searches.
    scenarioId: '00',
    instead: 'look and send again',
    line: '31',
    meets: LOST_ON_THE_WAY,
    does: [
      {
        whenAttention: 'submission_unknown',
        id: 'unsure',
        command: { name: 'resubmit' },
        refusedAs: 'submission_unknown',
      },
      {
        whenAttention: 'submission_unknown',
        id: 'sure',
        command: { name: 'resubmit', confirm: true },
      },
    ],
    end: {
      phase: 'completed',
      outcome: 'ported',
      timeline: {
        ...IDEAL_NETWORK,
        submission_unknown: 1,
        resubmitted: 1,
        checked: 2,
        attention_raised: 1,
        attention_cleared: 1,
      },
      attentions: ['submission_unknown'],
      orders: 1,
    },
  },
  {
    scenarioId: '00',
    instead: 'give up what may be there',
    line: '32',
    meets: LOST_ON_THE_WAY,
    does: [{ whenAttention: 'submission_unknown', id: 'abandon', command: ABANDON }],
    end: {
      phase: 'canceled',
      outcome: 'left_open',
      ending: 'abandoned',
      timeline: { submitted: 0, submission_unknown: 1, given_up: 1 },
      attentions: ['submission_unknown'],
      orders: 0,
    },
  },
  {
    // By its support only: the port says so, and goes on.
    scenarioId: '00',
    instead: 'cancel',
    line: '33',
    does: [{ whenPhase: 'foc_confirmed', id: 'cancel', command: CANCEL }],
    end: {
      phase: 'completed',
      outcome: 'ported',
      timeline: { submitted: 1, cancel_requested: 1, cancel_refused: 1, foc_confirmed: 1, given_up: 0 },
      attentions: ['cancel_refused'],
      orders: 1,
    },
  },
  {
    scenarioId: '00',
    instead: 'cancel and settle',
    line: '34',
    does: [
      { whenPhase: 'foc_confirmed', id: 'cancel', command: CANCEL },
      {
        whenAttention: 'cancel_refused',
        id: 'settle',
        command: {
          name: 'settle',
          numbers: [number('00', '34')],
          as: 'canceled',
          evidence: 'Support withdrew the request, ticket 4711.',
        },
      },
    ],
    end: {
      phase: 'canceled',
      outcome: 'canceled',
      timeline: { submitted: 1, cancel_requested: 1, cancel_refused: 1, settled_by_person: 1, given_up: 0 },
      attentions: ['cancel_refused'],
      orders: 1,
    },
  },
  {
    scenarioId: '00',
    instead: 'another date',
    line: '35',
    does: [
      {
        whenPhase: 'foc_confirmed',
        id: 'move',
        command: { name: 'changeDate', schedule: { date: '2027-01-13' } },
        refusedAs: 'not_supported',
      },
      {
        whenPhase: 'foc_confirmed',
        id: 'write',
        command: { name: 'addComment', body: 'Please hurry.' },
        refusedAs: 'not_supported',
      },
    ],
    end: { phase: 'completed', outcome: 'ported', timeline: { ...IDEAL_NETWORK, amended: 0 }, orders: 1 },
  },
  {
    scenarioId: '02',
    instead: 'nothing',
    line: '31',
    end: {
      phase: 'canceled',
      outcome: 'left_open',
      ending: 'answer_by',
      timeline: GIVEN_UP,
      attentions: ['rejected'],
      orders: 1,
    },
  },
  {
    // Nobody can call it off, so what is given up stays open there.
    scenarioId: '14',
    instead: 'abandon',
    line: '31',
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
];

const told = (row: Row): Scenario => scenario('fone-dynamics', SCENARIOS, row);

/** The scenarios as they are documented. */
export const FONE_DYNAMICS_SCENARIOS: readonly Scenario[] = SCENARIO_ROWS.map(told);

/** Other ways of living with them. */
export const OTHER_FONE_DYNAMICS_SCENARIOS: readonly Scenario[] = OTHER_ROWS.map(told);
