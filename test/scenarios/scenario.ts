import type { PortRequestInput } from '../../src/contract/port-request-input';
import type { PortOutcome, PortView } from '../../src/contract/port-view';
import type { ProviderName } from '../support/providers';
import type { AttentionCause } from '../../src/domain/model/attention';
import type { Command } from '../../src/domain/model/port-commands';
import type { Phase } from '../../src/domain/model/port';
import type { Instant, Milliseconds } from '../../src/domain/model/time';
import type { TimelineKind } from '../../src/domain/model/timeline';
import type { FaultRule } from '../../src/sandbox/faults';
import { testNumber, requestFor } from './request';

/** What an operator does, once: as soon as the port is in a phase, or asks for a person. */
export type Act = When & {
  /** The same in every shell: it is the idempotency key. */
  readonly id: string;
  /** Where it names a date, as it is said on the day. */
  readonly command: Command | ((now: Instant) => Command);
  /** How long the operator takes from then on; absent: no time. */
  readonly after?: Milliseconds;
  /** The numbers for which it is to be accepted; absent: all of the port. */
  readonly accepts?: readonly string[];
  /** The code of the refusal that is to be the answer; absent: the command is to be accepted. */
  readonly refusedAs?: string;
};

type When =
  | { readonly whenPhase: Phase; readonly whenAttention?: never; readonly whenNumber?: never }
  | { readonly whenAttention: AttentionCause; readonly whenPhase?: never; readonly whenNumber?: never }
  | { readonly whenNumber: NumberIs; readonly whenPhase?: never; readonly whenAttention?: never };

/** One number of the port stands so. */
type NumberIs = Pick<PortView['numbers'][number], 'phoneNumber' | 'status'>;

/** What an operator sees of a port. */
export interface Shown {
  readonly phase: Phase;
  readonly attentions: readonly { readonly cause: AttentionCause }[];
  readonly numbers: readonly NumberIs[];
}

/** Whether it is time for an act. What is done before it has been answered by then: acts keep their order. */
export function isTimeFor({ whenPhase, whenAttention, whenNumber }: Act, port: Shown): boolean {
  if (whenPhase !== undefined) return port.phase === whenPhase;
  if (whenAttention !== undefined) return port.attentions.some(({ cause }) => cause === whenAttention);
  return port.numbers.some(
    ({ phoneNumber, status }) => phoneNumber === whenNumber.phoneNumber && status === whenNumber.status,
  );
}

/** What an act says at an instant. */
export function commandOf({ command }: Pick<Act, 'command'>, now: Instant): Command {
  return typeof command === 'function' ? command(now) : command;
}

type Outcome = PortOutcome['numbers'][number]['outcome'];

/** What the provider does (the scenario of a number), and how the port must end. One row serves every shell. */
export interface Scenario {
  readonly provider: ProviderName;
  /** The scenario, and what is done instead of the usual where that is not the usual. It names the port too. */
  readonly name: string;
  /** The last two digits of the number (docs/sandbox*.md). */
  readonly scenarioId: string;
  readonly phoneNumber: string;
  /** Other numbers of the same port, and what becomes of each. */
  readonly beside: readonly { readonly phoneNumber: string; readonly outcome: Outcome }[];
  readonly what: string;
  /** In this order. */
  readonly does: readonly Act[];
  /** What requests to the provider meet. */
  readonly meets: readonly Omit<FaultRule, 'provider'>[];
  readonly end: {
    readonly phase: PortOutcome['phase'];
    readonly outcome: Outcome;
    /** It ported though a cancel of it was accepted. */
    readonly againstCancel?: true;
    readonly ending: PortOutcome['ending']['kind'];
    /** Timeline entries that must be there, and how often. */
    readonly timeline: Partial<Record<TimelineKind, number>>;
    /** Every time that a person was asked for, in order. */
    readonly attentions: readonly AttentionCause[];
    /** What a person may be asked for besides, when a webhook is late. */
    readonly perhaps: readonly AttentionCause[];
    /** How many orders the provider has in the end. */
    readonly orders: number;
  };
}

/** A row as it is written; what is usual is left out. */
export interface Row {
  readonly scenarioId: string;
  readonly instead?: string;
  /** All rows may live at once, so the same scenario twice is two numbers. */
  readonly line?: string;
  readonly beside?: Scenario['beside'];
  readonly does?: readonly Act[];
  readonly meets?: Scenario['meets'];
  readonly end: Omit<Scenario['end'], Usual> & Partial<Pick<Scenario['end'], Usual>>;
}

type Usual = 'ending' | 'attentions' | 'perhaps';

const USUAL_LINE = '01';
/** Of rows in which something else is done. */
export const OTHER_LINE = '02';

/** The scenario that a row tells. */
export function scenario(
  provider: ProviderName,
  scenarios: Readonly<Record<string, { readonly summary: string }>>,
  { scenarioId, instead, line, beside = [], does = [], meets = [], end }: Row,
): Scenario {
  const itsLine = line ?? (instead === undefined ? USUAL_LINE : OTHER_LINE);
  return {
    provider,
    name: instead === undefined ? scenarioId : `${scenarioId}-${instead}`,
    scenarioId,
    phoneNumber: testNumber(scenarioId, itsLine, provider),
    beside,
    what: `${scenarios[scenarioId]?.summary ?? ''}${instead === undefined ? '' : `; done instead: ${instead}`}`,
    does,
    meets,
    end: { ending: 'natural', attentions: [], perhaps: [], ...end },
  };
}

/** Every number of a scenario's port. */
export function numbersOf({ phoneNumber, beside }: Pick<Scenario, 'phoneNumber' | 'beside'>): string[] {
  return [phoneNumber, ...beside.map((other) => other.phoneNumber)];
}

/** The port of a scenario, as its request says it. */
export function requestOf(scenarioToLive: Scenario, requestId: string): PortRequestInput {
  const numbers = numbersOf(scenarioToLive).map((phoneNumber) => ({ phoneNumber }));
  return requestFor(scenarioToLive.provider, { requestId, numbers });
}
