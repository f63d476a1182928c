import fc, { type Arbitrary } from 'fast-check';
import { InvalidRun, live, type Plan, type Run } from '../random-run';
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

/** Every law, by the invariant that it belongs to (docs/testing.md#stages) and by what it says. */
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

/** How long a law that is broken looks for the shortest life that breaks it. */
export const SHRINK_FOR_MS = 60_000;

/** The first life that broke a law. */
interface Breach {
  readonly run: number;
  readonly error: unknown;
}

/** A law, and the shortest life that breaks it. */
class BrokenLaw extends Error {
  constructor(cause: unknown, where: string, story: string) {
    const why = cause instanceof Error ? cause.message : String(cause);
    // What a law says of a life needs no stack; what else was thrown does.
    const how = cause instanceof Broken ? '' : `\n${cause instanceof Error ? (cause.stack ?? '') : ''}\n`;
    super(`${why}\n(${where})\n${how}\n${story}\n`);
    this.stack = this.message;
  }
}

/** Lives are lived once, and each is held against every law. */
export class Lives {
  count = 0;
  /** What was come by, and how often. */
  readonly met = new Map<string, number>();
  private readonly breaches = new Map<Invariant, Breach>();

  /** @param seed - the same seed lives the same lives */
  constructor(
    private readonly plans: Arbitrary<Plan>,
    private readonly seed: number,
  ) {}

  live(count: number): void {
    fc.assert(
      fc.property(this.plans, (plan) => this.holdAgainstAll(plan)),
      { seed: this.seed, numRuns: count },
    );
  }

  /** Throws what is wrong with the shortest life that breaks a law. */
  throwIfBroken(invariant: Invariant): void {
    const breach = this.breaches.get(invariant);
    if (breach === undefined) return;
    const shortest = fc.check(
      fc.property(this.plans, (plan) => holdAgainst(invariant, plan)),
      {
        seed: this.seed,
        path: String(breach.run),
        numRuns: 1,
        interruptAfterTimeLimit: SHRINK_FOR_MS,
        markInterruptAsFailure: true,
      },
    );
    const plan = shortest.counterexample?.[0];
    throw new BrokenLaw(
      shortest.errorInstance ?? breach.error,
      `PORTKEEPER_SEED=${String(this.seed)}, life ${String(breach.run)}`,
      plan === undefined ? '' : storyOf(plan),
    );
  }

  private holdAgainstAll(plan: Plan): void {
    const run = this.count++;
    const life = livedOr(plan, (error) => this.note(TURNS_IN_PLACE, { run, error }));
    if (life === undefined) return;
    for (const invariants of Object.values(INVARIANTS)) {
      for (const invariant of Object.values(invariants)) {
        if (this.breaches.has(invariant)) continue;
        try {
          invariant(life, plan);
        } catch (error) {
          this.note(invariant, { run, error });
        }
      }
    }
    for (const landmark of landmarksOf(life)) this.met.set(landmark, (this.met.get(landmark) ?? 0) + 1);
  }

  private note(invariant: Invariant, breach: Breach): void {
    if (!this.breaches.has(invariant)) this.breaches.set(invariant, breach);
  }
}

const TURNS_IN_PLACE = WAITING['the port never turns in place']!;

function holdAgainst(invariant: Invariant, plan: Plan): void {
  const life = livedOr(plan, (error) => {
    if (invariant === TURNS_IN_PLACE) throw error;
  });
  if (life !== undefined) invariant(life, plan);
}

function livedOr(plan: Plan, otherwise: (error: unknown) => void): Run | undefined {
  try {
    return live(plan);
  } catch (error) {
    if (!(error instanceof InvalidRun)) throw error;
    otherwise(error);
    return undefined;
  }
}
