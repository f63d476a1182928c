import type { DateFits } from '../../../src/domain/model/date-fits';
import type { Revision } from '../../../src/domain/model/commands';
import type { CancelAnswer, PortEvent, SearchResult, AccountTerms } from '../../../src/domain/model/events';
import type { Foc } from '../../../src/domain/model/foc';
import { isFinal, openAttempt } from '../../../src/domain/facts/items';
import type { ProviderItemStatus } from '../../../src/domain/model/status';
import { draftItems } from '../../../src/domain/facts/submission';
import type { Attempt } from '../../../src/domain/model/attempt';
import type { Port } from '../../../src/domain/model/port';
import type { OutwardStep } from '../../../src/domain/lifecycle/proceed';
import { rejectionFor, type CanonicalReason } from '../../../src/domain/model/reasons';
import type { PortRequest } from '../../../src/domain/model/request';
import type {
  ItemSnapshot,
  MissingField,
  OrderSnapshot,
  Portability,
  ProviderProblem,
  ReadResult,
} from '../../../src/domain/model/snapshot';
import { DAY, HOUR, type Instant, type Milliseconds } from '../../../src/domain/model/time';

/** A step that asks the model. */
export type Call = Exclude<OutwardStep, { kind: 'wait' | 'done' }>;

/** What the model answers when it is asked the next time; which part counts depends on what was asked. */
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
  readonly finds: 'found' | 'absent' | 'ambiguous' | 'unlisted';
  /** Of a submission whose outcome is unknown: the provider has the order. */
  readonly isMade: boolean;
  /** Of a submission: how many orders the provider makes of it, as far as it has numbers for them. */
  readonly parts: number;
  /** Of a read: the number, by its place, that the provider has put into another order of the same submission. */
  readonly moves?: number;
  /** An order, by its place among those that were made, cannot be read from now on. */
  readonly trouble?: Trouble;
  /** Of a read: each order lists all numbers that it has. */
  readonly isComplete: boolean;
  /** The provider's word for its orders; an odd one is none that we know. */
  readonly orderStatus: 'In Progress' | 'Odd Word';
  /** Of a cancel: what stands against it, number by number; numbers beyond the first few were not reached. */
  readonly cancels: readonly (ProviderProblem | undefined)[];
  readonly reaches: number;
}

/** An order that cannot be read: the provider does not have it any more, or cannot show it for a while. */
export interface Trouble {
  readonly order: number;
  readonly lasts: Milliseconds | 'for ever';
}

/** What is shown of one number: left out, the same as before, or something else. */
export type ItemShown = 'left out' | 'as before' | ItemFacts;

export interface ItemFacts {
  /** None: the provider uses a word that we do not know. */
  readonly status?: ProviderItemStatus;
  readonly providerStatus: string;
  readonly date?: DateShown;
  /** How long ago it changed, by the provider's clock. */
  readonly ago?: Milliseconds;
  readonly reason?: CanonicalReason;
  /** The provider's code of the refusal. */
  readonly code?: string;
  readonly missingFields?: true;
  /** Given for a date, and not readable. */
  readonly unreadableDate?: string;
}

/** A date as an adapter gives it, told from now: an instant, or a day as wide as the country's zones make it. */
export interface DateShown {
  readonly distance: Milliseconds;
  readonly isBare: boolean;
  readonly isRounded: boolean;
}

/** What the request of a port can be amended to; a patch can be nonsense. */
export type Patch =
  | { readonly kind: 'nonsense' }
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'accounts'; readonly numbers: readonly string[]; readonly account: string };

/** An order at the provider, whether the port knows of it or not. */
export interface MadeOrder {
  readonly ref: string;
  /** Those that are in it now. */
  readonly numbers: readonly string[];
  readonly at: Instant;
  /** The attempt that made it. */
  readonly attempt: number;
}

/** A provider that answers as it is planned, and keeps what it must to be believed: its orders, and what it showed of them. */
export interface Model {
  /** Every order that was made, the oldest first. */
  readonly made: readonly MadeOrder[];
  answerTo(call: Call, answer: Answer, port: Port, startedAt: Instant, at: Instant): PortEvent;
}

/** @param terms - what a worker says that has the account */
export function openModel(terms: AccountTerms): Model {
  return new PlannedModel(terms);
}

/** The run id of the one workflow run that each model knows. */
const RUN = 'run';

class PlannedModel implements Model {
  constructor(private readonly terms: AccountTerms) {}

  readonly made: MadeOrder[] = [];
  /** What was shown of each order when it was shown last. */
  private readonly shown = new Map<string, OrderSnapshot>();
  /** What each digest stands for. */
  private readonly byDigest = new Map<string, readonly OrderSnapshot[]>();
  /** The same from the other side: a short name for what was shown. */
  private readonly digests = new Map<string, string>();
  /** The orders that cannot be read, and until when. */
  private readonly troubled = new Map<string, Instant>();
  /** Attempts for which a search has found out whether there is an order. */
  private readonly searched = new Set<string>();

  answerTo(call: Call, answer: Answer, port: Port, startedAt: Instant, at: Instant): PortEvent {
    const event = this.answered(call, answer, port, startedAt, at);
    this.afflict(answer.trouble, at);
    return event;
  }

  /** An order is in trouble from now on: also one that was made just now. */
  private afflict(trouble: Trouble | undefined, at: Instant): void {
    const made = trouble && this.made[trouble.order % this.made.length];
    if (made === undefined) return;
    const { lasts } = trouble!;
    this.troubled.set(made.ref, lasts === 'for ever' ? Infinity : at + lasts);
  }

  private answered(call: Call, answer: Answer, port: Port, startedAt: Instant, at: Instant): PortEvent {
    const { problem } = answer;
    switch (call.kind) {
      case 'check_reset':
        return { kind: 'reset_checked', at, mayHaveSubmitted: this.mayHaveSubmitted(answer, port) };
      case 'revise':
        return { kind: 'revised', at, revision: revisionOf(port.request, call.patch as Patch) };
      case 'prepare':
        return problem === undefined
          ? { kind: 'account_prepared', at, terms: this.terms }
          : // Only what is said meanwhile calls a preparation off.
            { kind: 'call_failed', at, startedAt, call: 'prepare', problem: withoutWorker(problem) };
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
      case 'submit': {
        if (problem === undefined || (problem.outcome === 'unknown' && answer.isMade)) {
          const made = this.make(call.attempt, answer, at);
          if (problem === undefined)
            return { kind: 'submitted', at, orders: made.map(({ ref }) => this.show(ref, answer, port, at)) };
        }
        return { kind: 'submission_failed', at, problem };
      }
      case 'search':
        return problem === undefined
          ? { kind: 'searched', at, found: this.search(call.attempt, answer, port, at), runId: RUN }
          : { kind: 'search_failed', at, startedAt, problem };
      case 'cancel':
        return {
          kind: 'cancel_answered',
          at,
          orderRef: call.cancel.orderRef,
          results: cancelAnswers(call, answer),
        };
      case 'fit_dates':
        return { kind: 'dates_fitted', at, dates: datesAnswered(call.orderRefs, answer, at) };
      case 'order_action':
        return {
          kind: 'order_action_answered',
          at,
          id: call.action.id,
          ...(problem !== undefined && { problem }),
        };
      case 'read':
        return problem === undefined
          ? {
              kind: 'read',
              at,
              startedAt,
              orderRefs: call.orderRefs,
              cause: call.cause,
              result: this.read(call, answer, port, at),
            }
          : { kind: 'read_failed', at, startedAt, orderRefs: call.orderRefs, problem };
    }
  }

  /** A run that has searched for the drafts knows what became of them. */
  private mayHaveSubmitted({ finds }: Answer, port: Port): boolean {
    const known = port.searched?.numbers ?? [];
    return finds === 'found' && draftItems(port).some(({ phoneNumber }) => !known.includes(phoneNumber));
  }

  /** One order, or several that share the numbers. */
  private make({ numbers, number }: Attempt, { parts }: Pick<Answer, 'parts'>, at: Instant): MadeOrder[] {
    const count = Math.min(parts, numbers.length);
    const orders = Array.from({ length: count }, (_, part): MadeOrder => ({
      ref: `KW${String(number)}${part === 0 ? '' : `-${String(part)}`}`,
      numbers: numbers.filter((__, index) => index % count === part),
      at,
      attempt: number,
    }));
    this.made.push(...orders);
    return orders;
  }

  /**
   * Puts a number of the newest submission that it went out with into another order of that, a new one or one that is
   * there. What is over stays where it is.
   */
  private move(number: string | undefined, port: Port, at: Instant): void {
    const from = this.made.findLast(({ numbers }) => number !== undefined && numbers.includes(number));
    if (from === undefined || number === undefined || !isFollowed(port, from.ref, number)) return;
    const before = this.shown.get(from.ref);
    const known = before?.items.find(({ phoneNumber }) => phoneNumber === number);
    if (known?.status !== undefined && isFinal(known.status)) return;
    const ofSame = this.made.filter(({ attempt }) => attempt === from.attempt);
    const to = ofSame.find((other) => other !== from) ?? {
      ref: `KW${String(from.attempt)}-${String(ofSame.length)}`,
      numbers: [],
      at,
      attempt: from.attempt,
    };
    if (!this.made.includes(to)) this.made.push(to);
    this.put(from, { ...from, numbers: from.numbers.filter((other) => other !== number) });
    this.put(to, { ...to, numbers: [...to.numbers, number] });
    if (before === undefined || known === undefined) return;
    // It goes on as it stood.
    const there = this.shown.get(to.ref) ?? { ...before, ref: to.ref, items: [] };
    this.shown.set(from.ref, { ...before, items: before.items.filter((item) => item !== known) });
    this.shown.set(to.ref, { ...there, items: [...there.items, known] });
  }

  private put(order: MadeOrder, instead: MadeOrder): void {
    this.made.splice(this.made.indexOf(order), 1, instead);
  }

  /**
   * Whether there is an order was settled when it was sent; where no send is known, the first search settles it.
   * A provider may show it late, but not later than the second look.
   */
  private search(attempt: Attempt, answer: Answer, port: Port, at: Instant): SearchResult {
    const isFirst = !this.searched.has(attempt.key);
    this.searched.add(attempt.key);
    if (answer.finds === 'ambiguous') return { kind: 'ambiguous', orderRefs: ['KW98', 'KW99'] };
    if (answer.finds === 'unlisted') return { kind: 'unlisted', orderRefs: ['KW97'] };
    const wasSent = attempt.failure !== undefined;
    const known = this.made.filter((made) => made.attempt === attempt.number);
    const isMadeNow = known.length === 0 && isFirst && !wasSent && answer.finds === 'found';
    const orders = isMadeNow ? this.make(attempt, answer, at) : known;
    if (orders.length === 0) return this.oldOrder(answer, port, at);
    return isFirst && answer.finds === 'absent'
      ? { kind: 'absent' }
      : { kind: 'found', orders: orders.map(({ ref }) => this.show(ref, answer, port, at)) };
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
    const isOneOfSeveral = this.made.some(
      (other) => other.ref !== ref && other.attempt === this.made[index]!.attempt,
    );
    const items = this.made[index]!.numbers.flatMap((number): ItemSnapshot[] => {
      const place = answer.isUniform ? 0 : places.indexOf(number) + index;
      const shown = answer.items[place % answer.items.length]!;
      // Where there are several orders, every adapter says at first which of them has a number.
      if (shown === 'left out' && (before !== undefined || !isOneOfSeveral)) return [];
      const known = before?.items.find(({ phoneNumber }) => phoneNumber === number);
      return typeof shown === 'string'
        ? [known ?? { phoneNumber: number, providerStatus: 'in_review', status: 'in_review' }]
        : [snapshotOf(shown, number, at)];
    });
    const order: OrderSnapshot = {
      ref,
      providerStatus: answer.orderStatus,
      ...(answer.orderStatus === 'Odd Word' && { isStatusUnknown: true }),
      actionRequired: answer.actionRequired,
      ...(answer.isComplete && { isComplete: true }),
      items,
    };
    this.shown.set(ref, order);
    return order;
  }

  /**
   * Only what differs from what the caller knows, as `activities/port/digest.ts` does it. Who reads one order of a submission
   * sees all of them.
   */
  private read(
    { orderRefs, digest }: Extract<Call, { kind: 'read' }>,
    answer: Answer,
    port: Port,
    at: Instant,
  ): ReadResult {
    this.move(numbersOf(port)[answer.moves ?? -1], port, at);
    const attempts = this.made.flatMap(({ ref, attempt }) => (orderRefs.includes(ref) ? [attempt] : []));
    const looked = this.made.filter(({ attempt }) => attempts.includes(attempt));
    const isReadable = ({ ref }: MadeOrder) => (this.troubled.get(ref) ?? at) <= at;
    const orders = looked.filter(isReadable).map(({ ref }) => this.show(ref, answer, port, at));
    const failures = looked
      .filter((each) => !isReadable(each))
      .map(({ ref }) => ({ ref, problem: unreadable(this.troubled.get(ref)!) }));
    const failed = failures.length > 0 && { failures };
    const found = this.digestOf(orders);
    if (found === digest) return { kind: 'unchanged', ...failed };
    const known = this.byDigest.get(digest ?? '') ?? [];
    const changes = orders.flatMap((order) => changesOf(order, known));
    return { kind: 'changed', digest: found, orders: changes, ...failed };
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

/** What a provider says of an order that it does not have any more, and of one that it cannot show now. */
function unreadable(until: Instant): ProviderProblem {
  return until === Infinity
    ? { code: 'order_not_found', message: 'There is no such order.', outcome: 'refused', status: 404 }
    : { code: 'provider_unavailable', message: 'Not now.', outcome: 'unavailable', status: 503 };
}

/** What ports follow into another order: what is under way. What is over, or superseded, stays where it is here. */
function isFollowed({ items }: Port, ref: string, number: string): boolean {
  return items.some(
    ({ orderRef, phoneNumber, status, superseded, contradiction }) =>
      orderRef === ref &&
      phoneNumber === number &&
      superseded === undefined &&
      contradiction === undefined &&
      !isFinal(status),
  );
}

function changesOf(order: OrderSnapshot, known: readonly OrderSnapshot[]): OrderSnapshot[] {
  const before = known.find(({ ref }) => ref === order.ref);
  if (before?.items.length !== order.items.length) return [order];
  const items = order.items.filter((item, index) => !isSame(item, before.items[index]!));
  const isOther =
    before.actionRequired !== order.actionRequired ||
    before.providerStatus !== order.providerStatus ||
    before.isComplete !== order.isComplete;
  // What is left out here is as it was, and still in the order.
  const { isComplete: _, ...part } = order;
  return items.length > 0 || isOther ? [{ ...part, items }] : [];
}

function isSame(a: ItemSnapshot, b: ItemSnapshot): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b);
}

export function snapshotOf(
  { date, ago, reason, code = '22150', ...facts }: ItemFacts,
  phoneNumber: string,
  now: Instant,
): ItemSnapshot {
  return {
    phoneNumber,
    ...facts,
    ...(date !== undefined && { foc: focOf(date, now) }),
    ...(ago !== undefined && { updatedAt: now - ago }),
    ...(reason !== undefined && { rejection: rejectionFor(reason, code, 'The carrier said no.') }),
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

function withoutWorker(problem: ProviderProblem): ProviderProblem {
  return problem.code === 'called_off' ? { ...problem, code: 'no_worker_for_account' } : problem;
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
