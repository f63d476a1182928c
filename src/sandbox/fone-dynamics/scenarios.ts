import type { ScenarioDelivery } from '../webhook-delivery';

/**
 * One step of a number's script. Day 0 is the submission. A step is skipped if the number is final or was
 * pushed manually.
 */
export type Step = { readonly day: number } & (
  | { readonly does: 'queue' }
  | { readonly does: 'send_to_carrier' }
  | { readonly does: 'give_date'; readonly portDay: number }
  | { readonly does: 'withdraw_date' }
  | { readonly does: 'reject'; readonly unlessAccountNo?: string }
  | { readonly does: 'cancel' }
  | { readonly does: 'report_unknown_status'; readonly unknownStatus: string }
);

/** What happens to a number, from the submission to the end. */
export interface Scenario {
  readonly summary: string;
  readonly script: readonly Step[];
  readonly webhooks?: ScenarioDelivery;
  /** The first submission with such a number is carried out, but its answer is lost. */
  readonly losesAnswerOfSubmit?: true;
  /** It returns to the losing carrier this many days after completion. */
  readonly reversedAfterDays?: number;
}

const givesDate = (day: number, portDay: number): Step => ({ day, does: 'give_date', portDay });

const SENT: readonly Step[] = [
  { day: 0.05, does: 'queue' },
  { day: 1, does: 'send_to_carrier' },
];
// As at the simulated Twilio: the date is given on day 3, for day 10. A real Cat-A port takes 5 to 10
// business days.
const PORTED = [...SENT, givesDate(3, 10)];

/** By the last two digits of a number. The document has a row for each, with this summary. */
export const SCENARIOS: Readonly<Record<string, Scenario>> = {
  '00': { summary: 'queued, sent to the losing carrier, date, completed', script: PORTED },
  '02': {
    summary: 'rejected, until the account number at the losing carrier is `4242`',
    script: [...SENT, { day: 3, does: 'reject', unlessAccountNo: '4242' }, givesDate(3, 10)],
  },
  '03': { summary: 'rejected, with any data', script: [...SENT, { day: 3, does: 'reject' }] },
  '05': { summary: 'the date moves 5 days later, once', script: [...PORTED, givesDate(8, 15)] },
  '08': { summary: 'the losing carrier cancels', script: [...PORTED, { day: 4, does: 'cancel' }] },
  '09': {
    // Lasts two days, so that a daily poll sees it.
    summary: 'an unknown status (`Carrier Review`) on the way',
    script: [
      ...SENT,
      { day: 2.5, does: 'report_unknown_status', unknownStatus: 'Carrier Review' },
      givesDate(4.5, 11),
    ],
  },
  '10': { summary: 'no webhooks at all', script: PORTED, webhooks: 'none' },
  '11': { summary: 'webhooks twice and out of order', script: PORTED, webhooks: 'twice_out_of_order' },
  '12': {
    summary: 'the submission is accepted, its answer never arrives',
    script: PORTED,
    losesAnswerOfSubmit: true,
  },
  '14': { summary: 'no change after it was sent to the losing carrier', script: SENT },
  '16': {
    summary: 'the date is withdrawn, a new one comes later',
    script: [...PORTED, { day: 5, does: 'withdraw_date' }, givesDate(7, 14)],
  },
  '21': {
    summary: 'completed, and 4 hours later returned to the losing carrier',
    script: PORTED,
    reversedAfterDays: 4 / 24,
  },
};

const DEFAULT_SCENARIO: Scenario = { summary: 'as 00', script: PORTED };

/** The scenario of a number, by its last two digits; without a row, the number ports as 00 does. */
export function scenarioOf(phoneNumber: string): Scenario {
  return SCENARIOS[phoneNumber.slice(-2)] ?? DEFAULT_SCENARIO;
}
