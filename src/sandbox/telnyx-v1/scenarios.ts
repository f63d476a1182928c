import type { NonPortableReason } from './numbering';

/** A complaint of the losing carrier, and whether the customer can fix it. */
export interface Complaint {
  /** The text of the comment. */
  readonly text: string;
  readonly fixable: boolean;
  /** With this PIN there is no complaint. */
  readonly unlessPin?: string;
}

/**
 * One step of a sub request's script. Day 0 is the submission of the draft. A step is skipped if the sub
 * request has left its script (exception, cancelled, pushed manually).
 */
export type Step = { readonly day: number } & (
  | { readonly does: 'send_to_carrier' }
  | { readonly does: 'give_date'; readonly portDay: number }
  | { readonly does: 'withdraw_date' }
  | { readonly does: 'complain'; readonly complaint: Complaint }
  | { readonly does: 'cancel' }
  | { readonly does: 'report_unknown_status'; readonly unknownStatus: string }
);

/** What happens to a number, from the check to the end. */
export interface Scenario {
  /** The summary in docs/sandbox-telnyx-v1.md, which has a row for each scenario. */
  readonly summary: string;
  readonly script: readonly Step[];
  /** Not portable from the start: the reason in the check. */
  readonly notPortable?: NonPortableReason;
  /** The result of a cancellation; default: it is confirmed after a while. */
  readonly onCancel?: 'never_confirms' | 'ports_all_the_same' | 'refuses';
  /** The first submission with such a number is carried out, but its answer is lost. */
  readonly losesAnswerOfSubmit?: true;
  /** The number is in no sub request before this day. */
  readonly assignedOnDay?: number;
  /** The number is moved from its sub request into one of its own. */
  readonly splitOnDay?: number;
}

/** The day on which portability is certain: after little more than an hour (as at the simulated Twilio). */
export const CONFIRMED_ON_DAY = 0.05;
/** How long an accepted cancellation stays `cancel-pending`. */
export const CANCEL_TAKES_DAYS = 0.25;
/** How long the losing carrier takes to answer a correction. */
export const SECOND_ANSWER_TAKES_DAYS = 1;
/** How many days ahead the date of a corrected sub request is. */
export const DATE_AHEAD_DAYS = 7;
/** How long the losing carrier takes to confirm another requested date. */
export const NEW_DATE_TAKES_DAYS = 0.5;
/** A draft that is not submitted is removed after 30 days (docs/reference/telnyx-v1.md#drafts). */
export const DRAFT_LIFETIME_DAYS = 30;

const sends: Step = { day: 2, does: 'send_to_carrier' };
const givesDate = (day: number, date: { readonly portDay: number }): Step => ({
  day,
  does: 'give_date',
  ...date,
});
const complains = (day: number, complaint: Complaint): Step => ({ day, does: 'complain', complaint });

// The date is given on day 3 for day 10, so that notice (day 7) and cancellation deadline (day 8) are well
// ahead.
const PORTED = [sends, givesDate(3, { portDay: 10 })];

export const WRONG_PIN: Complaint = {
  text: 'Exception: the PIN/passcode does not match the records of the losing carrier (80005). Please update it.',
  fixable: true,
  unlessPin: '4242',
};
const NOT_RELEASED: Complaint = {
  text: 'Exception: the losing carrier does not release these numbers (80012). This cannot be fixed, please cancel.',
  fixable: false,
};
export const NOT_PORTABLE: Complaint = {
  text: 'Exception: not portable, the rate center is not covered (80023). This cannot be fixed, please cancel.',
  fixable: false,
};

/** By the last two digits of a number. */
export const SCENARIOS: Readonly<Record<string, Scenario>> = {
  '00': { summary: 'in process, submitted, date, ported', script: PORTED },
  '01': { summary: 'not portable at the check (`no_coverage`)', script: [], notPortable: 'no_coverage' },
  '02': {
    summary: 'exception for a wrong PIN, until the PIN is `4242`',
    script: [sends, complains(3, WRONG_PIN), givesDate(3, { portDay: 10 })],
  },
  '03': { summary: 'exception, not fixable', script: [sends, complains(3, NOT_RELEASED)] },
  '05': {
    // Day 8.5 is after the first deadline, so the new date reopens the window.
    summary: 'the date moves 5 days later, once, when the window has closed',
    script: [...PORTED, givesDate(8.5, { portDay: 15 })],
  },
  '06': {
    summary: 'the date moves earlier, into the cancellation window',
    script: [...PORTED, givesDate(4, { portDay: 5.5 })],
  },
  '07': {
    summary: 'the date arrives inside the cancellation window',
    script: [sends, givesDate(3, { portDay: 4.5 })],
  },
  '08': { summary: 'the losing carrier cancels', script: [...PORTED, { day: 4, does: 'cancel' }] },
  '09': {
    // Lasts two days, so that a daily poll sees it.
    summary: 'an unknown status (`losing-carrier-review`) on the way',
    script: [
      sends,
      { day: 2.5, does: 'report_unknown_status', unknownStatus: 'losing-carrier-review' },
      givesDate(4.5, { portDay: 11.5 }),
    ],
  },
  '12': {
    summary: 'the submit is accepted, its answer never arrives',
    script: PORTED,
    losesAnswerOfSubmit: true,
  },
  '13': {
    summary: 'accepts the cancellation, but ports',
    script: PORTED,
    onCancel: 'ports_all_the_same',
  },
  '14': {
    summary: 'no change after the submission; a cancellation is accepted and never confirmed',
    script: [sends],
    onCancel: 'never_confirms',
  },
  '16': {
    summary: 'the date is withdrawn, a new one comes later',
    script: [...PORTED, { day: 5, does: 'withdraw_date' }, givesDate(7, { portDay: 14 })],
  },
  '17': { summary: 'accepted, then an exception: not portable', script: [complains(1, NOT_PORTABLE)] },
  '19': { summary: 'refuses a cancellation in time', script: PORTED, onCancel: 'refuses' },
  '21': {
    summary: 'starts `unassigned`, gets its own sub request a day later',
    script: PORTED,
    assignedOnDay: 1,
  },
  '22': {
    summary: 'is split off into its own sub request on the way',
    script: PORTED,
    splitOnDay: 2.25,
  },
};

const DEFAULT_SCENARIO: Scenario = { summary: 'as 00', script: PORTED };

/**
 * The scenarios with another script, the most severe first: a sub request moves as a whole, so one of them
 * decides.
 */
const BY_SEVERITY = ['03', '17', '14', '08', '02', '16', '05', '06', '07', '09', '13', '19'];

const digitsOf = (phoneNumber: string): string => phoneNumber.slice(-2);

/** The scenario of a number, by its last two digits; without a row, the number ports as 00 does. */
export function scenarioOf(phoneNumber: string): Scenario {
  return SCENARIOS[digitsOf(phoneNumber)] ?? DEFAULT_SCENARIO;
}

/** The scenario of a sub request: the most severe of its numbers. */
export function sharedScenarioOf(phoneNumbers: readonly string[]): Scenario {
  const present = new Set(phoneNumbers.map(digitsOf));
  const worst = BY_SEVERITY.find((digits) => present.has(digits));
  return (worst === undefined ? undefined : SCENARIOS[worst]) ?? DEFAULT_SCENARIO;
}
