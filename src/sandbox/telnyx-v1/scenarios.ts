import type { NonPortableReason } from './numbering';

/** What the losing carrier does not like, and whether the customer can mend it. */
export interface Complaint {
  /** Becomes a comment. */
  readonly says: string;
  readonly fixable: boolean;
  /** With this PIN there is nothing to complain about. */
  readonly unlessPin?: string;
}

/**
 * One thing that happens to a sub request on a day of its script. Day 0 is the submit of the draft; a step is skipped
 * when the sub request has left the road (exception, cancelled, pushed by hand).
 */
export type Step = { readonly day: number } & (
  | { readonly does: 'send_to_carrier' }
  | { readonly does: 'give_date'; readonly portDay: number }
  | { readonly does: 'withdraw_date' }
  | { readonly does: 'complain'; readonly complaint: Complaint }
  | { readonly does: 'cancel' }
  | { readonly does: 'say_strange_word'; readonly unknownStatus: string }
);

/** What happens to a number, from the check to the end. */
export interface Scenario {
  /** In the words of docs/sandbox-telnyx-v1.md, which has a row for each. */
  readonly summary: string;
  readonly script: readonly Step[];
  /** Not portable from the start: what the check answers with. */
  readonly notPortable?: NonPortableReason;
  /** What a cancellation comes to; by default it is confirmed after a while. */
  readonly onCancel?: 'never_confirms' | 'ports_all_the_same' | 'refuses';
  /** The first submit with such a number is done, but its answer never arrives. */
  readonly losesAnswerOfSubmit?: true;
  /** The number is in no sub request before this day. */
  readonly assignedOnDay?: number;
  /** The number is taken out of its sub request into one of its own. */
  readonly splitOnDay?: number;
}

/** How certain it is that a number can be ported is known after an hour and a bit (as at the simulated Twilio). */
export const CONFIRMED_ON_DAY = 0.05;
/** How long an accepted cancellation reads `cancel-pending`. */
export const CANCEL_TAKES_DAYS = 0.25;
/** How long the losing carrier takes to answer what was mended. */
export const SECOND_ANSWER_TAKES_DAYS = 1;
/** How far ahead the date lies that a mended sub request gets. */
export const DATE_AHEAD_DAYS = 7;
/** How long it takes until a date that was asked for anew is given. */
export const NEW_DATE_TAKES_DAYS = 0.5;
/** A draft that is not submitted is gone after 30 days (docs/reference/telnyx-v1.md#drafts). */
export const DRAFT_LIVES_DAYS = 30;

const sends: Step = { day: 2, does: 'send_to_carrier' };
const givesDate = (day: number, date: { readonly portDay: number }): Step => ({
  day,
  does: 'give_date',
  ...date,
});
const complains = (day: number, complaint: Complaint): Step => ({ day, does: 'complain', complaint });

// The date comes on day 3 for day 10: notice (day 7) and cancellation deadline (day 8) lie well ahead.
const PORTED = [sends, givesDate(3, { portDay: 10 })];

export const WRONG_PIN: Complaint = {
  says: 'Exception: the PIN/passcode does not match the records of the losing carrier (80005). Please update it.',
  fixable: true,
  unlessPin: '4242',
};
const NOT_RELEASED: Complaint = {
  says: 'Exception: the losing carrier does not release these numbers (80012). This cannot be fixed, please cancel.',
  fixable: false,
};
export const NOT_PORTABLE: Complaint = {
  says: 'Exception: not portable, the rate center is not covered (80023). This cannot be fixed, please cancel.',
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
    // Day 8.5 lies behind the first deadline, so the new date opens the window again.
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
    // Two days long, so that a daily look sees it.
    summary: 'an unknown word (`losing-carrier-review`) on the way',
    script: [
      sends,
      { day: 2.5, does: 'say_strange_word', unknownStatus: 'losing-carrier-review' },
      givesDate(4.5, { portDay: 11.5 }),
    ],
  },
  '12': {
    summary: 'the submit is accepted, its answer never arrives',
    script: PORTED,
    losesAnswerOfSubmit: true,
  },
  '13': {
    summary: 'accepts the cancellation, ports all the same',
    script: PORTED,
    onCancel: 'ports_all_the_same',
  },
  '14': {
    summary: 'silent for ever after submission; a cancellation is accepted and never confirmed',
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
    summary: 'starts `unassigned`, gets a sub request of its own a day later',
    script: PORTED,
    assignedOnDay: 1,
  },
  '22': {
    summary: 'is split off into a sub request of its own on the way',
    script: PORTED,
    splitOnDay: 2.25,
  },
};

const USUAL: Scenario = { summary: 'as 00', script: PORTED };

/** The scenarios whose script differs, the most troublesome first: a sub request moves as a whole, so one has to decide. */
const TROUBLE = ['03', '17', '14', '08', '02', '16', '05', '06', '07', '09', '13', '19'];

const digitsOf = (phoneNumber: string): string => phoneNumber.slice(-2);

/** The scenario of a number, by its last two digits; those without a row port as 00 does. */
export function scenarioOf(phoneNumber: string): Scenario {
  return SCENARIOS[digitsOf(phoneNumber)] ?? USUAL;
}

/** The scenario of a sub request: the most troublesome one of its numbers. */
export function sharedScenarioOf(phoneNumbers: readonly string[]): Scenario {
  const present = new Set(phoneNumbers.map(digitsOf));
  const worst = TROUBLE.find((digits) => present.has(digits));
  return (worst === undefined ? undefined : SCENARIOS[worst]) ?? USUAL;
}
