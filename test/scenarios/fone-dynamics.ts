import { SCENARIOS } from '../../src/sandbox/fone-dynamics/scenarios';
import { testNumber } from './request';
import { scenario, type Act, type Row, type Scenario } from './scenario';
import {
  abandoned,
  ABANDON,
  CANCEL_DATED,
  ported,
  RESUBMIT,
  SHARED_ROWS,
  SUPERSEDE,
  UNANSWERED_REJECTION,
} from './shared-rows';
import { PORTED, PORTED_RESUBMITTED } from './timelines';

const number = (scenario: string, line?: string): string => testNumber(scenario, line, 'fone-dynamics');

/** The account number that the sandbox's losing carrier accepts. */
const MEND: Act = {
  whenAttention: 'rejected',
  id: 'mend',
  command: { name: 'amend', patch: { subscriber: { accountNumber: '4242' } } },
};

/** One row for each scenario, and what one usually does about it: the table of docs/sandbox-fone-dynamics.md. */
const SCENARIO_ROWS: readonly Row[] = [
  SHARED_ROWS['00'],
  {
    // Nothing can be canceled there, so a person says that the new request may go out.
    scenarioId: '02',
    does: [MEND, RESUBMIT, SUPERSEDE],
    end: {
      phase: 'completed',
      outcome: 'ported',
      timeline: { ...PORTED_RESUBMITTED, resubmitted: 2, attention_raised: 2, attention_cleared: 2 },
      attentions: ['rejected', 'supersede_blocked'],
      orders: 2,
    },
  },
  // A cancel is impossible there, and a rejected number can still move: so it is left open.
  abandoned('03', 'rejected', { phase: 'canceled', outcome: 'left_open' }),
  SHARED_ROWS['05'],
  SHARED_ROWS['08'],
  SHARED_ROWS['09'],
  SHARED_ROWS['10'],
  SHARED_ROWS['11'],
  SHARED_ROWS['12'],
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
  // The notice of the first date is given before it is withdrawn: a day begins earlier in Sydney.
  ported('16', { foc_withdrawn: 1, foc_confirmed: 2, cancellation_window_closing: 2 }),
  {
    // Where no webhook told that it had moved, it is back by the first look.
    scenarioId: '21',
    end: { phase: 'rejected', outcome: 'reversed', timeline: PORTED, orders: 1 },
  },
];

/** The submission never reaches the provider, and its outcome stays unknown. */
const LOST_ON_THE_WAY: Scenario['meets'] = [
  { method: 'POST', pathPattern: '/Porting$', kind: 'drop_before', times: 1 },
];

/** The same scenarios, when something else is done about them, or nothing. */
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
        ...PORTED,
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
    does: [CANCEL_DATED],
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
      CANCEL_DATED,
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
    end: { phase: 'completed', outcome: 'ported', timeline: { ...PORTED, amended: 0 }, orders: 1 },
  },
  {
    ...UNANSWERED_REJECTION,
    line: '31',
    end: { ...UNANSWERED_REJECTION.end, phase: 'canceled', outcome: 'left_open' },
  },
  // A cancel is impossible there, so what is given up stays open.
  { ...SHARED_ROWS['14'], instead: 'abandon', line: '31' },
];

const toScenario = (row: Row): Scenario => scenario('fone-dynamics', SCENARIOS, row);

/** The scenarios as they are documented. */
export const FONE_DYNAMICS_SCENARIOS: readonly Scenario[] = SCENARIO_ROWS.map(toScenario);

/** The same scenarios, when something else is done. */
export const OTHER_FONE_DYNAMICS_SCENARIOS: readonly Scenario[] = OTHER_ROWS.map(toScenario);
