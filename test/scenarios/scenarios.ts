import type { Command } from '../../src/domain/commands';
import type { Phase } from '../../src/domain/phase';
import type { PortOutcome } from '../../src/contract/port-view';
import type { TimelineKind } from '../../src/domain/timeline';

/** What somebody does, once, as soon as the port is in a phase. */
export interface Act {
  readonly whenPhase: Phase;
  readonly id: string;
  readonly command: Command;
}

/** What the provider does (the fate of a number), and how the port must end. One row serves every shell. */
export interface Scenario {
  /** The last two digits of the number (docs/sandbox.md). */
  readonly fate: string;
  readonly what: string;
  readonly does?: readonly Act[];
  readonly end: {
    readonly phase: PortOutcome['phase'];
    readonly outcome: PortOutcome['numbers'][number]['outcome'];
    /** Timeline entries that must be there, and how often. */
    readonly told: Partial<Record<TimelineKind, number>>;
    /** How many orders the provider has in the end. */
    readonly orders: number;
  };
}

/** What every port that goes well tells. */
const WELL = {
  created: 1,
  checked: 1,
  submitted: 1,
  foc_confirmed: 1,
  cancellation_window_closing: 1,
  cancellation_window_closed: 1,
  submission_unknown: 0,
  anomaly: 0,
  attention_raised: 0,
  ended: 1,
} as const;

export const SCENARIOS: readonly Scenario[] = [
  {
    fate: '00',
    what: 'signature, in progress, FOC, ported',
    end: { phase: 'completed', outcome: 'ported', told: { ...WELL, unknown_provider_status: 0 }, orders: 1 },
  },
  {
    fate: '05',
    what: 'the date moves 5 days later, once',
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
    what: 'the date moves earlier, into the window; a cancel is refused',
    does: [{ whenPhase: 'window_closed', id: 'cancel-late', command: { name: 'cancel' } }],
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
    what: 'the date arrives inside the window',
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
    fate: '12',
    what: 'the create is accepted, its answer is lost',
    end: { phase: 'completed', outcome: 'ported', told: { ...WELL, submission_unknown: 1 }, orders: 1 },
  },
  {
    fate: '13',
    what: 'the provider accepts the cancel and ports all the same',
    does: [{ whenPhase: 'foc_confirmed', id: 'cancel', command: { name: 'cancel' } }],
    end: {
      phase: 'completed',
      outcome: 'ported',
      told: {
        created: 1,
        submitted: 1,
        cancel_requested: 1,
        cancel_refused: 0,
        cancel_not_confirmed_in_time: 1,
        ended: 1,
      },
      orders: 1,
    },
  },
  {
    fate: '16',
    what: 'the date is withdrawn, a new one comes later',
    end: {
      phase: 'completed',
      outcome: 'ported',
      told: { ...WELL, foc_withdrawn: 1, foc_confirmed: 2 },
      orders: 1,
    },
  },
  {
    fate: '19',
    what: 'the provider refuses a cancel in time',
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
      orders: 1,
    },
  },
  {
    fate: '09',
    what: 'an unknown word on the way',
    end: { phase: 'completed', outcome: 'ported', told: { ...WELL, unknown_provider_status: 1 }, orders: 1 },
  },
  {
    fate: '10',
    what: 'no webhooks at all',
    end: { phase: 'completed', outcome: 'ported', told: WELL, orders: 1 },
  },
  {
    fate: '11',
    what: 'webhooks twice and out of order',
    end: { phase: 'completed', outcome: 'ported', told: WELL, orders: 1 },
  },
  {
    fate: '20',
    what: 'webhooks unsigned',
    end: { phase: 'completed', outcome: 'ported', told: WELL, orders: 1 },
  },
];
