import type { PortOutcome } from '../../src/contract/port-view';
import type { TimelineKind } from '../../src/domain/timeline';

/** What the provider does (the fate of a number), and how the port must end. One row serves every shell. */
export interface Scenario {
  /** The last two digits of the number (docs/sandbox.md). */
  readonly fate: string;
  readonly what: string;
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
