import type { ProviderName } from '../support/providers';
import type { PortRequestInput } from '../../src/contract/port-request-input';
import type { PortOutcome, PortView } from '../../src/contract/port-view';
import type { ItemStatus } from '../../src/domain/model/status';
import { DAY, type Instant } from '../../src/domain/model/time';
import type { TimelineKind } from '../../src/domain/model/timeline';
import type { ControlOrder } from '../../src/sandbox/provider';
import { attentionsRecorded } from './run';
import type { Act } from './scenario';

/** One port with several numbers, and something else becomes of each. Told in stages, for every shell. */
export interface Story {
  readonly name: string;
  readonly provider: ProviderName;
  readonly request: Partial<PortRequestInput> & Pick<PortRequestInput, 'numbers'>;
  readonly does: readonly Act[];
  /**
   * Every state of the port that can be seen, in order, and the day on which it begins: to the quarter
   * where webhooks tell of it at once.
   */
  readonly stages: string;
  /** Timeline entries that must be there, and how often. */
  readonly timeline?: Partial<Record<TimelineKind, number>>;
  readonly end: Pick<PortOutcome, 'phase' | 'numbers'> & { readonly ending: PortOutcome['ending']['kind'] };
}

/** What can be seen of a port: its view, its card, and what the provider itself has of it. */
export interface Observation {
  readonly view: PortView;
  readonly card: string;
  readonly orders: readonly ControlOrder[];
  readonly now: Instant;
}

/** Gathers the stages of a story as they are seen, and holds each against what the provider says. */
export class Observer {
  readonly #story: Story;
  readonly #words: Words;
  readonly #stages: string[] = [];
  /** What the provider had when it last changed, and the newest read at that time: it showed something older. */
  #held = '';
  #staleRead: string | undefined;
  #agreements = 0;

  constructor(story: Story) {
    this.#story = story;
    this.#words = WORDS[story.provider];
  }

  /** Whether a view differs from the newest stage in anything that a stage tells. */
  isNews(view: PortView, orders: readonly ControlOrder[]): boolean {
    const held = JSON.stringify(orders);
    if (held !== this.#held) {
      this.#held = held;
      this.#staleRead = view.lastReadAt;
    }
    return this.#stages.at(-1)?.endsWith(withoutDay(view)) !== true;
  }

  see(sight: Observation): void {
    const { view, orders, now } = sight;
    const isNews = this.isNews(view, orders);
    // Without webhooks a port knows of what happened by its next read.
    if (this.#words.isTold || view.lastReadAt !== this.#staleRead) {
      expectAgreement(sight, this.#words.meanings);
      this.#agreements += 1;
    }
    expectCard(sight);
    if (!isNews) return;
    const begin = Date.parse(orders[0]!.createdAt);
    // Some milliseconds after the quarter of a day at which the provider does something.
    const parts = this.#words.isTold ? 4 : 1;
    const day = Math.floor(((now - begin) / DAY) * parts) / parts;
    this.#stages.push(`${String(day)} ${withoutDay(view)}`);
  }

  expectStages(): void {
    const [, ...rows] = this.#story.stages
      .trim()
      .split('\n')
      .map((row) => row.split('|').map((cell) => cell.trim()));
    expect(this.#stages).toEqual(rows.map(([day, ...cells]) => `${day ?? ''} | ${cells.join(' | ')}`));
    expect(this.#agreements).toBeGreaterThan(rows.length / 2);
  }
}

/** The story's end, as its outcome and its timeline tell it: every number once, and no attention stands. */
export function expectStoryEnd(
  { end, timeline: wanted = {} }: Story,
  { phase, ending, numbers }: PortOutcome,
  timeline: Parameters<typeof attentionsRecorded>[0],
): void {
  expect({ phase, ending: ending.kind, numbers }).toEqual(end);
  expect(attentionsRecorded(timeline).standing).toEqual([]);
  const counted = Object.keys(wanted).map((kind) => [
    kind,
    timeline.filter((entry) => entry.kind === kind).length,
  ]);
  expect(Object.fromEntries(counted)).toEqual(wanted);
}

function withoutDay({ phase, numbers, attentions }: PortView): string {
  const asked = attentions.map(({ cause, numbers: own }) => [cause, ...own.map(lastFour)].join(' '));
  return `| ${[phase, ...numbers.map(({ status }) => status), asked.join(', ')].join(' | ')}`;
}

/** How a provider speaks. */
interface Words {
  /** What its words for a number mean, in the test's own words. */
  readonly meanings: Readonly<Record<string, ItemStatus>>;
  /** It tells of what happens by itself. */
  readonly isTold: boolean;
}

const WORDS: Readonly<Record<ProviderName, Words>> = {
  twilio: {
    isTold: true,
    meanings: {
      in_review: 'in_review',
      'Waiting for Signature': 'awaiting_signature',
      port_submitted: 'submitted',
      port_pending: 'foc_confirmed',
      port_rejected: 'rejected',
      canceling: 'canceling',
      canceled: 'canceled',
      completed: 'ported',
      expired: 'expired',
    },
  },
  'telnyx-v1': {
    isTold: false,
    meanings: {
      'in-process': 'in_review',
      submitted: 'submitted',
      'foc-date-confirmed': 'foc_confirmed',
      exception: 'rejected',
      'cancel-pending': 'canceling',
      cancelled: 'canceled',
      ported: 'ported',
    },
  },
  'fone-dynamics': { isTold: true, meanings: {} },
};

/** The view says of every number, date and order what the provider says. */
function expectAgreement({ view, orders }: Observation, meanings: Words['meanings']): void {
  for (const { phoneNumber, status, orderRef, foc, supersededOrders, cancel } of view.numbers) {
    const order = orders.findLast((each) => each.numbers.some((own) => own.phoneNumber === phoneNumber));
    const atProvider = order?.numbers.find((own) => own.phoneNumber === phoneNumber);
    const meaning = meanings[atProvider?.status ?? ''];
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

/** The Web UI passes the card in a URL of 2 KB, and all who may open the UI read it. */
function expectCard({ view, card }: Observation): void {
  expect(card.length).toBeLessThan(2_048);
  expect(card).toContain(TITLES[view.phase] ?? `no title for ${view.phase}`);
  expect(card.includes('No action is needed')).toBe(
    view.attentions.length === 0 && view.outcome === undefined,
  );
  for (const { phoneNumber, status, outcome } of view.numbers) {
    expect(card).not.toContain(phoneNumber.slice(-7));
    const row = card.split('\n').find((line) => line.includes(`…${lastFour(phoneNumber)}`));
    expect(row).toContain(` ${outcome ?? status}`);
  }
}

function lastFour(phoneNumber: string): string {
  return phoneNumber.slice(-4);
}
