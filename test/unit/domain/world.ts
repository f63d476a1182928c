import type { DateFits } from '../../../src/domain/date-fits';
import type { Revision } from '../../../src/domain/amend';
import type { CancelAnswer, PortEvent, SearchResult } from '../../../src/domain/events';
import type { Foc } from '../../../src/domain/foc';
import type { ProviderItemStatus } from '../../../src/domain/item-status';
import { openAttempt, type Attempt, type Port } from '../../../src/domain/port';
import type { OutwardStep } from '../../../src/domain/proceed';
import { rejectionFor, type CanonicalReason } from '../../../src/domain/reasons';
import type { PortRequest } from '../../../src/domain/request';
import type {
  ItemSnapshot,
  MissingField,
  OrderSnapshot,
  Portability,
  ProviderProblem,
  ReadResult,
} from '../../../src/domain/snapshot';
import { draftItems } from '../../../src/domain/submission';
import { DAY, HOUR, type Instant, type Milliseconds } from '../../../src/domain/time';

/** A step that asks the world. */
export type Call = Exclude<OutwardStep, { kind: 'wait' | 'done' }>;

/** What the world answers when it is asked the next time; which part counts depends on what was asked. */
export interface Answer {
  readonly takes: Milliseconds;
  /** The whole call fails. */
  readonly problem?: ProviderProblem;
  /** Of a read: it shows the same as the one before. */
  readonly isSame: boolean;
  /** All numbers are shown as the first is. */
  readonly isUniform: boolean;
  readonly actionRequired: boolean;
  /** What is shown of one number after the other, over and over. */
  readonly items: readonly ItemShown[];
  /** Of a check: `true`, or why a number cannot be moved. */
  readonly portable: readonly (true | CanonicalReason)[];
  readonly missing: readonly MissingField[];
  /** Of a search, and of a question for what was forgotten: `found` says so. */
  readonly finds: 'found' | 'absent' | 'ambiguous';
  /** Of a submission whose outcome is unknown: the provider has the order. */
  readonly isMade: boolean;
  /** Of a cancel: what stands against it, number by number; numbers beyond the first few were not reached. */
  readonly cancels: readonly (ProviderProblem | undefined)[];
  readonly reaches: number;
}

/** What is shown of one number: a number of whom nothing is said, the same as before, or something else. */
export type ItemShown = 'left out' | 'as before' | ItemFacts;

export interface ItemFacts {
  /** None: the provider uses a word that we do not know. */
  readonly status?: ProviderItemStatus;
  readonly word: string;
  readonly date?: DateShown;
  /** How long ago it changed, by the provider's clock. */
  readonly ago?: Milliseconds;
  readonly reason?: CanonicalReason;
  readonly missingFields?: true;
}

/** A date as an adapter gives it, told from now: an instant, or a day as wide as the country's zones make it. */
export interface DateShown {
  readonly distance: Milliseconds;
  readonly isBare: boolean;
  readonly isRounded: boolean;
}

/** What the port of a life can be amended to; people write it, so it can be nonsense. */
export type Patch =
  | { readonly kind: 'nonsense' }
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'accounts'; readonly numbers: readonly string[]; readonly account: string };

/** An order at the provider, whether the port knows of it or not. */
export interface MadeOrder {
  readonly ref: string;
  readonly numbers: readonly string[];
  readonly at: Instant;
  /** The attempt that made it. */
  readonly attempt: number;
}

/** A provider that answers as it is told, and keeps what it must to be believed: its orders, and what it showed of them. */
export interface World {
  /** Every order that was made, the oldest first. */
  readonly made: readonly MadeOrder[];
  answerTo(call: Call, answer: Answer, port: Port, startedAt: Instant, at: Instant): PortEvent;
}

export function openWorld(): World {
  return new PlannedWorld();
}

/** The name of the one run in which these lives are lived. */
const RUN = 'run';

class PlannedWorld implements World {
  readonly made: MadeOrder[] = [];
  /** What was shown of each order when it was shown last. */
  private readonly shown = new Map<string, OrderSnapshot>();
  /** What each digest stands for. */
  private readonly byDigest = new Map<string, readonly OrderSnapshot[]>();
  /** The same from the other side: a short name for what was shown. */
  private readonly digests = new Map<string, string>();
  /** Attempts for which a search has found out whether there is an order. */
  private readonly searched = new Set<string>();

  answerTo(call: Call, answer: Answer, port: Port, startedAt: Instant, at: Instant): PortEvent {
    const { problem } = answer;
    switch (call.kind) {
      case 'recall':
        return { kind: 'recalled', at, isForgetful: this.isForgetful(answer, port) };
      case 'revise':
        return { kind: 'revised', at, revision: revisionOf(port.request, call.patch as Patch) };
      case 'review':
        return problem === undefined
          ? { kind: 'reviewed', at, missing: missingOf(answer.missing, numbersOf(port)) }
          : { kind: 'call_failed', at, startedAt, call: 'review', problem };
      case 'check':
        return problem === undefined
          ? {
              kind: 'checked',
              at,
              answers: checkAnswers(call.numbers, answer),
              missing: missingOf(answer.missing, numbersOf(port)),
            }
          : { kind: 'call_failed', at, startedAt, call: 'check', problem };
      case 'send': {
        if (problem === undefined || (problem.outcome === 'unknown' && answer.isMade)) {
          const { ref } = this.make(call.attempt, at);
          if (problem === undefined)
            return { kind: 'submitted', at, orders: [this.show(ref, answer, port, at)] };
        }
        return { kind: 'submission_failed', at, problem };
      }
      case 'find':
        return problem === undefined
          ? { kind: 'searched', at, found: this.search(call.attempt, answer, port, at), runId: RUN }
          : { kind: 'call_failed', at, startedAt, call: 'find', problem };
      case 'cancel':
        return {
          kind: 'cancel_answered',
          at,
          orderRef: call.cancel.orderRef,
          results: cancelAnswers(call, answer),
        };
      case 'dates':
        return { kind: 'dates_answered', at, dates: datesAnswered(call.orderRefs, answer, at) };
      case 'errand':
        return {
          kind: 'errand_answered',
          at,
          id: call.errand.id,
          ...(problem !== undefined && { problem }),
        };
      case 'read':
        return problem === undefined
          ? { kind: 'read', at, startedAt, cause: call.cause, result: this.read(call, answer, port, at) }
          : { kind: 'call_failed', at, startedAt, call: 'read', problem };
    }
  }

  /** A run that has searched for the drafts knows what became of them. */
  private isForgetful({ finds }: Answer, port: Port): boolean {
    const known = port.searched?.numbers ?? [];
    return finds === 'found' && draftItems(port).some(({ phoneNumber }) => !known.includes(phoneNumber));
  }

  private make({ numbers, number }: Attempt, at: Instant): MadeOrder {
    const order = { ref: `KW${String(number)}`, numbers, at, attempt: number };
    this.made.push(order);
    return order;
  }

  /**
   * Whether there is an order was settled when it was sent; where nobody knows of a send, the first search settles it.
   * A provider may show it late, but not later than the second look.
   */
  private search(attempt: Attempt, answer: Answer, port: Port, at: Instant): SearchResult {
    const isFirst = !this.searched.has(attempt.key);
    this.searched.add(attempt.key);
    if (answer.finds === 'ambiguous') return { kind: 'ambiguous', orderRefs: ['KW98', 'KW99'] };
    const wasSent = attempt.failure !== undefined;
    const order =
      this.made.find((made) => made.attempt === attempt.number) ??
      (isFirst && !wasSent && answer.finds === 'found' ? this.make(attempt, at) : undefined);
    if (order === undefined) return this.oldOrder(answer, port, at);
    return isFirst && answer.finds === 'absent'
      ? { kind: 'absent' }
      : { kind: 'found', orders: [this.show(order.ref, answer, port, at)] };
  }

  /** An order of the same numbers, made by an attempt before: it answers nothing. */
  private oldOrder(answer: Answer, port: Port, at: Instant): SearchResult {
    const numbers = openAttempt(port)?.numbers ?? [];
    const old = port.orders.find(({ ref }) =>
      this.made.some((made) => made.ref === ref && made.numbers.some((number) => numbers.includes(number))),
    );
    return old === undefined || answer.finds === 'absent'
      ? { kind: 'absent' }
      : { kind: 'found', orders: [this.show(old.ref, answer, port, at)] };
  }

  private show(ref: string, answer: Answer, port: Port, at: Instant): OrderSnapshot {
    const before = this.shown.get(ref);
    if (answer.isSame && before !== undefined) return before;
    const index = this.made.findIndex((made) => made.ref === ref);
    const places = numbersOf(port);
    const items = this.made[index]!.numbers.flatMap((number): ItemSnapshot[] => {
      const place = answer.isUniform ? 0 : places.indexOf(number) + index;
      const shown = answer.items[place % answer.items.length]!;
      if (shown === 'left out') return [];
      const known = before?.items.find(({ phoneNumber }) => phoneNumber === number);
      return shown === 'as before'
        ? [known ?? { phoneNumber: number, word: 'in_review', status: 'in_review' }]
        : [snapshotOf(shown, number, at)];
    });
    const order = { ref, word: 'In Progress', actionRequired: answer.actionRequired, items };
    this.shown.set(ref, order);
    return order;
  }

  /** Only what differs from what the caller knows, as `activities/digest.ts` does it. */
  private read(
    { orderRefs, digest }: Extract<Call, { kind: 'read' }>,
    answer: Answer,
    port: Port,
    at: Instant,
  ): ReadResult {
    const orders = orderRefs.map((ref) => this.show(ref, answer, port, at));
    const found = this.digestOf(orders);
    if (found === digest) return { kind: 'unchanged' };
    const known = this.byDigest.get(digest ?? '') ?? [];
    return { kind: 'changed', digest: found, orders: orders.flatMap((order) => changesOf(order, known)) };
  }

  private digestOf(orders: OrderSnapshot[]): string {
    const content = JSON.stringify(orders);
    const known = this.digests.get(content);
    if (known !== undefined) return known;
    const name = `digest ${String(this.digests.size)}`;
    this.digests.set(content, name);
    this.byDigest.set(name, orders);
    return name;
  }
}

function changesOf(order: OrderSnapshot, known: readonly OrderSnapshot[]): OrderSnapshot[] {
  const before = known.find(({ ref }) => ref === order.ref);
  if (before?.items.length !== order.items.length) return [order];
  const items = order.items.filter((item, index) => !isSame(item, before.items[index]!));
  return items.length > 0 || before.actionRequired !== order.actionRequired ? [{ ...order, items }] : [];
}

function isSame(a: ItemSnapshot, b: ItemSnapshot): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b);
}

export function snapshotOf(
  { date, ago, reason, ...facts }: ItemFacts,
  phoneNumber: string,
  now: Instant,
): ItemSnapshot {
  return {
    phoneNumber,
    ...facts,
    ...(date !== undefined && { foc: focOf(date, now) }),
    ...(ago !== undefined && { updatedAt: now - ago }),
    ...(reason !== undefined && { rejection: rejectionFor(reason, '22150', 'The carrier said no.') }),
  };
}

function focOf({ distance, isBare, isRounded }: DateShown, now: Instant): Foc {
  const exact = now + distance;
  const from = isRounded ? exact - (exact % DAY) : exact;
  return isBare
    ? { from, until: from + 29 * HOUR, precision: 'date' }
    : { from, until: from, precision: 'instant' };
}

export function checkAnswers(numbers: readonly string[], { portable }: Answer): Portability[] {
  return numbers.map((phoneNumber, index) => {
    const says = portable[index] ?? true;
    return says === true
      ? { phoneNumber, portable: true }
      : { phoneNumber, portable: false, rejection: rejectionFor(says, '22131', 'No.') };
  });
}

/** Every other order could move then. */
function datesAnswered(orderRefs: readonly string[], { problem }: Answer, at: Instant): DateFits {
  if (problem !== undefined) return { ok: false, problem };
  const allowed = [{ from: at + DAY, until: at + 2 * DAY }];
  return {
    ok: true,
    fits: orderRefs.map((orderRef, index) => ({ orderRef, isPossible: index % 2 === 0, allowed })),
  };
}

function cancelAnswers({ cancel }: Extract<Call, { kind: 'cancel' }>, answer: Answer): CancelAnswer[] {
  const { numbers, isWhole } = cancel;
  return numbers.slice(0, isWhole ? numbers.length : answer.reaches).map(({ phoneNumber }, index) => {
    const against = answer.problem ?? answer.cancels[isWhole ? 0 : index];
    return { phoneNumber, ...(against && { problem: against }) };
  });
}

function numbersOf({ request }: Port): string[] {
  return request.numbers.map(({ phoneNumber }) => phoneNumber);
}

/** What some numbers lack; of others nothing is said. */
export function missingOf(missing: readonly MissingField[], own: readonly string[]): MissingField[] {
  return missing.flatMap((field) => {
    if (field.numbers === undefined) return [field];
    const numbers = field.numbers.filter((number) => own.includes(number));
    return numbers.length === 0 ? [] : [{ ...field, numbers }];
  });
}

/** What a patch makes of a request: nothing good, one change for all numbers, or a change of some numbers' own data. */
export function revisionOf(request: PortRequest, patch: Patch): Revision {
  switch (patch.kind) {
    case 'nonsense':
      return { ok: false, invalid: [{ field: 'nonsense', message: 'is no field' }] };
    case 'name': {
      const subscriber = { ...request.subscriber, name: patch.name };
      return { ok: true, request: { ...request, subscriber }, fields: ['subscriber.name'], numbers: [] };
    }
    case 'accounts': {
      const chosen = request.numbers.filter(({ phoneNumber }) => patch.numbers.includes(phoneNumber));
      const foreign = patch.numbers.find(
        (number) => !chosen.some(({ phoneNumber }) => phoneNumber === number),
      );
      if (foreign !== undefined) {
        return { ok: false, invalid: [{ field: 'numbers', message: `${foreign} is not in this port` }] };
      }
      const numbers = request.numbers.map((number) =>
        chosen.includes(number) ? { ...number, accountNumber: patch.account } : number,
      );
      return {
        ok: true,
        request: { ...request, numbers },
        fields: ['numbers.accountNumber'],
        numbers: patch.numbers,
      };
    }
  }
}
