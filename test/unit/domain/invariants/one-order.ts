import type { PortEvent } from '../../../../src/domain/model/events';
import { openAttempt } from '../../../../src/domain/facts/items';
import { draftItems } from '../../../../src/domain/facts/submission';
import type { OrderItem } from '../../../../src/domain/model/item';
import type { Port } from '../../../../src/domain/model/port';
import type { Instant } from '../../../../src/domain/model/time';
import type { Happening, StepTaken } from '../random-run';
import {
  confirmedLost,
  currentOf,
  decidedBy,
  expectThat,
  expectNone,
  expectSame,
  isPerhapsOpen,
  keyOf,
  type Invariants,
} from './invariant';

/**
 * What is known of an order for a number: none was made; one may have been made, and so many searches found nothing;
 * the provider refused to make one; one was made.
 */
type Made = 'no' | { readonly absent: number } | 'refused' | 'yes';

/** How often a provider is searched in vain before an order counts as not made. */
const ENOUGH_SEARCHES = 2;

export const ONE_ORDER: Invariants = {
  'nothing is sent while an order of an earlier attempt for the same number may exist': (run) => {
    const made = new Map<string, Made>();
    for (const line of run.lines) {
      if (line.kind === 'event') learn(made, line);
      else if (line.step.kind === 'submit') {
        for (const number of line.step.attempt.numbers) {
          const known = made.get(number) ?? 'no';
          expectThat(
            known === 'no' || known === 'yes',
            () => `${number} is sent, and of an order before it is known: ${JSON.stringify(known)}`,
          );
          const open = line.port.items.filter((item) => item.phoneNumber === number && !isClosed(item));
          expectNone(open, `${number} is sent while other orders of it are open`);
        }
      }
    }
  },

  'at the provider, no order is made while another of the same number is open there': (run) => {
    const disowned = new Set<number>();
    for (const line of run.lines) {
      if (line.kind === 'event') {
        const lost = confirmedLost(line);
        if (lost !== undefined) disowned.add(lost);
      } else if (line.step.kind === 'submit') {
        const { number: newest, numbers } = line.step.attempt;
        const older = run.made.filter((made) => made.attempt < newest);
        for (const { attempt, numbers: own } of older) {
          if (disowned.has(attempt)) continue;
          // A provider puts numbers from one order of a submission into another.
          const refs = older.filter((made) => made.attempt === attempt).map(({ ref }) => ref);
          for (const number of own.filter((each) => numbers.includes(each))) {
            const item = itemIn(line.port, refs, number);
            expectThat(
              item !== undefined && isClosed(item),
              () => `${number} is sent while ${refs.join()} is open`,
            );
          }
        }
      }
    }
  },

  'each search gives the provider time to show the order: after the send, and after the search before': (
    run,
  ) => {
    let settled: { since: Instant } | undefined;
    for (const line of run.lines) {
      if (line.kind === 'event') settled = searchableSince(line, settled);
      else if (line.step.kind === 'search' && settled !== undefined) {
        const { since } = settled;
        expectThat(
          line.at >= since + line.port.policy.searchDelay,
          () => `searched ${String(line.at - since)} ms after the last time`,
        );
      }
    }
  },

  'a number has exactly one current item, and no two items are the same': (run, { given }) => {
    for (const { port, before } of run.happenings) {
      if (port.items === before.items) continue;
      const current = port.items.flatMap((item) => (item.superseded === undefined ? [item.phoneNumber] : []));
      expectSame(current, given.numbers, 'the numbers of the current items');
      expectNone(repeated(port.items.map(keyOf)), 'items with the same name');
      const inOrders = port.items.flatMap(({ orderRef, phoneNumber }) =>
        orderRef === undefined ? [] : [`${orderRef} ${phoneNumber}`],
      );
      expectNone(repeated(inOrders), 'items with the same place in an order');
    }
  },

  'an order that moved its number all the same is the number’s own, however old it is': (run) => {
    for (const { port } of run.rests) {
      for (const { phoneNumber, status } of port.items) {
        if (status !== 'ported') continue;
        const current = currentOf(port, phoneNumber);
        expectThat(
          current.status === 'ported',
          () => `${keyOf(current)} is ${current.status}, and another moved`,
        );
      }
    }
  },

  'one submission is under way at a time, and each has numbers and a key of its own': (run) => {
    for (const { port, before } of run.happenings) {
      if (port.attempts === before.attempts) continue;
      const isOver = (state: string) => !['ready', 'delayed', 'unknown'].includes(state);
      const under = port.attempts.filter(({ state }) => !isOver(state));
      expectThat(under.length <= 1, () => 'two submissions are under way');
      expectNone(repeated(port.attempts.map(({ key }) => key)), 'keys of several attempts');
      expectNone(
        port.attempts.filter(({ numbers }) => numbers.length === 0),
        'submissions of nothing',
      );
    }
  },

  'an order holds no more numbers than the provider takes, and those of one account where it wants that': (
    run,
  ) => {
    for (const { step, port } of run.lines.filter(isStep)) {
      if (step.kind !== 'submit') continue;
      const { numbersPerOrder, mixesAccounts } = port.capabilities;
      const { numbers } = step.attempt;
      expectThat(numbers.length <= numbersPerOrder, () => `${String(numbers.length)} numbers in one order`);
      const accounts = port.request.numbers
        .filter(({ phoneNumber }) => numbers.includes(phoneNumber))
        .map(({ accountNumber }) => accountNumber);
      expectThat(
        mixesAccounts || new Set(accounts).size === 1,
        () => 'numbers of several accounts in one order',
      );
    }
  },

  'where only a person can tell, nothing is sent again, however often the search found nothing': (
    run,
    { given },
  ) => {
    if (given.capabilities?.afterUnknownSend !== 'ask_person') return;
    const unsure = new Set<string>();
    for (const line of run.lines) {
      if (line.kind === 'step') {
        if (line.step.kind !== 'submit') continue;
        expectNone(
          line.step.attempt.numbers.filter((number) => unsure.has(number)),
          'sent again, though its outcome is unknown',
        );
        continue;
      }
      const numbers = openAttempt(line.before)?.numbers ?? [];
      if (line.event.kind === 'submission_failed' && line.event.problem.outcome === 'unknown') {
        for (const number of numbers) unsure.add(number);
      }
      const isFound = openAttempt(line.before) !== undefined && line.port.attempts.at(-1)?.state === 'sent';
      if (isFound || confirmedLost(line) !== undefined) for (const number of numbers) unsure.delete(number);
    }
  },

  'a superseded number is sent when its old order is over, or when a person says so after the time to confirm':
    (run) => {
      const allowed = new Set<string>();
      for (const line of run.lines) {
        if (line.kind === 'event') {
          for (const number of supersededByPerson(line)) allowed.add(number);
          continue;
        }
        if (line.step.kind !== 'submit') continue;
        for (const number of line.step.attempt.numbers) {
          const open = line.port.items.filter(
            (item) => item.phoneNumber === number && item.superseded !== undefined && isPerhapsOpen(item),
          );
          expectThat(open.length === 0 || allowed.has(number), () => `${number} is sent without a command`);
        }
      }
    },
};

function isStep(line: { readonly kind: string }): line is StepTaken {
  return line.kind === 'step';
}

function learn(made: Map<string, Made>, happening: Happening): void {
  const { event, before } = happening;
  const attempt = openAttempt(before);
  const set = (how: (known: Made) => Made, numbers = attempt?.numbers ?? []) => {
    for (const number of numbers) made.set(number, how(made.get(number) ?? 'no'));
  };

  switch (event.kind) {
    case 'submitted':
      set(() => 'yes');
      return;
    case 'submission_failed': {
      const { outcome, code } = event.problem;
      if (outcome === 'unknown') set(() => ({ absent: 0 }));
      // Nothing is sent again by itself after a refusal either; wrong credentials are ours to mend.
      else if (outcome === 'refused' && code !== 'provider_unauthorized') set(() => 'refused');
      return;
    }
    case 'searched':
      if (attempt?.state === 'unknown') set((known) => afterSearch(known, event, before));
      return;
    case 'reset_checked':
      if (!event.mayHaveSubmitted) return;
      set(
        () => ({ absent: 0 }),
        draftItems(before).map(({ phoneNumber }) => phoneNumber),
      );
      return;
    case 'command_decided': {
      if (confirmedLost(happening) !== undefined) {
        set(() => 'no');
        return;
      }
      const { asked, decision } = decidedBy(happening) ?? {};
      if (asked?.command.name === 'resubmit')
        set((known) => (known === 'refused' ? 'no' : known), decision?.accepted);
      return;
    }
    default:
  }
}

function afterSearch(
  known: Made,
  { found }: Extract<PortEvent, { kind: 'searched' }>,
  { orders }: Port,
): Made {
  const isOld = found.kind === 'found' && orders.some(({ ref }) => found.orders.some((o) => o.ref === ref));
  if (found.kind === 'found' && !isOld) return 'yes';
  if (typeof known === 'string') return known;
  const isUnsure = found.kind === 'ambiguous' || found.kind === 'unlisted';
  const absent = isUnsure ? Number.NEGATIVE_INFINITY : known.absent + 1;
  return absent >= ENOUGH_SEARCHES ? 'no' : { absent };
}

/** Since when the provider has had time to show an order. */
function searchableSince(
  { event, before }: Happening,
  settled: { since: Instant } | undefined,
): { since: Instant } | undefined {
  switch (event.kind) {
    case 'submission_failed':
      return event.problem.outcome === 'unknown' ? { since: event.at } : settled;
    case 'searched':
      // Nothing is concluded from what is not found after that: only a person can tell.
      return event.found.kind === 'unlisted' ? undefined : { since: event.at };
    // A search that failed was none: it is tried again on the steps of the policy.
    case 'search_failed':
      return undefined;
    // A refresh came where only a person can go on: nothing is concluded from what is not found.
    case 'command_decided':
      return openAttempt(before)?.search?.nextAt === undefined ? undefined : settled;
    case 'checked':
    case 'attempt_began':
    case 'reset_checked':
      return undefined;
    default:
      return settled;
  }
}

function isClosed(item: OrderItem): boolean {
  return !isPerhapsOpen(item) || item.superseded?.isConfirmed === true;
}

function itemIn({ items }: Port, refs: readonly string[], number: string): OrderItem | undefined {
  return items.find(
    ({ orderRef, phoneNumber }) =>
      orderRef !== undefined && refs.includes(orderRef) && phoneNumber === number,
  );
}

/** The numbers of which a person said that the new order may go out, not before it was time. */
function supersededByPerson(happening: Happening): readonly string[] {
  const { asked, decision } = decidedBy(happening) ?? {};
  if (asked?.command.name !== 'resubmit' || asked.command.supersede !== true || decision === undefined)
    return [];
  const { items, policy, reading, capabilities } = happening.before;
  return decision.accepted.filter((number) =>
    items.every((item) => {
      if (item.phoneNumber !== number || item.superseded === undefined || !isPerhapsOpen(item)) return true;
      if (item.superseded.isConfirmed === true || item.cancel?.state === 'refused') return true;
      // The provider was not asked, so there is no time for it to confirm.
      if (capabilities.cancel === 'ticket') return true;
      return (reading.lastPolledAt ?? 0) >= item.superseded.at + policy.confirmWithin;
    }),
  );
}

function repeated(words: readonly string[]): string[] {
  const known = new Set<string>();
  return words.filter((word) => known.size === known.add(word).size);
}
