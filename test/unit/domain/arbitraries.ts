import fc, { type Arbitrary } from 'fast-check';
import type { Capabilities } from '../../../src/domain/model/capabilities';
import type { CommandName, SettledAs } from '../../../src/domain/model/port-commands';
import type { PortEvent } from '../../../src/domain/model/events';
import type { ProviderItemStatus } from '../../../src/domain/model/status';
import type { Policy } from '../../../src/domain/model/policy';
import type { CanonicalReason } from '../../../src/domain/model/reasons';
import type { RequestedNumber } from '../../../src/domain/model/request';
import type { MissingField, ProviderProblem } from '../../../src/domain/model/snapshot';
import { DAY, HOUR, MINUTE, SECOND, type Milliseconds } from '../../../src/domain/model/time';
import type { Message, Moment, Plan } from './random-run';
import { BEGIN } from './instants';
import { commanded } from './port-events';
import { aDraft, type Given, termsGiven } from './port-under-test';
import { numberList, ORDER_REF } from './snapshots';
import { commandOf, type PlannedCommand } from './sample-commands';
import {
  checkAnswers,
  missingOf,
  revisionOf,
  snapshotOf,
  type Answer,
  type DateShown,
  type ItemShown,
  type Patch,
  type Trouble,
} from './model';

/** How often a property is tried that has a test of its own. */
export const RUNS = Number(process.env['PORTKEEPER_RUNS'] ?? 150);

/** The most numbers of a port. */
const MAX_NUMBERS = 4;

/** One of some values, each as often as it says. */
function weighted<T>(...choices: readonly (readonly [weight: number, value: T])[]): Arbitrary<T> {
  return fc.constantFrom(
    ...choices.flatMap(([weight, value]) => Array.from({ length: weight }, () => value)),
  );
}

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

/** Most often the usual road, so that runs get far; every status and an unknown word now and then. */
const status = weighted<ProviderItemStatus | undefined>(
  [14, 'foc_confirmed'],
  [5, 'submitted'],
  [3, 'ported'],
  [4, 'rejected'],
  [3, 'canceled'],
  ...STATUSES.map((each) => [1, each] as const),
  [4, undefined],
);

/**
 * How far a cutover is from now: past, inside the window, on its very edges (72 h of window, 24 h of notice), far.
 * The few values make equal dates and equal instants likely.
 */
const distance: Arbitrary<Milliseconds> = fc.oneof(
  fc.constantFrom(-10 * DAY, -HOUR, 0, HOUR, 71 * HOUR, 72 * HOUR, 73 * HOUR, 96 * HOUR, 10 * DAY, 40 * DAY),
  fc.integer({ min: -5 * DAY, max: 20 * DAY }),
);

const date: Arbitrary<DateShown> = fc.record({ distance, isBare: fc.boolean(), isRounded: fc.boolean() });

const reason = fc.constantFrom<CanonicalReason[]>(
  'name_mismatch',
  'pin_wrong_or_expired',
  'date_refused',
  'other',
);

/** How long ago something changed, by the provider's clock: few values, so that reads and hints meet and miss. */
const ago: Arbitrary<Milliseconds> = fc.constantFrom(0, SECOND, 10 * MINUTE, 2 * HOUR, 10 * DAY);

const WORDS = ['Mystery', 'Losing Carrier Review', ''];

const itemFacts: Arbitrary<ItemShown> = fc
  .record({
    status,
    date,
    /** Zero: a confirmed date is shown without the date, and any other status with one. */
    dating: fc.nat(9),
    reason,
    code: weighted([3, '22150'], [1, '22153']),
    /** Zero: what is shown for a date is none. */
    readable: fc.nat(14),
    missingFields: fc.boolean(),
    providerStatus: fc.constantFrom(...WORDS),
    ago: fc.option(ago, { freq: 3, nil: undefined }),
  })
  .map((chosen): ItemShown => {
    const isDated = chosen.status === 'foc_confirmed' ? chosen.dating !== 0 : chosen.dating < 4;
    const isRefused = chosen.status === 'rejected' || chosen.status === 'not_portable';
    return {
      providerStatus: chosen.status ?? chosen.providerStatus,
      ...(chosen.status !== undefined && { status: chosen.status }),
      ...(isDated && { date: chosen.date }),
      ...(chosen.ago !== undefined && { ago: chosen.ago }),
      ...(isRefused && { reason: chosen.reason, code: chosen.code }),
      ...(chosen.readable === 0 && { unreadableDate: '31/31/2026' }),
      ...(chosen.missingFields && chosen.status === 'in_review' && { missingFields: true as const }),
    };
  });

/** What a look shows of one number: often nothing new, now and then nothing at all. */
const itemShown: Arbitrary<ItemShown> = fc.oneof(
  { weight: 12, arbitrary: itemFacts },
  { weight: 4, arbitrary: fc.constant('as before' as const) },
  { weight: 1, arbitrary: fc.constant('left out' as const) },
);

const problem: Arbitrary<ProviderProblem> = fc.record(
  {
    code: fc.constantFrom(
      'provider_unavailable',
      'provider_unauthorized',
      'no_worker_for_account',
      'called_off',
    ),
    message: fc.constant('It did not work.'),
    outcome: fc.constantFrom('refused' as const, 'unavailable' as const, 'unknown' as const),
    reason,
    status: fc.constantFrom(400, 500),
    retryAfterMs: fc.constantFrom(0, SECOND, HOUR, DAY, 1e15),
  },
  { requiredKeys: ['code', 'message', 'outcome'], noNullPrototype: true },
);

const FIELD = { field: 'subscriber.name', message: 'The name.' };
const OWN_FIELD = { field: 'numbers.pin', message: 'The PIN.' };

/** What a draft lacks: mostly nothing, sometimes a field of all, sometimes one of some numbers. */
const missing: Arbitrary<readonly MissingField[]> = weighted<readonly MissingField[]>(
  [14, []],
  [1, [FIELD]],
  [1, [{ ...OWN_FIELD, numbers: numberList(1) }]],
  [1, [{ field: 'schedule.date', message: 'A later date.', numbers: numberList(3).slice(1) }]],
);

const places = fc.uniqueArray(fc.nat(MAX_NUMBERS), { minLength: 1, maxLength: 3 });

const settledAs = fc.constantFrom<SettledAs[]>(
  'ported',
  'canceled',
  'rejected',
  'not_portable',
  'expired',
  'reversed',
);

/** Mostly a cancel, because it has the most to go wrong; to give a port up ends its run, so that is rare. */
const COMMAND_WEIGHTS: Readonly<Record<CommandName, number>> = {
  cancel: 10,
  resubmit: 8,
  amend: 4,
  refresh: 4,
  changeDate: 3,
  settle: 3,
  submit: 2,
  extend: 2,
  abandon: 1,
  addComment: 1,
  addDocument: 1,
  rate: 1,
};

const commandName = weighted(
  ...Object.entries(COMMAND_WEIGHTS).map(([name, weight]) => [weight, name as CommandName] as const),
);

const plannedCommand: Arbitrary<PlannedCommand> = fc
  .record(
    {
      name: commandName,
      places,
      as: settledAs,
      supersede: fc.boolean(),
      confirm: fc.boolean(),
      patch: weighted([4, 'name' as const], [2, 'accounts' as const], [1, 'nonsense' as const]),
    },
    { requiredKeys: ['name', 'as', 'patch'], noNullPrototype: true },
  )
  .map(({ name, places: chosen, as, supersede, confirm, patch }) => ({
    name,
    ...(chosen !== undefined && { places: chosen }),
    ...(name === 'settle' && { as }),
    ...(name === 'amend' && { patch }),
    ...(name === 'resubmit' && {
      ...(supersede === true && { supersede }),
      ...(confirm === true && { confirm }),
    }),
  }));

/** What people and webhooks say; operators answer attentions, and give commands without one. */
const message: Arbitrary<Message> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record(
      { kind: fc.constant('hint' as const), ago: fc.array(ago, { minLength: 1, maxLength: 3 }) },
      { requiredKeys: ['kind'], noNullPrototype: true },
    ),
  },
  { weight: 5, arbitrary: fc.record({ kind: fc.constant('command' as const), command: plannedCommand }) },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('answer' as const),
      attention: fc.nat(3),
      command: fc.nat(5),
      as: settledAs,
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('again' as const), back: fc.nat(2) }) },
);

/** One in so many calls fails as a whole. */
const sometimes = <T>(arbitrary: Arbitrary<T>, oneIn: number): Arbitrary<T | undefined> =>
  fc.option(arbitrary, { freq: oneIn, nil: undefined });

const portability = weighted<true | CanonicalReason>(
  [24, true],
  [1, 'unsupported'],
  [1, 'already_ours'],
  [1, 'duplicate_port'],
);

/** An order that is gone, or cannot be shown for a while; most often the first ones that were made. */
const trouble: Arbitrary<Trouble> = fc.record({
  order: fc.nat(5),
  lasts: fc.constantFrom<Trouble['lasts'][]>('for ever', 10 * MINUTE, DAY, 3 * DAY),
});

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
    items: fc.array(itemShown, { minLength: 1, maxLength: MAX_NUMBERS }),
    portable: fc.array(portability, { maxLength: MAX_NUMBERS }),
    missing,
    finds: weighted(
      [10, 'absent' as const],
      [8, 'found' as const],
      [2, 'ambiguous' as const],
      [1, 'unlisted' as const],
    ),
    trouble: sometimes(trouble, 14),
    isComplete: fc.boolean(),
    orderStatus: weighted([15, 'In Progress' as const], [1, 'Odd Word' as const]),
    isMade: fc.boolean(),
    parts: weighted([3, 1], [1, 2]),
    moves: sometimes(fc.nat(MAX_NUMBERS - 1), 6),
    cancels: fc.array(sometimes(problem, 3), { maxLength: MAX_NUMBERS }),
    reaches: weighted([1, 1], [1, 2], [6, MAX_NUMBERS]),
  })
  .map(({ problem: failed, moves, trouble: troubled, ...answered }) => ({
    ...answered,
    ...(troubled && { trouble: troubled }),
    ...(failed && { problem: failed }),
    ...(moves !== undefined && { moves }),
  }));

const moment: Arbitrary<Moment> = fc.record({
  pause: fc.oneof(
    { weight: 5, arbitrary: fc.constant('until woken' as const) },
    { weight: 1, arbitrary: fc.integer({ min: 0, max: 10 * MINUTE }) },
    { weight: 1, arbitrary: fc.integer({ min: 0, max: 5 * DAY }) },
  ),
  messages: fc.oneof(
    { weight: 2, arbitrary: fc.constant([]) },
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
    // Rare polls bring runs far: to the times to answer, the cutovers and the expiry of drafts.
    watchEvery: fc.constantFrom(HOUR, 24 * HOUR, 7 * DAY, 30 * DAY),
    cancelConfirmation: fc.constantFrom(10 * MINUTE, 4 * HOUR),
    remindBefore: fc.constantFrom(HOUR, 48 * HOUR),
    readPatience: fc.constantFrom(2 * HOUR, 24 * HOUR),
    draftExpiry: weighted([1, HOUR], [4, 30 * DAY]),
    searchDelay: fc.constantFrom(MINUTE, 2 * HOUR),
    answerBy: fc.constantFrom(HOUR, 2 * DAY, 30 * DAY),
    confirmWithin: fc.constantFrom(10 * MINUTE, HOUR, 7 * DAY),
  },
  { requiredKeys: [], noNullPrototype: true },
);

const capabilities: Arbitrary<Partial<Capabilities>> = fc.record({
  afterUnknownSend: weighted([2, 'look_up' as const], [1, 'ask_person' as const]),
  cancel: weighted([6, 'order_and_number' as const], [1, 'order' as const], [1, 'ticket' as const]),
  numbersPerOrder: weighted([1, 1], [1, 2], [1, 3], [3, 1_000]),
  mixesAccounts: weighted([2, true], [1, false]),
  edits: weighted([3, false], [1, true]),
  comments: weighted([3, false], [1, true]),
  ratings: weighted([3, false], [1, true]),
});

const ACCOUNTS = [undefined, 'account 1', 'account 2'];

const requestedNumbers: Arbitrary<readonly RequestedNumber[]> = fc
  .array(fc.constantFrom(...ACCOUNTS), { minLength: 1, maxLength: MAX_NUMBERS })
  .map((accounts) => {
    const numbers = numberList(accounts.length);
    return accounts.map((accountNumber, index) => ({
      phoneNumber: numbers[index]!,
      ...(accountNumber !== undefined && { accountNumber }),
    }));
  });

const given: Arbitrary<Given> = fc
  .record({
    numbers: requestedNumbers,
    submit: weighted([2, 'when_ready' as const], [1, 'manual' as const]),
    onNotPortable: fc.constantFrom('hold' as const, 'continue_without' as const),
    policy,
    capabilities,
    missing,
    pollJitter: fc.nat(24 * HOUR),
    isUnprepared: weighted([9, false], [1, true]),
  })
  .map(({ numbers, submit, onNotPortable, missing: lacks, ...rest }) => ({
    ...rest,
    missing: missingOf(
      lacks,
      numbers.map(({ phoneNumber }) => phoneNumber),
    ),
    numbers: numbers.map(({ phoneNumber }) => phoneNumber),
    request: { numbers, submit, onNotPortable },
  }));

/** One run in so many is checked against expensive invariants. */
const SAMPLED = 10;

/** A port and all that happens to it. */
export const plan: Arbitrary<Plan> = fc.record({
  given,
  moments: fc.array(moment, { minLength: 1, maxLength: 25, size: 'max' }),
  sample: fc.nat(SAMPLED - 1),
});

/** A run that began well: its orders are at the provider. Now and then a cancel is taken, and taken back. */
export const planAtProvider: Arbitrary<Plan> = fc
  .record({
    run: plan,
    takenBack: weighted([12, undefined], [1, 'canceling' as const], [2, 'canceled' as const]),
  })
  .map(
    ({
      run: {
        given: { request, ...rest },
        moments,
        sample = 0,
      },
      takenBack: as,
    }) => {
      const [first, ...others] = moments;
      const begun = begunWell(first!);
      return {
        given: { ...rest, request: { ...request, submit: 'when_ready' }, missing: [], isUnprepared: false },
        moments: [begun, ...(as === undefined ? [] : takenBack(begun, as)), ...others],
        sample,
      };
    },
  );

/** The first number is canceled, its provider says so, and then, twice, that it goes on with it. */
function takenBack(begun: Moment, as: 'canceling' | 'canceled'): Moment[] {
  const going = { providerStatus: 'submitted', status: 'submitted' } as const;
  const answers = (items: Answer['items']): Moment['answers'] => {
    const shown = { ...answeredWell(begun.answers[0]!), takes: 0, isSame: false, isUniform: false, items };
    const { moves: _, trouble: __, ...still } = shown;
    return Array.from({ length: 3 }, () => ({ ...still, cancels: [], reaches: MAX_NUMBERS }));
  };
  const cancel: Message = { kind: 'command', command: { name: 'cancel', places: [0] } };
  const hint: Message = { kind: 'hint' };
  return [
    {
      pause: 0,
      messages: [cancel],
      answers: answers([{ providerStatus: as, status: as }, going, going, going]),
    },
    { pause: MINUTE, messages: [hint], answers: answers([going]) },
    { pause: 10 * MINUTE, messages: [hint], answers: answers([going]) },
  ];
}

/** Nothing fails, and no message comes before the order is made. */
function begunWell({ answers, ...first }: Moment): Moment {
  return { ...first, messages: [], answers: answers.map(answeredWell) };
}

function answeredWell({ problem: _, ...well }: Moment['answers'][number]): Moment['answers'][number] {
  return { ...well, portable: [], missing: [], meanwhile: [] };
}

/** A port whose first submission may have been made and may not: how its run goes on from there. */
export const planUnknown: Arbitrary<Plan> = fc
  .record({ plan: planAtProvider, problem })
  .map(({ plan: { given: itsGiven, moments, sample = 0 }, problem: failed }) => {
    const [first, ...others] = moments;
    if (first === undefined) return { given: itsGiven, moments, sample };
    const [checks] = first.answers;
    const unknown = { ...failed, code: 'provider_timeout', outcome: 'unknown' as const };
    const lost = { ...checks!, problem: unknown };
    return { given: itsGiven, moments: [{ ...first, answers: [checks!, lost] }, ...others], sample };
  });

/**
 * A port that began well, and whose numbers, some or all, are sent again in a second order: old and new orders live
 * side by side from there.
 */
export const planResubmitted: Arbitrary<Plan> = fc
  .record({ plan: planAtProvider, second: moment, places, isOpen: fc.boolean() })
  .map(({ plan: { given: itsGiven, moments, sample = 0 }, second, places: chosen, isOpen }) => {
    const [first, ...others] = moments;
    const stranding: Answer['items'] = [
      isOpen
        ? { providerStatus: 'submitted', status: 'submitted' }
        : { providerStatus: 'rejected', status: 'rejected', reason: 'other' },
    ];
    const begun = { ...first!, answers: first!.answers.map((each) => ({ ...each, items: stranding })) };
    const resubmit: Message = { kind: 'command', command: { name: 'resubmit', places: chosen } };
    const resubmitted: Moment = { ...begunWell(second), messages: [resubmit] };
    return { given: itsGiven, moments: [begun, resubmitted, ...others], sample };
  });

/** Any event at any instant: nothing stops a late or a repeated one. */
export const anyEvent: Arbitrary<PortEvent> = fc
  .record({
    after: fc.integer({ min: 0, max: 40 * DAY }),
    answer,
    took: takes,
    plannedCommand,
    ref: weighted([3, ORDER_REF], [1, 'KW2']),
    id: fc.nat(20),
  })
  .chain(({ after, answer: answered, took, plannedCommand: command, ref, id }) => {
    const at = BEGIN + after;
    const startedAt = at - took;
    const problem_ = answered.problem ?? { code: 'x', message: 'y', outcome: 'unknown' as const };
    const port = aDraft({ numbers: numberList(MAX_NUMBERS) });
    const numbers = numberList(MAX_NUMBERS);
    const items = numbers.flatMap((number, index) => {
      const facts = answered.items[index % answered.items.length]!;
      return typeof facts === 'string' ? [] : [snapshotOf(facts, number, at)];
    });
    const orderRefs = [ref];
    const order = { ref, providerStatus: 'w', actionRequired: answered.actionRequired, items };
    const { missing: lacks } = answered;
    const answers = checkAnswers(numbers, answered);
    const results = numbers.map((phoneNumber, index) => {
      const against = answered.cancels[index];
      return { phoneNumber, ...(against && { problem: against }) };
    });
    const cause = { kind: 'command' as const, command: 'refresh' };
    const given = commandOf(command, port, id);
    const patch: Patch = { kind: 'accounts', numbers: numbers.slice(1), account: 'account 3' };
    return fc.constantFrom<PortEvent[]>(
      { kind: 'hinted', at },
      { kind: 'hinted', at, numbers: Object.fromEntries(numbers.map((number) => [number, at - took])) },
      commanded(at, given, { id: String(id) }),
      commanded(at, given, { id: String(id), isPolled: true, isResetChecked: true }),
      { kind: 'command_decided', at },
      { kind: 'command_decided', at },
      { kind: 'reset_checked', at, mayHaveSubmitted: answered.finds === 'found' },
      { kind: 'revised', at, revision: revisionOf(port.request, patch) },
      { kind: 'reviewed', at, missing: lacks },
      { kind: 'account_prepared', at, terms: termsGiven({ missing: lacks }) },
      { kind: 'call_failed', at, startedAt, call: 'prepare', problem: problem_ },
      { kind: 'searched', at, found: { kind: 'absent' }, runId: 'run' },
      { kind: 'searched', at, found: { kind: 'ambiguous', orderRefs: ['KW8', 'KW9'] } },
      { kind: 'searched', at, found: { kind: 'unlisted', orderRefs: ['KW8'] } },
      { kind: 'searched', at, found: { kind: 'found', orders: [order] } },
      { kind: 'cancel_answered', at, orderRef: ref, results },
      { kind: 'search_failed', at, startedAt, problem: problem_ },
      { kind: 'checked', at, answers, missing: lacks },
      { kind: 'attempt_began', at },
      { kind: 'submitted', at, orders: [order] },
      { kind: 'submission_failed', at, problem: problem_ },
      {
        kind: 'read',
        at,
        startedAt,
        orderRefs,
        cause,
        result: { kind: 'changed', digest: 'd', orders: [order] },
      },
      { kind: 'read', at, startedAt, orderRefs, cause: { kind: 'watch' }, result: { kind: 'unchanged' } },
      {
        kind: 'read',
        at,
        startedAt,
        orderRefs: [ref, 'KW3'],
        cause: { kind: 'watch' },
        result: {
          kind: 'changed',
          digest: 'e',
          orders: [{ ...order, isComplete: true }],
          failures: [{ ref: 'KW3', problem: problem_ }],
        },
      },
      { kind: 'read_failed', at, startedAt, orderRefs, problem: problem_ },
      { kind: 'call_failed', at, startedAt, call: 'check', problem: problem_ },
      { kind: 'timer_fired', at },
      { kind: 'ended', at, ending: { kind: 'abandoned' }, cause },
    );
  });
