import fc, { type Arbitrary } from 'fast-check';
import { InvalidRun, runPlan, type Plan, type Run } from '../random-run';
import { storyOf } from '../story';
import { ACCEPTED_SENT } from './accepted-sent';
import { ALL_ACCOUNTED } from './all-accounted';
import { ANSWERED_IN_TIME } from './answered-in-time';
import { ATTENTIONS } from './attentions';
import { BOUNDED } from './bounded';
import { DEADLINE } from './deadline';
import { GIVING_UP } from './giving-up';
import { HINT_READ } from './hint-read';
import { HONEST_END } from './honest-end';
import { ISOLATED_FAILURE } from './isolated-failure';
import { landmarksOf } from './landmarks';
import { Broken, type Invariant, type Invariants } from './invariant';
import { NEXT_DEADLINE } from './next-deadline';
import { NO_BLIND_ACT } from './no-blind-act';
import { ONE_ORDER } from './one-order';
import { READING } from './reading';
import { REARM } from './rearm';
import { SAME_TWICE } from './same-twice';
import { STATE } from './state';
import { TIMELINE } from './timeline';
import { WAITING } from './waiting';

/** Every expectation, by the invariant that it belongs to (docs/testing.md#stages) and by what it says. */
export const INVARIANTS: Readonly<Record<string, Invariants>> = {
  'one-order': ONE_ORDER,
  'hint-read': HINT_READ,
  'all-accounted': ALL_ACCOUNTED,
  deadline: DEADLINE,
  rearm: REARM,
  'same-twice': SAME_TWICE,
  'accepted-sent': ACCEPTED_SENT,
  'honest-end': HONEST_END,
  'no-blind-act': NO_BLIND_ACT,
  'isolated-failure': ISOLATED_FAILURE,
  'answered-in-time': ANSWERED_IN_TIME,
  'next-deadline': NEXT_DEADLINE,
  bounded: BOUNDED,
  state: STATE,
  waiting: WAITING,
  attentions: ATTENTIONS,
  timeline: TIMELINE,
  'giving up': GIVING_UP,
  reading: READING,
};

/** How long the search for the shortest run that breaks an invariant takes at most. */
export const SHRINK_FOR_MS = 60_000;

/** The first run that broke an invariant. */
interface Violation {
  readonly index: number;
  readonly error: unknown;
}

/** An invariant, and the shortest run that breaks it. */
class InvariantViolated extends Error {
  constructor(cause: unknown, where: string, story: string) {
    const why = cause instanceof Error ? cause.message : String(cause);
    // The message of an invariant needs no stack; every other error does.
    const how = cause instanceof Broken ? '' : `\n${cause instanceof Error ? (cause.stack ?? '') : ''}\n`;
    super(`${why}\n(${where})\n${how}\n${story}\n`);
    this.stack = this.message;
  }
}

/** Runs are generated once, and each is checked against every invariant. */
export class GeneratedRuns {
  count = 0;
  /** The landmarks that were reached, and how often. */
  readonly reached = new Map<string, number>();
  private readonly violations = new Map<Invariant, Violation>();

  /** @param seed - the same seed generates the same runs */
  constructor(
    private readonly plans: Arbitrary<Plan>,
    private readonly seed: number,
  ) {}

  generate(count: number): void {
    fc.assert(
      fc.property(this.plans, (plan) => this.checkAll(plan)),
      { seed: this.seed, numRuns: count },
    );
  }

  /** Throws what is wrong with the shortest run that breaks the invariant. */
  throwIfViolated(invariant: Invariant): void {
    const violation = this.violations.get(invariant);
    if (violation === undefined) return;
    const shortest = fc.check(
      fc.property(this.plans, (plan) => check(invariant, plan)),
      {
        seed: this.seed,
        path: String(violation.index),
        numRuns: 1,
        interruptAfterTimeLimit: SHRINK_FOR_MS,
        markInterruptAsFailure: true,
      },
    );
    const plan = shortest.counterexample?.[0];
    throw new InvariantViolated(
      shortest.errorInstance ?? violation.error,
      `PORTKEEPER_SEED=${String(this.seed)}, run ${String(violation.index)}`,
      plan === undefined ? '' : storyOf(plan),
    );
  }

  private checkAll(plan: Plan): void {
    const index = this.count++;
    const run = runOr(plan, (error) => this.note(NEVER_LOOPS, { index, error }));
    if (run === undefined) return;
    for (const invariants of Object.values(INVARIANTS)) {
      for (const invariant of Object.values(invariants)) {
        if (this.violations.has(invariant)) continue;
        try {
          invariant(run, plan);
        } catch (error) {
          this.note(invariant, { index, error });
        }
      }
    }
    for (const landmark of landmarksOf(run))
      this.reached.set(landmark, (this.reached.get(landmark) ?? 0) + 1);
  }

  private note(invariant: Invariant, violation: Violation): void {
    if (!this.violations.has(invariant)) this.violations.set(invariant, violation);
  }
}

const NEVER_LOOPS = WAITING['the port never loops']!;

function check(invariant: Invariant, plan: Plan): void {
  const run = runOr(plan, (error) => {
    if (invariant === NEVER_LOOPS) throw error;
  });
  if (run !== undefined) invariant(run, plan);
}

function runOr(plan: Plan, otherwise: (error: unknown) => void): Run | undefined {
  try {
    return runPlan(plan);
  } catch (error) {
    if (!(error instanceof InvalidRun)) throw error;
    otherwise(error);
    return undefined;
  }
}
