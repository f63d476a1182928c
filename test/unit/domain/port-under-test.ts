import { outcomesOf } from '../../../src/domain/facts/outcome';
import { begin, UNKNOWN_TERMS } from '../../../src/domain/lifecycle/begin';
import { decide } from '../../../src/domain/lifecycle/decide';
import { evolve } from '../../../src/domain/lifecycle/evolve';
import type { proceed } from '../../../src/domain/lifecycle/proceed';
import { BEHAVIOR } from '../../../src/domain/model/behavior';
import type { Capabilities } from '../../../src/domain/model/capabilities';
import type { AskedCommand, DecidedCommand } from '../../../src/domain/model/commands';
import type { AccountTerms, PortEvent } from '../../../src/domain/model/events';
import type { OrderItem } from '../../../src/domain/model/item';
import type { NumberOutcome } from '../../../src/domain/model/outcome';
import { DEFAULT_POLICY, type Policy } from '../../../src/domain/model/policy';
import type { Port } from '../../../src/domain/model/port';
import type { Command } from '../../../src/domain/model/port-commands';
import type { PortRequest } from '../../../src/domain/model/request';
import type { MissingField } from '../../../src/domain/model/snapshot';
import type { Instant } from '../../../src/domain/model/time';
import type { TimelineEntry, TimelineKind } from '../../../src/domain/model/timeline';
import { BEGIN, day } from './instants';
import { checked, commandDecided, commanded, read, submissionFailed, timerFired } from './port-events';
import { A, aProblem, order, shown } from './snapshots';

export interface Given {
  readonly numbers?: readonly string[];
  readonly request?: Partial<PortRequest>;
  readonly policy?: Partial<Policy>;
  readonly capabilities?: Partial<Capabilities>;
  readonly missing?: readonly MissingField[];
  readonly pollJitter?: number;
  /** The worker that took the request lacks its account: what is given of the account is said later. */
  readonly isUnprepared?: boolean;
}

/** A port that takes more inward steps than this at one instant, beside one for each command, loops. */
const MAX_INWARD_STEPS = 6;

export function aRequest(numbers: readonly string[], overrides: Partial<PortRequest> = {}): PortRequest {
  return {
    requestId: 'acme-42',
    provider: 'twilio',
    account: 'default',
    numbers: numbers.map((phoneNumber) => ({ phoneNumber })),
    portScope: { type: 'full' },
    schedule: { date: 'asap' },
    documents: [],
    notificationEmails: [],
    providerOptions: {},
    submit: 'when_ready',
    onNotPortable: 'hold',
    ...overrides,
  };
}

/** A port at its first instant. */
export function aDraft(given: Given = {}): Port {
  const { numbers = [A], request, pollJitter = 0, isUnprepared = false } = given;
  return begin(
    {
      behavior: BEHAVIOR,
      request: aRequest(numbers, request),
      ...(isUnprepared ? { ...UNKNOWN_TERMS, unprepared: { policy: {} } } : termsGiven(given)),
      country: 'US',
      requestDigest: 'd',
    },
    BEGIN,
    pollJitter,
  );
}

/** What a worker that has the account says of it. */
export function termsGiven({ policy, capabilities, missing = [] }: Given): AccountTerms {
  return {
    policy: { ...DEFAULT_POLICY, ...policy },
    capabilities: {
      afterUnknownSend: 'look_up',
      cancel: 'order_and_number',
      numbersPerOrder: 1_000,
      mixesAccounts: true,
      edits: false,
      comments: false,
      ratings: false,
      ...capabilities,
    },
    missing,
  };
}

export function after(port: Port, ...events: readonly PortEvent[]): Port {
  return events.reduce(evolve, port);
}

/** The check said yes to every number, and the submission began. */
export function beingSent(given: Given = {}): Port {
  const port = aDraft(given);
  return after(
    port,
    checked(
      BEGIN,
      port.items.map((item) => item.phoneNumber),
    ),
    { kind: 'attempt_began', at: BEGIN },
  );
}

/** A port whose order the provider took at `BEGIN`; all numbers are in review there. */
export function atProvider(given: Given = {}): Port {
  const port = beingSent(given);
  const numbers = port.items.map((item) => item.phoneNumber);
  return after(port, {
    kind: 'submitted',
    at: BEGIN,
    orders: [order(numbers.map((phoneNumber) => shown(phoneNumber, 'in_review')))],
  });
}

/** A port whose first submission has an unknown outcome: the answer to it was lost. */
export function withUnknownOutcome(given: Given = {}): Port {
  return after(beingSent(given), submissionFailed(BEGIN, { outcome: 'unknown' }));
}

/** A port whose first number was rejected on day 1; the others were submitted. */
export function withRejection(given: Given = {}): Port {
  const port = atProvider(given);
  const [first, ...others] = port.items.map(({ phoneNumber }) => phoneNumber);
  const items = [shown(first!, 'rejected'), ...others.map((number) => shown(number, 'submitted'))];
  return after(port, read(day(1), items));
}

/** A port to which a command was given, and which has decided it. */
export function afterCommand(
  port: Port,
  at: Instant,
  command: Command,
  overrides: Partial<AskedCommand> = {},
): Port {
  return after(port, commanded(at, command, overrides), commandDecided(at));
}

/**
 * What `proceed` gives. Throws where it would loop for ever, because a test cannot end that.
 *
 * @param onInwardStep - called after every inward step
 */
export function proceedOrThrow(
  port: Port,
  now: Instant,
  onInwardStep: (event: PortEvent, before: Port, after: Port) => void = () => undefined,
): ReturnType<typeof proceed> {
  let current = port;
  for (let taken = 0; taken <= MAX_INWARD_STEPS + port.pendingCommands.length; taken++) {
    const step = decide(current, now);
    let event: PortEvent;
    if (step.kind === 'decide_command') event = commandDecided(now);
    else if (step.kind === 'begin_attempt') event = { kind: 'attempt_began', at: now };
    else if (step.kind === 'fire_timer') event = timerFired(now);
    else if (step.kind === 'end') event = { ...step, kind: 'ended', at: now };
    else return { port: current, step };
    const before = current;
    current = evolve(current, event);
    onInwardStep(event, before, current);
  }
  throw new Error('The port loops: it never reaches an outward step.');
}

/** A port after all inward steps of an instant. */
export function proceeded(port: Port, now: Instant): Port {
  return proceedOrThrow(port, now).port;
}

/** The newest decision. */
export function decisionOf(port: Port): DecidedCommand {
  const decided = port.recentDecisions.at(-1);
  if (decided === undefined) throw new Error('The port has decided nothing.');
  return decided;
}

export function itemOf(port: Port, phoneNumber: string = A): OrderItem {
  const item = port.items.find((other) => other.phoneNumber === phoneNumber);
  if (item === undefined) throw new Error(`The port has no ${phoneNumber}.`);
  return item;
}

/** What became of each number, in the order of the request. */
export function outcomeList(port: Port): NumberOutcome[] {
  return outcomesOf(port).map(({ outcome }) => outcome);
}

/** The provider did not answer the check. */
export function aProblemOfCheck(at: Instant): PortEvent {
  return { kind: 'call_failed', at, startedAt: at, call: 'check', problem: aProblem() };
}

export function entriesOf(port: Port, kind: TimelineKind): readonly TimelineEntry[] {
  return port.timeline.entries.filter((entry) => entry.kind === kind);
}

/** What an event added to the timeline. */
export function newlyRecorded(before: Port, afterwards: Port): readonly TimelineEntry[] {
  return afterwards.timeline.entries.filter(({ sequence }) => sequence >= before.timeline.nextSequence);
}

/** The kinds of what an event added to the timeline, in their order. */
export function kindsRecorded(before: Port, afterwards: Port): TimelineKind[] {
  return newlyRecorded(before, afterwards).map(({ kind }) => kind);
}
