import type { ScenarioDelivery } from '../webhook-delivery';

/**
 * One step of a number's script. Day 0 is the create. A step is skipped if the number has left its script
 * (rejected, canceled, not portable, pushed manually).
 */
export type Step = { readonly day: number } & (
  | { readonly does: 'ask_signature' }
  | { readonly does: 'send_to_carrier' }
  | { readonly does: 'give_date'; readonly portDay: number }
  | { readonly does: 'withdraw_date' }
  | { readonly does: 'reject'; readonly code: number; readonly unlessPin?: string }
  | { readonly does: 'refuse_as_not_portable'; readonly code: number }
  | { readonly does: 'cancel' }
  | { readonly does: 'expire'; readonly numberStatus: 'expired' | 'still_waiting' }
  | { readonly does: 'report_unknown_status'; readonly unknownStatus: string }
);

/** What happens to a number, from the check to the end. */
export interface Scenario {
  readonly summary: string;
  readonly script: readonly Step[];
  /** Not portable from the start: the code in the check. */
  readonly notPortable?: number;
  readonly webhooks?: ScenarioDelivery;
  /** The result of a cancel; default: it is confirmed after a while. */
  readonly onCancel?: 'never_confirms' | 'ports_all_the_same' | 'refuses';
  /** The first create with such a number is carried out, but its answer is lost. */
  readonly losesAnswerOfCreate?: true;
}

/**
 * The day on which type, country and portability are known, after little more than an hour; before that they
 * are null.
 */
export const EVALUATED_ON_DAY = 0.05;
/** How long an accepted cancel stays `canceling`. */
export const CANCEL_TAKES_DAYS = 0.25;

const asksSignature = (day: number): Step => ({ day, does: 'ask_signature' });
const goesToCarrier = (day: number): Step => ({ day, does: 'send_to_carrier' });
const givesDate = (day: number, date: { readonly portDay: number }): Step => ({
  day,
  does: 'give_date',
  ...date,
});
const rejects = (day: number, why: { readonly code: number; readonly unlessPin?: string }): Step => ({
  day,
  does: 'reject',
  ...why,
});

const SIGNED = [asksSignature(1), goesToCarrier(2)];
// The date is given on day 3 for day 10, so that notice (day 6) and cancellation deadline (day 7) are well
// ahead.
const PORTED = [...SIGNED, givesDate(3, { portDay: 10 })];
const PIN_REFUSED = [
  ...SIGNED,
  rejects(3, { code: 22155, unlessPin: '4242' }),
  givesDate(3, { portDay: 10 }),
];

/** By the last two digits of a number. docs/sandbox.md has a row for each, with this summary. */
export const SCENARIOS: Readonly<Record<string, Scenario>> = {
  '00': { summary: 'signature, in progress, date, ported', script: PORTED },
  '01': { summary: 'not portable at the check (22130)', script: [], notPortable: 22130 },
  '02': { summary: 'rejected for a wrong PIN (22155), until the PIN is `4242`', script: PIN_REFUSED },
  '03': { summary: 'rejected, not fixable (22159)', script: [...SIGNED, rejects(3, { code: 22159 })] },
  '04': {
    summary: 'the LOA is never signed; number and order expire',
    script: [asksSignature(1), { day: 31, does: 'expire', numberStatus: 'expired' }],
  },
  '05': {
    // Day 8 is after the first deadline, so the new date reopens the window.
    summary: 'the date moves 5 days later, once, when the window has closed',
    script: [...PORTED, givesDate(8, { portDay: 15 })],
  },
  '06': {
    summary: 'the date moves earlier, into the cancellation window',
    script: [...PORTED, givesDate(4, { portDay: 6 })],
  },
  '07': {
    summary: 'the date arrives inside the cancellation window',
    script: [...SIGNED, givesDate(3, { portDay: 5 })],
  },
  '08': { summary: 'the losing carrier cancels', script: [...PORTED, { day: 4, does: 'cancel' }] },
  '09': {
    // Lasts two days, so that a daily poll sees it.
    summary: 'an unknown status (`Losing Carrier Review`) on the way',
    script: [
      ...SIGNED,
      { day: 2.5, does: 'report_unknown_status', unknownStatus: 'Losing Carrier Review' },
      givesDate(4.5, { portDay: 11.5 }),
    ],
  },
  '10': { summary: 'no webhooks at all', script: PORTED, webhooks: 'none' },
  '11': { summary: 'webhooks twice and out of order', script: PORTED, webhooks: 'twice_out_of_order' },
  '12': {
    summary: 'the create is accepted, its answer never arrives',
    script: PORTED,
    losesAnswerOfCreate: true,
  },
  '13': { summary: 'accepts the cancel, but ports', script: PORTED, onCancel: 'ports_all_the_same' },
  '14': {
    summary: 'no change after the submission; a cancel is accepted and never confirmed',
    script: SIGNED,
    onCancel: 'never_confirms',
  },
  '15': {
    summary: 'the order expires, its numbers still say waiting',
    script: [asksSignature(1), { day: 31, does: 'expire', numberStatus: 'still_waiting' }],
  },
  '16': {
    summary: 'the date is withdrawn, a new one comes later',
    script: [...PORTED, { day: 5, does: 'withdraw_date' }, givesDate(7, { portDay: 14 })],
  },
  '17': {
    summary: 'accepted, then not portable (22132)',
    script: [{ day: 1, does: 'refuse_as_not_portable', code: 22132 }],
  },
  '18': {
    summary: 'as `02`, but the canceled old number never reads canceled',
    script: PIN_REFUSED,
    onCancel: 'never_confirms',
  },
  '19': { summary: 'refuses a cancel in time', script: PORTED, onCancel: 'refuses' },
  '20': { summary: 'webhooks unsigned', script: PORTED, webhooks: 'unsigned' },
};

const DEFAULT_SCENARIO: Scenario = { summary: 'as 00', script: PORTED };

/** The scenario of a number, by its last two digits; without a row, the number ports as 00 does. */
export function scenarioOf(phoneNumber: string): Scenario {
  return SCENARIOS[phoneNumber.slice(-2)] ?? DEFAULT_SCENARIO;
}
