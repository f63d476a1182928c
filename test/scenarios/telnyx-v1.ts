import type { Command } from '../../src/domain/model/port-commands';
import { DAY, type Instant } from '../../src/domain/model/time';
import { SCENARIOS } from '../../src/sandbox/telnyx-v1/scenarios';
import { testNumber } from './request';
import { scenario, type Act, type Row, type Scenario } from './scenario';
import {
  CANCEL,
  CANCEL_DATED,
  CANCEL_REJECTED,
  CANCELED_TWICE,
  ported,
  RESUBMIT,
  SHARED_ROWS,
  UNANSWERED_REJECTION,
} from './shared-rows';
import { PORTED, PORTED_EDITED } from './timelines';

const number = (scenario: string, line?: string): string => testNumber(scenario, line, 'telnyx-v1');

/** A number at another losing carrier: Telnyx makes an order of its own of it. */
export const elsewhere = (scenario: string, line: string, carrier: '4' | '6' = '6'): string =>
  `+121255${carrier}${line}${scenario}`;

/** The PIN that the sandbox's losing carrier accepts. */
const RIGHT_PIN = '4242';

function amendPin(phoneNumber: string, pin = RIGHT_PIN, id = 'mend'): Act {
  const patch = { numbers: [{ phoneNumber, pin }] };
  return { whenAttention: 'rejected', id, command: { name: 'amend', patch }, accepts: [phoneNumber] };
}

/** One row for each scenario, and what one usually does about it: the table of docs/sandbox-telnyx-v1.md. */
const SCENARIO_ROWS: readonly Row[] = [
  SHARED_ROWS['00'],
  SHARED_ROWS['01'],
  {
    // In place: no new order, and no new submission.
    scenarioId: '02',
    does: [amendPin(number('02'))],
    end: {
      phase: 'completed',
      outcome: 'ported',
      timeline: PORTED_EDITED,
      attentions: ['rejected'],
      orders: 1,
    },
  },
  SHARED_ROWS['03'],
  SHARED_ROWS['05'],
  {
    // Telnyx's people may help inside the window, so a cancel is sent all the same; its API refuses.
    scenarioId: '06',
    does: [{ whenPhase: 'window_closed', id: 'cancel-late', command: { name: 'cancel' } }],
    end: {
      phase: 'completed',
      outcome: 'ported',
      timeline: {
        created: 1,
        submitted: 1,
        foc_confirmed: 1,
        foc_changed: 1,
        window_closed_on_arrival: 1,
        cancel_requested: 1,
        cancel_refused: 1,
        cancellation_window_closing: 0,
        cancellation_window_closed: 0,
      },
      attentions: ['cancel_refused'],
      orders: 1,
    },
  },
  SHARED_ROWS['07'],
  SHARED_ROWS['08'],
  SHARED_ROWS['09'],
  SHARED_ROWS['12'],
  SHARED_ROWS['13'],
  SHARED_ROWS['14'],
  SHARED_ROWS['16'],
  // v1 has no other word for it than exception, so it is a rejection that cannot be corrected.
  { ...SHARED_ROWS['03'], scenarioId: '17' },
  SHARED_ROWS['19'],
  ported('21', { order_split: 1 }),
  {
    scenarioId: '22',
    beside: [{ phoneNumber: number('00', '22'), outcome: 'ported' }],
    end: { phase: 'completed', outcome: 'ported', timeline: { ...PORTED, order_split: 1 }, orders: 2 },
  },
];

/** A day on which Telnyx moves numbers, or one of those on which it does not. */
function dayAhead(now: Instant, isWeekday: boolean): Command {
  const days = Array.from({ length: 7 }, (_, index) => new Date(now + (13 + index) * DAY));
  const day = days.find((each) => [0, 6].includes(each.getUTCDay()) !== isWeekday)!;
  return { name: 'changeDate', schedule: { date: day.toISOString().slice(0, 10) } };
}

/** The same scenarios, when something else is done about them, or nothing. */
const OTHER_ROWS: readonly Row[] = [
  {
    scenarioId: '00',
    instead: 'another date',
    line: '31',
    does: [{ whenPhase: 'foc_confirmed', id: 'move', command: (now) => dayAhead(now, true) }],
    end: {
      phase: 'completed',
      outcome: 'ported',
      timeline: { ...PORTED, amended: 1, edited: 1, foc_changed: 1, edit_refused: 0 },
      orders: 1,
    },
  },
  {
    scenarioId: '00',
    instead: 'a date that is not offered',
    line: '32',
    does: [
      {
        whenPhase: 'foc_confirmed',
        id: 'move',
        command: (now) => dayAhead(now, false),
        refusedAs: 'date_not_possible',
      },
    ],
    end: {
      phase: 'completed',
      outcome: 'ported',
      timeline: { ...PORTED, amended: 0, edited: 0, foc_changed: 0 },
      orders: 1,
    },
  },
  {
    scenarioId: '00',
    instead: 'cancel',
    line: '33',
    does: [CANCEL_DATED],
    end: {
      phase: 'canceled',
      outcome: 'canceled',
      timeline: { submitted: 1, cancel_requested: 1, cancel_refused: 0, given_up: 0, anomaly: 0 },
      orders: 1,
    },
  },
  {
    // Two losing carriers, two sub requests: each is canceled, or goes on, by itself.
    scenarioId: '00',
    instead: 'cancel one sub request',
    line: '34',
    beside: [{ phoneNumber: elsewhere('00', '34'), outcome: 'ported' }],
    does: [
      {
        whenPhase: 'foc_confirmed',
        id: 'cancel',
        command: { name: 'cancel', numbers: [number('00', '34')] },
        accepts: [number('00', '34')],
      },
    ],
    end: {
      // What was taken out on purpose is not missed.
      phase: 'completed',
      outcome: 'canceled',
      timeline: { submitted: 2, cancel_requested: 1, cancel_refused: 0, foc_confirmed: 1, order_split: 0 },
      orders: 2,
    },
  },
  {
    // Telnyx cancels a sub request as a whole.
    scenarioId: '00',
    instead: 'cancel one number of a sub request, then all',
    line: '35',
    beside: [{ phoneNumber: number('00', '36'), outcome: 'canceled' }],
    does: [
      {
        whenPhase: 'foc_confirmed',
        id: 'one',
        command: { name: 'cancel', numbers: [number('00', '35')] },
        refusedAs: 'not_supported',
      },
      { whenPhase: 'foc_confirmed', id: 'all', command: CANCEL },
    ],
    end: {
      phase: 'canceled',
      outcome: 'canceled',
      timeline: { submitted: 1, cancel_requested: 1, cancel_refused: 0 },
      orders: 1,
    },
  },
  {
    scenarioId: '00',
    instead: 'rate',
    line: '37',
    beside: [{ phoneNumber: elsewhere('05', '37'), outcome: 'ported' }],
    does: [
      {
        whenNumber: { phoneNumber: number('00', '37'), status: 'ported' },
        id: 'rate',
        command: { name: 'rate', stars: 5, comment: 'Quick.' },
        accepts: [number('00', '37')],
      },
    ],
    end: {
      phase: 'completed',
      outcome: 'ported',
      timeline: { submitted: 2, rated: 1, rating_refused: 0, ended: 1 },
      orders: 2,
    },
  },
  { ...UNANSWERED_REJECTION, line: '31' },
  {
    scenarioId: '02',
    instead: 'mend it wrongly first',
    line: '32',
    does: [amendPin(number('02', '32'), '1111', 'wrong'), amendPin(number('02', '32'))],
    end: {
      phase: 'completed',
      outcome: 'ported',
      timeline: { ...PORTED_EDITED, amended: 2, edited: 2, attention_raised: 2, attention_cleared: 2 },
      attentions: ['rejected', 'rejected'],
      orders: 1,
    },
  },
  {
    // The carrier looks once more at the same data, and says the same.
    scenarioId: '02',
    instead: 'resubmit first',
    line: '33',
    does: [RESUBMIT, amendPin(number('02', '33'))],
    end: {
      phase: 'completed',
      outcome: 'ported',
      timeline: {
        ...PORTED_EDITED,
        resubmitted: 1,
        edited: 2,
        submitted: 1,
        attention_raised: 2,
        attention_cleared: 2,
      },
      attentions: ['rejected', 'rejected'],
      orders: 1,
    },
  },
  {
    scenarioId: '03',
    instead: 'ask and then cancel',
    line: '31',
    does: [
      {
        whenAttention: 'rejected',
        id: 'ask',
        command: { name: 'addComment', body: 'The customer asks whether there is any way.' },
      },
      CANCEL_REJECTED,
    ],
    end: {
      phase: 'canceled',
      outcome: 'canceled',
      timeline: { submitted: 1, commented: 1, comment_refused: 0, cancel_requested: 1, given_up: 0 },
      attentions: ['rejected'],
      orders: 1,
    },
  },
  // There is no order that could be changed in place any more.
  {
    ...CANCELED_TWICE,
    end: { ...CANCELED_TWICE.end, timeline: { ...CANCELED_TWICE.end.timeline, edited: 0 } },
  },
  {
    // Nothing can be canceled before there is a sub request: the cancel waits for it, and is not lost.
    scenarioId: '21',
    instead: 'cancel',
    line: '31',
    does: [{ whenPhase: 'waiting_for_foc', id: 'cancel', command: CANCEL }],
    end: {
      phase: 'canceled',
      outcome: 'canceled',
      timeline: { submitted: 1, cancel_requested: 1, cancel_refused: 0, order_split: 1, given_up: 0 },
      attentions: ['read_failed'],
      orders: 1,
    },
  },
];

const toScenario = (row: Row): Scenario => scenario('telnyx-v1', SCENARIOS, row);

/** The scenarios as they are documented. */
export const TELNYX_SCENARIOS: readonly Scenario[] = SCENARIO_ROWS.map(toScenario);

/** The same scenarios, when something else is done. */
export const OTHER_TELNYX_SCENARIOS: readonly Scenario[] = OTHER_ROWS.map(toScenario);
