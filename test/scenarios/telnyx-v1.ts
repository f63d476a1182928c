import type { Command } from '../../src/domain/model/port-commands';
import { DAY, type Instant } from '../../src/domain/model/time';
import { SCENARIOS } from '../../src/sandbox/telnyx-v1/scenarios';
import { testNumber } from './request';
import { OTHER_LINE, scenario, type Act, type Row, type Scenario } from './scenario';
import { ABANDON, GIVEN_UP, IDEAL_NETWORK } from './told';

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

/** What every port tells of which an order was mended where it was. */
const WELL_IN_PLACE = {
  ...IDEAL_NETWORK,
  amended: 1,
  edited: 1,
  resubmitted: 0,
  attention_raised: 1,
  attention_cleared: 1,
} as const;

/** One row for each scenario, and what one usually does about it: the table of docs/sandbox-telnyx-v1.md. */
const SCENARIO_ROWS: readonly Row[] = [
  { scenarioId: '00', end: { phase: 'completed', outcome: 'ported', timeline: IDEAL_NETWORK, orders: 1 } },
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
    // In place: no new order, and nobody has to submit it again.
    scenarioId: '02',
    does: [amendPin(number('02'))],
    end: {
      phase: 'completed',
      outcome: 'ported',
      timeline: WELL_IN_PLACE,
      attentions: ['rejected'],
      orders: 1,
    },
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
    scenarioId: '16',
    end: {
      phase: 'completed',
      outcome: 'ported',
      timeline: { ...IDEAL_NETWORK, foc_withdrawn: 1, foc_confirmed: 2 },
      orders: 1,
    },
  },
  {
    // v1 has no other word for it than exception, so it is a rejection that cannot be mended.
    scenarioId: '17',
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
  {
    scenarioId: '21',
    end: { phase: 'completed', outcome: 'ported', timeline: { ...IDEAL_NETWORK, order_split: 1 }, orders: 1 },
  },
  {
    scenarioId: '22',
    beside: [{ phoneNumber: number('00', '22'), outcome: 'ported' }],
    end: { phase: 'completed', outcome: 'ported', timeline: { ...IDEAL_NETWORK, order_split: 1 }, orders: 2 },
  },
];

/** A day on which Telnyx moves numbers, or one of those on which it does not. */
function dayAhead(now: Instant, isWeekday: boolean): Command {
  const days = Array.from({ length: 7 }, (_, index) => new Date(now + (13 + index) * DAY));
  const day = days.find((each) => [0, 6].includes(each.getUTCDay()) !== isWeekday)!;
  return { name: 'changeDate', schedule: { date: day.toISOString().slice(0, 10) } };
}

const CANCEL: Command = { name: 'cancel' };

/** The same scenarios, when somebody does something else about them, or nothing. */
const OTHER_ROWS: readonly Row[] = [
  {
    scenarioId: '00',
    instead: 'another date',
    line: '31',
    does: [{ whenPhase: 'foc_confirmed', id: 'move', command: (now) => dayAhead(now, true) }],
    end: {
      phase: 'completed',
      outcome: 'ported',
      timeline: { ...IDEAL_NETWORK, amended: 1, edited: 1, foc_changed: 1, edit_refused: 0 },
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
      timeline: { ...IDEAL_NETWORK, amended: 0, edited: 0, foc_changed: 0 },
      orders: 1,
    },
  },
  {
    scenarioId: '00',
    instead: 'cancel',
    line: '33',
    does: [{ whenPhase: 'foc_confirmed', id: 'cancel', command: CANCEL }],
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
  {
    scenarioId: '02',
    instead: 'nothing',
    line: '31',
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
    scenarioId: '02',
    instead: 'mend it wrongly first',
    line: '32',
    does: [amendPin(number('02', '32'), '1111', 'wrong'), amendPin(number('02', '32'))],
    end: {
      phase: 'completed',
      outcome: 'ported',
      timeline: { ...WELL_IN_PLACE, amended: 2, edited: 2, attention_raised: 2, attention_cleared: 2 },
      attentions: ['rejected', 'rejected'],
      orders: 1,
    },
  },
  {
    // The carrier looks once more at the same data, and says the same.
    scenarioId: '02',
    instead: 'resubmit first',
    line: '33',
    does: [
      { whenAttention: 'rejected', id: 'again', command: { name: 'resubmit' } },
      amendPin(number('02', '33')),
    ],
    end: {
      phase: 'completed',
      outcome: 'ported',
      timeline: {
        ...WELL_IN_PLACE,
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
      { whenAttention: 'rejected', id: 'cancel', command: CANCEL },
    ],
    end: {
      phase: 'canceled',
      outcome: 'canceled',
      timeline: { submitted: 1, commented: 1, comment_refused: 0, cancel_requested: 1, given_up: 0 },
      attentions: ['rejected'],
      orders: 1,
    },
  },
  {
    // There is no order that could be changed in place any more.
    scenarioId: '08',
    instead: 'resubmit',
    line: OTHER_LINE,
    does: [{ whenAttention: 'canceled_by_carrier', id: 'again', command: { name: 'resubmit' } }],
    end: {
      phase: 'canceled',
      outcome: 'canceled',
      ending: 'answer_by',
      timeline: { submitted: 2, resubmitted: 1, edited: 0, cancel_requested: 0, given_up: 1, anomaly: 0 },
      attentions: ['canceled_by_carrier', 'canceled_by_carrier'],
      orders: 2,
    },
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

const told = (row: Row): Scenario => scenario('telnyx-v1', SCENARIOS, row);

/** The scenarios as they are documented. */
export const TELNYX_SCENARIOS: readonly Scenario[] = SCENARIO_ROWS.map(told);

/** Other ways of living with them. */
export const OTHER_TELNYX_SCENARIOS: readonly Scenario[] = OTHER_ROWS.map(told);
