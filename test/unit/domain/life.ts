import type { Command } from '../../../src/domain/commands';
import { decide } from '../../../src/domain/decide';
import type { PortEvent } from '../../../src/domain/events';
import { evolve } from '../../../src/domain/evolve';
import type { OutwardStep } from '../../../src/domain/proceed';
import { proceed } from '../../../src/domain/proceed';
import type { Port } from '../../../src/domain/port';
import { DAY, type Instant, type Milliseconds } from '../../../src/domain/time';
import { aDraft, commanded, type Given } from './port-under-test';
import { openWorld, type Answer, type Call } from './world';

/** How long nothing happens before a moment: until the port wakes by itself, or a length of time. */
export type Pause = 'until woken' | Milliseconds;

/** What people and webhooks say. */
export type Message =
  | {
      readonly kind: 'hint';
      /** How long ago something happened to the first numbers, by the provider's clock. */
      readonly ago?: readonly Milliseconds[];
    }
  | {
      readonly kind: 'command';
      /** For a command about numbers: by their place in the request; a place beyond it is a foreign number. */
      readonly command: Command['name'];
      readonly places?: readonly number[];
    }
  /** Somebody repeats a command, with the same id: how many commands ago. */
  | { readonly kind: 'again'; readonly back: number };

export interface Moment {
  readonly pause: Pause;
  readonly messages: readonly Message[];
  readonly answers: readonly (Answer & {
    /** Said to the port while the call is under way. */
    readonly meanwhile: readonly Message[];
  })[];
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

/** More inward steps than this at one instant, beside one for each command, is a port that turns in place. */
const MOST_INWARD_STEPS = 6;
/** More calls than this in one moment, whatever is said meanwhile, is a port that turns in place. */
const MOST_CALLS = 24;

export const FOREIGN_NUMBER = '+12125559999';

/** Lives a plan: the real decisions against a world that answers as the plan says. Every state is frozen. */
export function live({ given, moments }: Plan): Life {
  const lines: Line[] = [];
  const commands: PortEvent[] = [];
  const world = openWorld();
  let now: Instant;
  let port = deepFrozen(aDraft(given));
  now = port.createdAt;

  const happen = (event: PortEvent) => {
    const before = port;
    port = deepFrozen(evolve(port, deepFrozen(event)));
    lines.push({ kind: 'event', at: now, event, before, port });
  };
  const say = (message: Message) => {
    const event = understood(message, port, commands, now);
    if (event?.kind === 'commanded') commands.push(event);
    if (event !== undefined) happen(event);
  };
  const goOn = (): OutwardStep => {
    const next = proceedOrThrow(port, now, (event, before, after) => {
      lines.push({ kind: 'event', at: now, event, before: deepFrozen(before), port: deepFrozen(after) });
    });
    port = deepFrozen(next.port);
    lines.push({ kind: 'step', at: now, step: next.step, port });
    return next.step;
  };
  const call = (step: Call, { meanwhile, ...answer }: Moment['answers'][number]) => {
    const startedAt = now;
    now += answer.takes;
    happen(world.answerTo(step, answer, port, startedAt, now));
    meanwhile.forEach(say);
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

/** What a message says to a port: nothing, when it repeats a command and there was none. */
function understood(
  message: Message,
  port: Port,
  commands: readonly PortEvent[],
  at: Instant,
): PortEvent | undefined {
  const numbers = port.request.numbers.map(({ phoneNumber }) => phoneNumber);
  switch (message.kind) {
    case 'hint': {
      const times = (message.ago ?? []).slice(0, numbers.length);
      return {
        kind: 'hinted',
        at,
        ...(message.ago && { numbers: Object.fromEntries(times.map((ago, i) => [numbers[i], at - ago])) }),
      };
    }
    case 'again': {
      const repeated = commands.at(-1 - message.back);
      return repeated && { ...repeated, at };
    }
    case 'command': {
      const id = `command ${String(commands.length)}`;
      const named = message.places?.map((place) => numbers[place] ?? FOREIGN_NUMBER);
      return commanded(at, commandNamed(message.command, named, commands.length), { id });
    }
  }
}

function commandNamed(name: Command['name'], numbers: readonly string[] | undefined, count: number): Command {
  switch (name) {
    case 'refresh':
      return { name };
    case 'cancel':
      return { name, ...(numbers && { numbers }) };
    case 'submit':
    case 'abandon':
      return { name };
    case 'amend':
      return { name, patch: { subscriber: { name: `Acme ${String(count)}` } } };
    case 'resubmit':
      return { name, ...(numbers && { numbers }) };
    case 'settle':
      return { name, numbers: numbers ?? [], as: 'canceled', evidence: 'the carrier said so' };
    case 'addComment':
    case 'addDocument':
    case 'rate':
      return { name };
    case 'changeDate':
      return { name, schedule: { date: `2026-05-${String((count % 28) + 1).padStart(2, '0')}` } };
  }
}

/**
 * What `proceed` gives; throws where it would turn in place for ever, because a test cannot end that.
 *
 * @param told - hears of every inward step
 */
export function proceedOrThrow(
  port: Port,
  now: Instant,
  told: (event: PortEvent, before: Port, after: Port) => void = () => undefined,
): ReturnType<typeof proceed> {
  let current = port;
  for (let taken = 0; taken <= MOST_INWARD_STEPS + port.asked.length; taken++) {
    const step = decide(current, now, () => true);
    let event: PortEvent;
    if (step.kind === 'judge') event = { kind: 'judged', at: now };
    else if (step.kind === 'begin') event = { kind: 'attempt_began', at: now };
    else if (step.kind === 'strike') event = { kind: 'clock_struck', at: now };
    else if (step.kind === 'end') event = { ...step, kind: 'ended', at: now };
    else return proceed(port, now, () => true);
    const before = current;
    current = evolve(current, event);
    told(event, before, current);
  }
  throw new Error('The port turns in place: it never reaches a step that needs the world.');
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
