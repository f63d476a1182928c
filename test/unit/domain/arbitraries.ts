import fc, { type Arbitrary } from 'fast-check';
import type { Foc } from '../../../src/domain/foc';
import type { PortEvent } from '../../../src/domain/events';
import type { ProviderItemStatus } from '../../../src/domain/item-status';
import type { Policy } from '../../../src/domain/policy';
import { rejectionFor, type CanonicalReason } from '../../../src/domain/reasons';
import type { ItemSnapshot, MissingField, ProviderProblem } from '../../../src/domain/snapshot';
import { DAY, HOUR, MINUTE, SECOND, type Instant, type Milliseconds } from '../../../src/domain/time';
import type { Message, Moment, Plan } from './life';
import { BEGIN, commanded, numberList, ORDER_REF, type Given } from './port-under-test';

/** How often each property is tried. */
export const RUNS = Number(process.env['PORTKEEPER_RUNS'] ?? 150);

const STATUSES: readonly ProviderItemStatus[] = [
  'not_portable',
  'in_review',
  'awaiting_signature',
  'submitted',
  'foc_confirmed',
  'rejected',
  'canceling',
  'ported',
  'canceled',
  'expired',
  'reversed',
];

/** Most often the usual road, so that lives get far; every status and an unknown word now and then. */
const status: Arbitrary<ProviderItemStatus | undefined> = fc.oneof(
  { weight: 6, arbitrary: fc.constant('foc_confirmed' as const) },
  { weight: 2, arbitrary: fc.constant('submitted' as const) },
  { weight: 2, arbitrary: fc.constant('ported' as const) },
  { weight: 4, arbitrary: fc.constantFrom(...STATUSES) },
  { weight: 2, arbitrary: fc.constant(undefined) },
);

/**
 * How far a cutover is from now: past, inside the window, on its very edges (72 h of window, 24 h of notice), far.
 * The few values make equal dates and equal instants likely.
 */
const distance: Arbitrary<Milliseconds> = fc.oneof(
  fc.constantFrom(-10 * DAY, -HOUR, 0, HOUR, 71 * HOUR, 72 * HOUR, 73 * HOUR, 96 * HOUR, 10 * DAY, 40 * DAY),
  fc.integer({ min: -5 * DAY, max: 20 * DAY }),
);

/** A date as an adapter gives it, told from now: an instant, or a day as wide as the country's zones make it. */
const foc: Arbitrary<(now: Instant) => Foc> = fc
  .record({ distance, isBare: fc.boolean(), isRounded: fc.boolean() })
  .map(({ distance: length, isBare, isRounded }) => (now: Instant): Foc => {
    const exact = now + length;
    const from = isRounded ? exact - (exact % DAY) : exact;
    return isBare
      ? { from, until: from + 29 * HOUR, precision: 'date' }
      : { from, until: from, precision: 'instant' };
  });

const reason = fc.constantFrom<CanonicalReason[]>('name_mismatch', 'pin_wrong_or_expired', 'other');

/** How long ago something changed, by the provider's clock: few values, so that reads and hints meet and miss. */
const ago: Arbitrary<Milliseconds> = fc.constantFrom(0, SECOND, 10 * MINUTE, 2 * HOUR, 10 * DAY);

const WORDS = ['Mystery', 'Losing Carrier Review', ''];

/** What a read shows of one number. */
const itemShown: Arbitrary<(phoneNumber: string, now: Instant) => ItemSnapshot> = fc
  .record({
    status,
    foc,
    hasDate: fc.boolean(),
    forgetsDate: fc.nat(9).map((chance) => chance === 0),
    reason,
    missingFields: fc.boolean(),
    word: fc.constantFrom(...WORDS),
    ago: fc.option(ago, { freq: 3, nil: undefined }),
  })
  .map((chosen) => (phoneNumber: string, now: Instant): ItemSnapshot => {
    const isDated = chosen.status === 'foc_confirmed' ? !chosen.forgetsDate : chosen.hasDate;
    const isRefused = chosen.status === 'rejected' || chosen.status === 'not_portable';
    return {
      phoneNumber,
      word: chosen.status ?? chosen.word,
      ...(chosen.status !== undefined && { status: chosen.status }),
      ...(isDated && { foc: chosen.foc(now) }),
      ...(chosen.ago !== undefined && { updatedAt: now - chosen.ago }),
      ...(isRefused && { rejection: rejectionFor(chosen.reason, '22150', 'The carrier said no.') }),
      ...(chosen.missingFields && chosen.status === 'in_review' && { missingFields: true }),
    };
  });

const problem: Arbitrary<ProviderProblem> = fc.record(
  {
    code: fc.constantFrom('provider_unavailable', 'provider_unauthorized', 'no_worker_for_account'),
    message: fc.constant('It did not work.'),
    outcome: fc.constantFrom('refused' as const, 'unavailable' as const, 'unknown' as const),
    reason,
    status: fc.constantFrom(400, 500),
    retryAfterMs: fc.constantFrom(SECOND, HOUR),
  },
  { requiredKeys: ['code', 'message', 'outcome'], noNullPrototype: true },
);

const missing: Arbitrary<MissingField[]> = fc
  .nat(6)
  .map((chance) => (chance === 0 ? [{ field: 'subscriber.name', message: 'The name.' }] : []));

const places = fc.uniqueArray(fc.nat(4), { minLength: 1, maxLength: 3 });

/** What people and webhooks say; most often a cancel, because it has the most to go wrong. */
const message: Arbitrary<Message> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record(
      { kind: fc.constant('hint' as const), ago: fc.array(ago, { minLength: 1, maxLength: 3 }) },
      { requiredKeys: ['kind'], noNullPrototype: true },
    ),
  },
  {
    weight: 4,
    arbitrary: fc.record(
      {
        kind: fc.constant('command' as const),
        command: fc.constantFrom(
          'cancel' as const,
          'cancel' as const,
          'refresh' as const,
          'changeDate' as const,
        ),
        places,
      },
      { requiredKeys: ['kind', 'command'], noNullPrototype: true },
    ),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('again' as const), back: fc.nat(2) }) },
);

/** One in so many calls fails as a whole. */
const sometimes = <T>(arbitrary: Arbitrary<T>, oneIn: number): Arbitrary<T | undefined> =>
  fc.oneof({ weight: oneIn - 1, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary });

const portability = fc.oneof(
  { weight: 8, arbitrary: fc.constant(true as const) },
  {
    weight: 1,
    arbitrary: fc.constantFrom<CanonicalReason[]>('unsupported', 'already_ours', 'duplicate_port'),
  },
);

/** Most calls are short; some last as long as an activity that is tried again and again. */
const takes: Arbitrary<Milliseconds> = fc.oneof(
  fc.constant(0),
  fc.integer({ min: 1, max: 2 * SECOND }),
  fc.integer({ min: 1, max: 2 * MINUTE }),
);

const answer: Arbitrary<Moment['answers'][number]> = fc
  .record({
    takes,
    meanwhile: fc.oneof(
      { weight: 3, arbitrary: fc.constant([]) },
      { weight: 1, arbitrary: fc.array(message, { maxLength: 2 }) },
    ),
    problem: sometimes(problem, 4),
    isSame: fc.boolean(),
    isUniform: fc.boolean(),
    actionRequired: fc.nat(4).map((chance) => chance === 0),
    items: fc.array(itemShown, { minLength: 1, maxLength: 4 }),
    portable: fc.array(portability, { maxLength: 4 }),
    missing,
    finds: fc.constantFrom('absent' as const, 'absent' as const, 'found' as const, 'ambiguous' as const),
    cancels: fc.array(sometimes(problem, 3), { maxLength: 4 }),
  })
  .map(({ problem: failed, ...answered }) => ({ ...answered, ...(failed && { problem: failed }) }));

const moment: Arbitrary<Moment> = fc.record({
  pause: fc.oneof(
    { weight: 5, arbitrary: fc.constant('until woken' as const) },
    { weight: 1, arbitrary: fc.integer({ min: 0, max: 10 * MINUTE }) },
    { weight: 1, arbitrary: fc.integer({ min: 0, max: 5 * DAY }) },
  ),
  messages: fc.oneof(
    { weight: 3, arbitrary: fc.constant([]) },
    { weight: 1, arbitrary: fc.array(message, { maxLength: 3 }) },
  ),
  answers: fc.array(answer, { minLength: 1, maxLength: 3 }),
});

const policy: Arbitrary<Partial<Policy>> = fc.record(
  {
    cancellationWindow: fc.constantFrom(0, 48 * HOUR, 96 * HOUR),
    notice: fc.constantFrom(0, 48 * HOUR),
    enforcement: fc.constantFrom('hard' as const, 'best_effort' as const),
    holdAfterPorted: fc.constantFrom(0, DAY),
    noNews: fc.constantFrom(DAY, 7 * DAY),
    watchEvery: fc.constantFrom(HOUR, 24 * HOUR),
    draftExpiry: fc.constantFrom(HOUR, 30 * DAY),
    settle: fc.constantFrom(MINUTE, 2 * HOUR),
  },
  { requiredKeys: [], noNullPrototype: true },
);

const given: Arbitrary<Given> = fc
  .record({
    count: fc.integer({ min: 1, max: 4 }),
    submit: fc.constantFrom('when_ready' as const, 'when_ready' as const, 'manual' as const),
    onNotPortable: fc.constantFrom('hold' as const, 'continue_without' as const),
    policy,
    missing,
    watchOffset: fc.nat(24 * HOUR),
    afterUnknownSend: fc.constantFrom('look_up' as const, 'look_up' as const, 'ask_person' as const),
  })
  .map(({ count, submit, onNotPortable, afterUnknownSend, ...rest }) => ({
    ...rest,
    capabilities: { afterUnknownSend },
    numbers: numberList(count),
    request: { submit, onNotPortable },
  }));

/** A port and all that happens to it. */
export const plan: Arbitrary<Plan> = fc.record({
  given,
  moments: fc.array(moment, { minLength: 1, maxLength: 25, size: 'max' }),
});

/** A port in a life that began well: its order is at the provider. */
export const planAtProvider: Arbitrary<Plan> = plan.map(({ given: { request, ...rest }, moments }) => ({
  given: { ...rest, request: { ...request, submit: 'when_ready' }, missing: [] },
  moments: moments.map((each, index) => (index > 0 ? each : begunWell(each))),
}));

/** Nothing fails, and nobody says anything before the order is made. */
function begunWell({ answers, ...moment }: Moment): Moment {
  return {
    ...moment,
    messages: [],
    answers: answers.map(({ problem: _, ...well }) => ({
      ...well,
      portable: [],
      missing: [],
      meanwhile: [],
    })),
  };
}

/** A port whose first submission may have been made and may not: how its life goes on from there. */
export const planUnknown: Arbitrary<Plan> = fc
  .record({ plan: planAtProvider, problem })
  .map(({ plan: { given, moments }, problem: failed }) => {
    const [first, ...others] = moments;
    if (first === undefined) return { given, moments };
    const [checks] = first.answers;
    const unknown = { ...failed, code: 'provider_timeout', outcome: 'unknown' as const };
    const lost = { ...checks!, problem: unknown };
    return { given, moments: [{ ...first, answers: [checks!, lost] }, ...others] };
  });

/** Any event at any instant: nothing stops a late or a repeated one. */
export const anyEvent: Arbitrary<PortEvent> = fc
  .record({ after: fc.integer({ min: 0, max: 40 * DAY }), answer, took: takes })
  .chain(({ after, answer: given_, took }) => {
    const at = BEGIN + after;
    const startedAt = at - took;
    const failed = given_.problem ?? { code: 'x', message: 'y', outcome: 'unknown' as const };
    const numbers = numberList(4);
    const orders = [
      {
        ref: ORDER_REF,
        word: 'w',
        actionRequired: given_.actionRequired,
        items: numbers.flatMap((number, index) => given_.items[index]?.(number, at) ?? []),
      },
    ];
    const answers = numbers.map((phoneNumber, index) => ({
      phoneNumber,
      portable: (given_.portable[index] ?? true) === true,
    }));
    const command = { kind: 'command' as const, command: 'refresh' };
    const results = numbers.map((phoneNumber, index) => {
      const against = given_.cancels[index];
      return { phoneNumber, ...(against && { problem: against }) };
    });
    return fc.constantFrom<PortEvent[]>(
      { kind: 'hinted', at },
      { kind: 'hinted', at, numbers: Object.fromEntries(numbers.map((number) => [number, at - took])) },
      commanded(at),
      commanded(at, { name: 'cancel' }),
      commanded(at, { name: 'cancel', numbers: numbers.slice(0, 2) }),
      commanded(at, { name: 'changeDate', schedule: { date: '2026-05-01' } }),
      { kind: 'judged', at },
      { kind: 'reviewed', at, missing: given_.missing },
      { kind: 'searched', at, found: { kind: 'absent' }, runId: 'run' },
      { kind: 'searched', at, found: { kind: 'ambiguous', orderRefs: ['KW8', 'KW9'] } },
      { kind: 'searched', at, found: { kind: 'found', order: orders[0]! } },
      { kind: 'cancel_answered', at, orderRef: ORDER_REF, results },
      { kind: 'call_failed', at, startedAt, call: 'find', problem: failed },
      { kind: 'checked', at, answers, missing: given_.missing },
      { kind: 'attempt_began', at },
      { kind: 'submitted', at, order: orders[0]! },
      { kind: 'submission_failed', at, problem: failed },
      { kind: 'read', at, startedAt, cause: command, result: { kind: 'changed', digest: 'd', orders } },
      { kind: 'read', at, startedAt, cause: { kind: 'watch' }, result: { kind: 'unchanged' } },
      { kind: 'call_failed', at, startedAt, call: 'read', problem: failed },
      { kind: 'call_failed', at, startedAt, call: 'check', problem: failed },
      { kind: 'clock_struck', at },
      { kind: 'ended', at, ending: { kind: 'abandoned' }, cause: command },
    );
  });
