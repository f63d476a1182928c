import type { PortRequestInput } from '../../src/contract/port-request-schema';
import type { PortOutcome, PortView } from '../../src/contract/port-view';
import type { ItemStatus } from '../../src/domain/item-status';
import { DAY, type Instant } from '../../src/domain/time';
import type { ControlOrder } from '../../src/sandbox/provider';
import { numberWithFate } from './request';
import type { Act } from './scenarios';

/** One port with five numbers, and something else becomes of each. Told in stages, for every shell. */
export interface Story {
  readonly name: string;
  readonly request: Partial<PortRequestInput> & Pick<PortRequestInput, 'numbers'>;
  readonly does: readonly Act[];
  /** Every state that somebody who looks at the port can see, in order, and the day on which it begins. */
  readonly stages: string;
  readonly end: Pick<PortOutcome, 'phase' | 'numbers'> & { readonly ending: PortOutcome['ending']['kind'] };
}

const FINE = numberWithFate('00');
const WRONG_PIN = numberWithFate('02');
/** Goes as the fine one does, until somebody takes it out. */
const TAKEN_OUT = numberWithFate('00', '02');
const UNSIGNED = numberWithFate('04');
/** Accepted by the provider, which then finds that it cannot be moved. */
const REFUSED_LATER = numberWithFate('17');
const REFUSED_AT_ONCE = numberWithFate('01');

/** While the PIN is mended, the others go on: they share an order, and each follows its own script in it. */
const MENDED: readonly Act[] = [
  {
    whenAttention: 'rejected',
    id: 'mend',
    command: { name: 'amend', patch: { numbers: [{ phoneNumber: WRONG_PIN, pin: '4242' }] } },
  },
  { whenAttention: 'rejected', id: 'again', command: { name: 'resubmit', numbers: [WRONG_PIN] } },
  // In the days after the new order went out; the date of this number is a week ahead.
  { whenPhase: 'waiting_for_foc', id: 'out', command: { name: 'cancel', numbers: [TAKEN_OUT] } },
];

export const STORIES: readonly Story[] = [
  {
    name: 'one is refused after it was accepted, and the one that expires is given up',
    request: { numbers: numbersOf(FINE, WRONG_PIN, TAKEN_OUT, REFUSED_LATER, UNSIGNED) },
    does: [...MENDED, { whenAttention: 'expired', id: 'enough', command: { name: 'abandon' } }],
    stages: `
      day   | phase               | 0100               | 0102               | 0200               | 0117         | 0104               | asks for
      0     | waiting_for_foc     | in_review          | in_review          | in_review          | in_review    | in_review          |
      1     | awaiting_signature  | awaiting_signature | awaiting_signature | awaiting_signature | not_portable | awaiting_signature | not_portable 0117
      2     | awaiting_signature  | submitted          | submitted          | submitted          | not_portable | awaiting_signature | not_portable 0117
      3     | awaiting_signature  | foc_confirmed      | rejected           | foc_confirmed      | not_portable | awaiting_signature | not_portable 0117, rejected 0102
      3     | submitting          | foc_confirmed      | draft              | foc_confirmed      | not_portable | awaiting_signature | not_portable 0117
      3.25  | waiting_for_foc     | foc_confirmed      | in_review          | foc_confirmed      | not_portable | awaiting_signature | not_portable 0117
      3.25  | waiting_for_foc     | foc_confirmed      | in_review          | canceling          | not_portable | awaiting_signature | not_portable 0117
      3.5   | waiting_for_foc     | foc_confirmed      | in_review          | canceled           | not_portable | awaiting_signature | not_portable 0117
      4.25  | awaiting_signature  | foc_confirmed      | awaiting_signature | canceled           | not_portable | awaiting_signature | not_portable 0117
      5.25  | awaiting_signature  | foc_confirmed      | submitted          | canceled           | not_portable | awaiting_signature | not_portable 0117
      6.25  | awaiting_signature  | foc_confirmed      | foc_confirmed      | canceled           | not_portable | awaiting_signature | not_portable 0117
      8     | awaiting_signature  | foc_confirmed      | foc_confirmed      | canceled           | not_portable | awaiting_signature | not_portable 0117, no_news 0104
      10    | awaiting_signature  | ported             | foc_confirmed      | canceled           | not_portable | awaiting_signature | not_portable 0117, no_news 0104
      13.25 | awaiting_signature  | ported             | ported             | canceled           | not_portable | awaiting_signature | not_portable 0117, no_news 0104
      15    | awaiting_signature  | ported             | ported             | canceled           | not_portable | awaiting_signature | no_news 0104
      15.25 | awaiting_signature  | ported             | ported             | canceled           | canceled     | awaiting_signature | no_news 0104
      31    | action_required     | ported             | ported             | canceled           | canceled     | expired            | expired 0104
      31    | partially_completed | ported             | ported             | canceled           | canceled     | expired            |
    `,
    end: {
      phase: 'partially_completed',
      ending: 'abandoned',
      numbers: [
        { phoneNumber: FINE, outcome: 'ported' },
        { phoneNumber: WRONG_PIN, outcome: 'ported' },
        { phoneNumber: TAKEN_OUT, outcome: 'canceled' },
        { phoneNumber: REFUSED_LATER, outcome: 'not_portable' },
        { phoneNumber: UNSIGNED, outcome: 'expired' },
      ],
    },
  },
  {
    name: 'one is refused by the check, and nobody answers for the one that expires',
    request: {
      numbers: numbersOf(FINE, WRONG_PIN, TAKEN_OUT, REFUSED_AT_ONCE, UNSIGNED),
      onNotPortable: 'continue_without',
    },
    does: MENDED,
    stages: `
      day   | phase               | 0100               | 0102               | 0200               | 0101         | 0104               | asks for
      0     | waiting_for_foc     | in_review          | in_review          | in_review          | not_portable | in_review          |
      1     | awaiting_signature  | awaiting_signature | awaiting_signature | awaiting_signature | not_portable | awaiting_signature |
      2     | awaiting_signature  | submitted          | submitted          | submitted          | not_portable | awaiting_signature |
      3     | awaiting_signature  | foc_confirmed      | rejected           | foc_confirmed      | not_portable | awaiting_signature | rejected 0102
      3     | submitting          | foc_confirmed      | draft              | foc_confirmed      | not_portable | awaiting_signature |
      3.25  | waiting_for_foc     | foc_confirmed      | in_review          | foc_confirmed      | not_portable | awaiting_signature |
      3.25  | waiting_for_foc     | foc_confirmed      | in_review          | canceling          | not_portable | awaiting_signature |
      3.5   | waiting_for_foc     | foc_confirmed      | in_review          | canceled           | not_portable | awaiting_signature |
      4.25  | awaiting_signature  | foc_confirmed      | awaiting_signature | canceled           | not_portable | awaiting_signature |
      5.25  | awaiting_signature  | foc_confirmed      | submitted          | canceled           | not_portable | awaiting_signature |
      6.25  | awaiting_signature  | foc_confirmed      | foc_confirmed      | canceled           | not_portable | awaiting_signature |
      8     | awaiting_signature  | foc_confirmed      | foc_confirmed      | canceled           | not_portable | awaiting_signature | no_news 0104
      10    | awaiting_signature  | ported             | foc_confirmed      | canceled           | not_portable | awaiting_signature | no_news 0104
      13.25 | awaiting_signature  | ported             | ported             | canceled           | not_portable | awaiting_signature | no_news 0104
      31    | action_required     | ported             | ported             | canceled           | not_portable | expired            | expired 0104
      45    | partially_completed | ported             | ported             | canceled           | not_portable | expired            |
    `,
    end: {
      phase: 'partially_completed',
      ending: 'answer_by',
      numbers: [
        { phoneNumber: FINE, outcome: 'ported' },
        { phoneNumber: WRONG_PIN, outcome: 'ported' },
        { phoneNumber: TAKEN_OUT, outcome: 'canceled' },
        { phoneNumber: REFUSED_AT_ONCE, outcome: 'not_portable' },
        { phoneNumber: UNSIGNED, outcome: 'expired' },
      ],
    },
  },
];

/** What somebody sees who looks at a port: its view, its card, and what the provider itself has of it. */
export interface Sight {
  readonly view: PortView;
  readonly card: string;
  readonly orders: readonly ControlOrder[];
  readonly now: Instant;
}

/** Gathers the stages of a story as they are seen, and holds each against what the provider says. */
export class Onlooker {
  readonly #stages: string[] = [];

  /** Whether a view differs from the newest stage in anything that a stage tells. */
  isNews(view: PortView): boolean {
    return this.#stages.at(-1)?.endsWith(withoutDay(view)) !== true;
  }

  see(sight: Sight): void {
    expectAgreement(sight);
    expectCard(sight);
    if (!this.isNews(sight.view)) return;
    const begin = Date.parse(sight.orders[0]!.createdAt);
    // Some milliseconds after the quarter of a day at which the provider does something.
    const day = Math.floor(((sight.now - begin) / DAY) * 4) / 4;
    this.#stages.push(`${String(day)} ${withoutDay(sight.view)}`);
  }

  expectStages({ stages }: Story): void {
    const [, ...rows] = stages
      .trim()
      .split('\n')
      .map((row) => row.split('|').map((cell) => cell.trim()));
    expect(this.#stages).toEqual(rows.map(([day, ...cells]) => `${day ?? ''} | ${cells.join(' | ')}`));
  }
}

function withoutDay({ phase, numbers, attentions }: PortView): string {
  const asked = attentions.map(({ cause, numbers: own }) => [cause, ...own.map(lastFour)].join(' '));
  return `| ${[phase, ...numbers.map(({ status }) => status), asked.join(', ')].join(' | ')}`;
}

/** What the provider's words for a number mean, in the test's own words. */
const MEANINGS: Readonly<Record<string, ItemStatus>> = {
  in_review: 'in_review',
  'Waiting for Signature': 'awaiting_signature',
  port_submitted: 'submitted',
  port_pending: 'foc_confirmed',
  port_rejected: 'rejected',
  canceling: 'canceling',
  canceled: 'canceled',
  completed: 'ported',
  expired: 'expired',
};

/** The view says of every number, date and order what the provider says. */
function expectAgreement({ view, orders }: Sight): void {
  for (const { phoneNumber, status, orderRef, foc, supersededOrders, cancel } of view.numbers) {
    const order = orders.findLast((each) => each.numbers.some((own) => own.phoneNumber === phoneNumber));
    const atProvider = order?.numbers.find((own) => own.phoneNumber === phoneNumber);
    const meaning = MEANINGS[atProvider?.status ?? ''];
    const seen = { phoneNumber, status, orderRef, supersededOrders };
    if (status === 'not_portable') {
      // The provider has no word for it: the number stays in review, or never had an order.
      const stays = cancel === undefined ? 'in_review' : 'canceling';
      expect({ ...seen, meaning }).toEqual({ ...seen, orderRef: order?.ref, meaning: order && stays });
    } else if (status === 'draft') {
      // A new order waits until the old one lets go of the number.
      expect({ ...seen, meaning }).toEqual({
        ...seen,
        supersededOrders: [order?.ref],
        meaning: 'canceling',
      });
    } else {
      expect({ ...seen, meaning }).toEqual({ ...seen, orderRef: order?.ref, meaning: status });
    }
    if (status === 'foc_confirmed') expect(foc?.from).toBe(new Date(atProvider!.focAt!).toISOString());
  }
  expect(view.orders.map(({ ref, status }) => ({ ref, status }))).toEqual(
    orders.map(({ ref, status }) => ({ ref, status })),
  );
}

/** How the card calls a phase; after the end each number's row says what became of it. */
const TITLES: Partial<Record<PortView['phase'], string>> = {
  submitting: 'Being submitted to the provider',
  awaiting_signature: 'Waiting for the signature of the LOA',
  waiting_for_foc: 'Waiting for the date (FOC)',
  foc_confirmed: 'Date confirmed, can still be canceled',
  window_closed: 'Date confirmed, too late to cancel',
  action_required: 'Waiting for a person',
  partially_completed: 'Ended: some numbers have moved',
};

/** The Web UI passes the card in a URL of 2 KB, and everybody who may open the UI reads it. */
function expectCard({ view, card }: Sight): void {
  expect(card.length).toBeLessThan(2_048);
  expect(card).toContain(TITLES[view.phase] ?? `no title for ${view.phase}`);
  expect(card.includes('Nobody needs to act')).toBe(
    view.attentions.length === 0 && view.outcome === undefined,
  );
  for (const { phoneNumber, status, outcome } of view.numbers) {
    expect(card).not.toContain(phoneNumber.slice(-7));
    const row = card.split('\n').find((line) => line.includes(`…${lastFour(phoneNumber)}`));
    expect(row).toContain(` ${outcome ?? status}`);
  }
}

function numbersOf(...phoneNumbers: string[]): { phoneNumber: string }[] {
  return phoneNumbers.map((phoneNumber) => ({ phoneNumber }));
}

function lastFour(phoneNumber: string): string {
  return phoneNumber.slice(-4);
}
