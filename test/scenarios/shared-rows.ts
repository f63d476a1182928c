import type { AttentionCause } from '../../src/domain/model/attention';
import type { Command } from '../../src/domain/model/port-commands';
import type { Act, Row, Scenario } from './scenario';
import { GIVEN_UP, PORTED } from './timelines';

export const CANCEL: Command = { name: 'cancel' };
export const ABANDON: Command = { name: 'abandon', reason: 'The customer stays where they are.' };

/** As soon as there is a date, the port is canceled. */
export const CANCEL_DATED: Act = { whenPhase: 'foc_confirmed', id: 'cancel', command: CANCEL };
export const CANCEL_REJECTED: Act = { whenAttention: 'rejected', id: 'cancel', command: CANCEL };
export const RESUBMIT: Act = { whenAttention: 'rejected', id: 'again', command: { name: 'resubmit' } };
/** The old order may still stand, and the new one is to go out all the same. */
export const SUPERSEDE: Act = {
  whenAttention: 'supersede_blocked',
  id: 'all-the-same',
  command: { name: 'resubmit', supersede: true },
};

/** A number that moves, with one order; what its timeline has beside the usual entries. */
export function ported(scenarioId: string, timeline: Scenario['end']['timeline'] = {}): Row {
  return {
    scenarioId,
    end: { phase: 'completed', outcome: 'ported', timeline: { ...PORTED, ...timeline }, orders: 1 },
  };
}

type End = Pick<Row['end'], 'phase' | 'outcome'> & Partial<Row['end']>;

/** A number that is abandoned when a person is asked about it, with one order. */
export function abandoned(scenarioId: string, cause: AttentionCause, end: End): Row {
  return {
    scenarioId,
    does: [{ whenAttention: cause, id: 'abandon', command: ABANDON }],
    end: { ending: 'abandoned', timeline: GIVEN_UP, attentions: [cause], orders: 1, ...end },
  };
}

/**
 * The scenarios that go alike at every provider that has them, by the last two digits of the number. The file of a
 * provider has only what differs.
 */
export const SHARED_ROWS = {
  '00': ported('00'),
  '01': {
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
  '03': abandoned('03', 'rejected', { phase: 'rejected', outcome: 'rejected' }),
  '05': ported('05', {
    foc_changed: 1,
    cancellation_window_reopened: 1,
    cancellation_window_closing: 2,
    cancellation_window_closed: 2,
  }),
  '07': ported('07', {
    window_closed_on_arrival: 1,
    cancellation_window_closing: 0,
    cancellation_window_closed: 0,
  }),
  '08': abandoned('08', 'canceled_by_carrier', {
    phase: 'canceled',
    outcome: 'canceled',
    timeline: { ...GIVEN_UP, foc_confirmed: 1, cancel_requested: 0 },
  }),
  '09': ported('09', { unknown_provider_status: 1 }),
  '10': ported('10'),
  '11': ported('11'),
  '12': ported('12', { submission_unknown: 1 }),
  '13': {
    scenarioId: '13',
    does: [CANCEL_DATED],
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
  '14': abandoned('14', 'no_news', { phase: 'canceled', outcome: 'left_open' }),
  '16': ported('16', { foc_withdrawn: 1, foc_confirmed: 2 }),
  '19': {
    scenarioId: '19',
    does: [CANCEL_DATED],
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
} as const satisfies Readonly<Record<string, Row>>;

/** A number is rejected, and no answer comes. */
export const UNANSWERED_REJECTION: Row = {
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
};

/** The losing carrier cancels the second order too, and then no answer comes. */
export const CANCELED_TWICE: Row = {
  scenarioId: '08',
  instead: 'resubmit',
  does: [{ whenAttention: 'canceled_by_carrier', id: 'again', command: { name: 'resubmit' } }],
  end: {
    phase: 'canceled',
    outcome: 'canceled',
    ending: 'answer_by',
    timeline: { submitted: 2, resubmitted: 1, cancel_requested: 0, given_up: 1, anomaly: 0 },
    attentions: ['canceled_by_carrier', 'canceled_by_carrier'],
    orders: 2,
  },
};
