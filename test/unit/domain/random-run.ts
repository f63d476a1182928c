import { answerableAttentionsOf } from '../../../src/domain/attentions/attentions';
import type { Command, SettledAs } from '../../../src/domain/model/port-commands';
import type { PortEvent } from '../../../src/domain/model/events';
import { evolve } from '../../../src/domain/lifecycle/evolve';
import type { OutwardStep } from '../../../src/domain/lifecycle/proceed';
import type { Port } from '../../../src/domain/model/port';
import { DAY, SECOND, type Instant, type Milliseconds } from '../../../src/domain/model/time';
import { commanded } from './port-events';
import { aDraft, type Given, proceedOrThrow, termsGiven } from './port-under-test';
import { openModel, type Answer, type Call, type MadeOrder, type Model } from './model';
import { answerTo, commandOf, type PlannedCommand } from './sample-commands';

/** How long nothing happens before a moment: until the port wakes by itself, or a length of time. */
export type Pause = 'until woken' | Milliseconds;

/** What operators and webhooks send. */
export type Message =
  | {
      readonly kind: 'hint';
      /** How long ago something happened to the first numbers, by the provider's clock. */
      readonly ago?: readonly Milliseconds[];
    }
  | { readonly kind: 'command'; readonly command: PlannedCommand }
  /** An operator answers an attention: which of those that stand, and by which of the commands that it names. */
  | {
      readonly kind: 'answer';
      readonly attention: number;
      readonly command: number;
      readonly as: SettledAs;
    }
  /** A client repeats a command, with the same id: how many commands ago. */
  | { readonly kind: 'again'; readonly back: number };

export interface Moment {
  readonly pause: Pause;
  readonly messages: readonly Message[];
  readonly answers: readonly (Answer & {
    /** Messages to the port while the call is under way. */
    readonly meanwhile: readonly Message[];
  })[];
}

export interface Plan {
  readonly given: Given;
  readonly moments: readonly Moment[];
  /** Zero: expensive invariants are checked on this run, and its states are frozen. */
  readonly sample?: number;
}

/** Something happened to a port. */
export interface Happening {
  readonly kind: 'event';
  readonly at: Instant;
  readonly event: PortEvent;
  readonly before: Port;
  readonly port: Port;
}

/** A port took a step. */
export interface StepTaken {
  readonly kind: 'step';
  readonly at: Instant;
  readonly step: OutwardStep;
  readonly port: Port;
}

export type Line = Happening | StepTaken;

/** A port rested, waiting for time or people. */
export type Rest = StepTaken & { readonly step: Extract<OutwardStep, { kind: 'wait' }> };

export interface Run {
  readonly port: Port;
  readonly lines: readonly Line[];
  /** Everything that happened, in order. */
  readonly happenings: readonly Happening[];
  readonly rests: readonly Rest[];
  /** The orders that there are at the provider, whether the port knows of them or not. */
  readonly made: readonly MadeOrder[];
  readonly isSample: boolean;
}

/** A port that makes more calls than this in one moment loops, whatever messages come meanwhile. */
const MAX_CALLS = 40;
/** A port whose calls take so long on average is kept busy by its provider. */
const SLOW_CALL = 30 * SECOND;

/** A run that failed before its end: its lines until then, and why. */
export class InvalidRun extends Error {
  readonly #lines: readonly Line[];

  constructor(lines: readonly Line[], cause: unknown) {
    super(cause instanceof Error ? cause.message : String(cause), { cause });
    this.#lines = lines;
  }

  /** A getter, so that a printed error does not list them: a run is long. */
  get lines(): readonly Line[] {
    return this.#lines;
  }
}

/**
 * Runs a plan: the real decisions against a model that answers as the plan says.
 *
 * @param handOver - what becomes of the port between two steps; default: it stays as it is
 */
export function runPlan(plan: Plan, handOver: (port: Port) => Port = (port) => port): Run {
  const run = new RunInProgress(plan, handOver);
  try {
    run.goThrough(plan.moments);
  } catch (error) {
    throw new InvalidRun(run.lines, error);
  }
  return run;
}

class RunInProgress implements Run {
  readonly lines: Line[] = [];
  readonly happenings: Happening[] = [];
  readonly rests: Rest[] = [];
  readonly isSample: boolean;
  port: Port;
  private readonly commands: PortEvent[] = [];
  private readonly model: Model;
  private now: Instant;

  constructor(
    { given, sample = 0 }: Plan,
    private readonly handOver: (port: Port) => Port,
  ) {
    this.isSample = sample === 0;
    this.model = openModel(termsGiven(given));
    this.port = this.frozen(aDraft(given));
    this.now = this.port.createdAt;
  }

  get made(): readonly MadeOrder[] {
    return this.model.made;
  }

  goThrough(moments: readonly Moment[]): void {
    for (const { pause, messages, answers } of moments) {
      const resting = this.goOn();
      if (resting.kind === 'done') return;
      if (resting.kind === 'wait') {
        const until = resting.until ?? this.now + DAY;
        this.now = pause === 'until woken' ? until : Math.min(this.now + pause, until);
      }
      for (const message of messages) this.say(message);
      let asked = 0;
      const begun = this.now;
      for (let step = this.goOn(); step.kind !== 'wait' && step.kind !== 'done'; step = this.goOn()) {
        if (asked >= MAX_CALLS) {
          // Calls that take longer than the waits between them keep a port busy; that is no loop.
          if (this.now >= begun + MAX_CALLS * SLOW_CALL) break;
          throw new Error(`The port asked ${String(asked)} times and still wants more.`);
        }
        // A model that showed something new at every poll would keep any port polling.
        this.call(step, answers[asked] ?? { ...answers.at(-1)!, meanwhile: [], isSame: true });
        asked++;
      }
    }
  }

  private say(message: Message): void {
    const event = understood(message, this.port, this.commands, this.now);
    if (event?.kind === 'commanded') this.commands.push(event);
    if (event !== undefined) this.happen(event);
  }

  private call(step: Call, { meanwhile, ...answer }: Moment['answers'][number]): void {
    const startedAt = this.now;
    this.now += answer.takes;
    this.happen(this.model.answerTo(step, answer, this.port, startedAt, this.now));
    for (const message of meanwhile) this.say(message);
  }

  private happen(event: PortEvent): void {
    const before = this.port;
    this.record(event, before, evolve(before, this.frozen(event)));
  }

  private record(event: PortEvent, before: Port, port: Port): void {
    this.port = this.frozen(port);
    const happening: Happening = { kind: 'event', at: this.now, event, before, port };
    this.lines.push(happening);
    this.happenings.push(happening);
  }

  private goOn(): OutwardStep {
    this.port = this.handOver(this.port);
    const { step } = proceedOrThrow(this.port, this.now, (event, before, after) =>
      this.record(event, before, after),
    );
    const taken: StepTaken = { kind: 'step', at: this.now, step, port: this.port };
    this.lines.push(taken);
    if (isRest(taken)) this.rests.push(taken);
    return step;
  }

  private frozen<T>(value: T): T {
    return this.isSample ? deepFrozen(value) : value;
  }
}

function isRest(taken: StepTaken): taken is Rest {
  return taken.step.kind === 'wait';
}

/** What a message says to a port: nothing, when it repeats a command and there was none. */
function understood(
  message: Message,
  port: Port,
  commands: readonly PortEvent[],
  at: Instant,
): PortEvent | undefined {
  switch (message.kind) {
    case 'hint': {
      const numbers = port.request.numbers.map(({ phoneNumber }) => phoneNumber);
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
    case 'command':
      return commandedNext(at, commandOf(message.command, port, commands.length), commands);
    case 'answer': {
      const attentions = answerableAttentionsOf(port);
      const attention = attentions[message.attention % attentions.length];
      // Runs should go on: a plan gives a port up by a command of its own.
      const names = attention?.commands.filter((name) => name !== 'abandon') ?? [];
      const name = names[message.command % names.length];
      return attention && name && commandedNext(at, answerTo(attention, name, port, message.as), commands);
    }
  }
}

function commandedNext(at: Instant, command: Command, commands: readonly PortEvent[]): PortEvent {
  return commanded(at, command, { id: `command ${String(commands.length)}` });
}

/** Freezes a value to its leaves, so that a write to it throws. Parts already frozen are taken as done. */
export function deepFrozen<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const inner of Object.values(value)) deepFrozen(inner);
  }
  return value;
}
