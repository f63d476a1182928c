import { decide } from '../../../src/domain/decide';
import type { PortEvent } from '../../../src/domain/events';
import { evolve } from '../../../src/domain/evolve';
import type { OutwardStep } from '../../../src/domain/proceed';
import { proceed } from '../../../src/domain/proceed';
import type { Port } from '../../../src/domain/port';
import type {
  ItemSnapshot,
  MissingField,
  OrderSnapshot,
  ProviderProblem,
} from '../../../src/domain/snapshot';
import { DAY, type Instant, type Milliseconds } from '../../../src/domain/time';
import { aDraft, BEGIN, ORDER_REF, type Given } from './port-under-test';

/** How long nothing happens before a moment: until the port wakes by itself, or a length of time. */
export type Pause = 'until woken' | Milliseconds;

/** What people and webhooks say. */
export type Message = 'hint' | 'refresh';

/** What the world answers when it is asked the next time; which part counts depends on what was asked. */
export interface Answer {
  readonly takes: Milliseconds;
  /** Said to the port while the call is under way. */
  readonly meanwhile: readonly Message[];
  readonly problem?: ProviderProblem;
  /** Of a read: it shows the same as the one before. */
  readonly isSame: boolean;
  /** All numbers are shown as the first is. */
  readonly isUniform: boolean;
  readonly actionRequired: boolean;
  /** What is shown of each number, at this instant; shorter lists show only the first numbers. */
  readonly items: readonly ((phoneNumber: string, now: Instant) => ItemSnapshot)[];
  readonly portable: readonly boolean[];
  readonly missing: readonly MissingField[];
}

export interface Moment {
  readonly pause: Pause;
  readonly messages: readonly Message[];
  readonly answers: readonly Answer[];
}

export interface Plan {
  readonly given: Given;
  readonly moments: readonly Moment[];
}

/** One line of a port's life: something happened to it, or it took a step. */
export type Line =
  | {
      readonly kind: 'event';
      readonly at: Instant;
      readonly event: PortEvent;
      readonly before: Port;
      readonly port: Port;
    }
  | { readonly kind: 'step'; readonly at: Instant; readonly step: OutwardStep; readonly port: Port };

export interface Life {
  readonly port: Port;
  readonly lines: readonly Line[];
}

/** More inward steps than this at one instant is a port that turns in place. */
const MOST_INWARD_STEPS = 6;
/** More calls than this in one moment, whatever is said meanwhile, is a port that turns in place. */
const MOST_CALLS = 12;

/** Lives a plan: the real decisions against a world that answers as the plan says. Every state is frozen. */
export function live({ given, moments }: Plan): Life {
  const lines: Line[] = [];
  let now = BEGIN;
  let port = deepFrozen(aDraft(given));
  let lastShown: readonly OrderSnapshot[] | undefined;

  const happen = (event: PortEvent) => {
    const before = port;
    port = deepFrozen(evolve(port, deepFrozen(event)));
    lines.push({ kind: 'event', at: now, event, before, port });
  };
  const say = (message: Message) =>
    happen(
      message === 'hint'
        ? { kind: 'hinted', at: now }
        : { kind: 'read_asked', at: now, cause: { kind: 'command', command: 'refresh', by: 'ada' } },
    );
  const goOn = (): OutwardStep => {
    const next = proceedOrThrow(port, now);
    if (next.port !== port) {
      const before = port;
      port = deepFrozen(next.port);
      lines.push({ kind: 'event', at: now, event: { kind: 'clock_struck', at: now }, before, port });
    }
    lines.push({ kind: 'step', at: now, step: next.step, port });
    return next.step;
  };
  const call = (step: Exclude<OutwardStep, { kind: 'wait' | 'done' }>, answer: Answer) => {
    const startedAt = now;
    now += answer.takes;
    const event = eventFrom(step, answer, port, startedAt, now, lastShown);
    if (event.kind === 'submitted') lastShown = [event.order];
    if (event.kind === 'read' && event.result.kind === 'changed') lastShown = event.result.orders;
    happen(event);
    answer.meanwhile.forEach(say);
  };

  for (const { pause, messages, answers } of moments) {
    const resting = goOn();
    if (resting.kind === 'done') break;
    if (resting.kind === 'wait') {
      const until = resting.until ?? now + DAY;
      now = pause === 'until woken' ? until : Math.min(now + pause, until);
    }
    messages.forEach(say);
    let asked = 0;
    for (let step = goOn(); step.kind !== 'wait' && step.kind !== 'done'; step = goOn()) {
      if (asked >= MOST_CALLS) throw new Error(`The port asked ${String(asked)} times and still wants more.`);
      // A world that showed something new at every look would keep any port looking.
      call(step, answers[asked] ?? { ...answers.at(-1)!, meanwhile: [], isSame: true });
      asked++;
    }
  }
  return { port, lines };
}

/** What `proceed` gives; throws where it would turn in place for ever, because a test cannot end that. */
export function proceedOrThrow(port: Port, now: Instant): ReturnType<typeof proceed> {
  let current = port;
  for (let taken = 0; taken <= MOST_INWARD_STEPS; taken++) {
    const step = decide(current, now, () => true);
    if (step.kind === 'begin') current = evolve(current, { kind: 'attempt_began', at: now });
    else if (step.kind === 'strike') current = evolve(current, { kind: 'clock_struck', at: now });
    else if (step.kind === 'end') current = evolve(current, { ...step, kind: 'ended', at: now });
    else return proceed(port, now, () => true);
  }
  throw new Error('The port turns in place: it never reaches a step that needs the world.');
}

function eventFrom(
  step: Exclude<OutwardStep, { kind: 'wait' | 'done' }>,
  answer: Answer,
  port: Port,
  startedAt: Instant,
  at: Instant,
  lastShown: readonly OrderSnapshot[] | undefined,
): PortEvent {
  const { problem } = answer;
  if (step.kind === 'check') {
    if (problem !== undefined) return { kind: 'call_failed', at, startedAt, call: 'check', problem };
    const answers = step.numbers.map((phoneNumber, index) => ({
      phoneNumber,
      portable: answer.portable[index] ?? true,
    }));
    return { kind: 'checked', at, answers, missing: answer.missing };
  }
  const numbers = port.request.numbers.map(({ phoneNumber }) => phoneNumber);
  const order: OrderSnapshot = {
    ref: ORDER_REF,
    word: 'In Progress',
    actionRequired: answer.actionRequired,
    items: numbers.flatMap(
      (phoneNumber, index) => answer.items[answer.isUniform ? 0 : index]?.(phoneNumber, at) ?? [],
    ),
  };
  if (step.kind === 'send') {
    if (problem !== undefined) return { kind: 'submission_failed', at, problem };
    return {
      kind: 'submitted',
      at,
      order: {
        ...order,
        items: order.items.filter((item) => step.attempt.numbers.includes(item.phoneNumber)),
      },
    };
  }
  if (problem !== undefined) return { kind: 'call_failed', at, startedAt, call: 'read', problem };
  const orders = answer.isSame && lastShown !== undefined ? lastShown : [order];
  const digest = JSON.stringify(orders);
  const result =
    digest === step.digest ? { kind: 'unchanged' as const } : { kind: 'changed' as const, digest, orders };
  return { kind: 'read', at, startedAt, cause: step.cause, result };
}

/** Freezes a value to its leaves, so that whoever writes to it throws. Parts already frozen are taken as done. */
export function deepFrozen<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const inner of Object.values(value)) deepFrozen(inner);
  }
  return value;
}

type StepLine = Extract<Line, { kind: 'step' }>;

/** The states in which a port rested, waiting for time or people. */
export function rests(life: Life): (StepLine & { step: Extract<OutwardStep, { kind: 'wait' }> })[] {
  return life.lines.flatMap((line) =>
    line.kind === 'step' && line.step.kind === 'wait' ? [{ ...line, step: line.step }] : [],
  );
}

/** Everything that happened to a port, in order. */
export function happenings(life: Life): Extract<Line, { kind: 'event' }>[] {
  return life.lines.filter((line) => line.kind === 'event');
}
