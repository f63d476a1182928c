import { BEHAVIOR } from '../../../src/domain/model/behavior';
import { begin, UNKNOWN_TERMS } from '../../../src/domain/lifecycle/begin';
import type { Capabilities } from '../../../src/domain/model/capabilities';
import type { AskedCommand, DecidedCommand } from '../../../src/domain/model/commands';
import type { Command } from '../../../src/domain/model/port-commands';
import type { PortEvent, SearchResult, AccountTerms } from '../../../src/domain/model/events';
import { evolve } from '../../../src/domain/lifecycle/evolve';
import type { Foc } from '../../../src/domain/model/foc';
import { DEFAULT_POLICY, type Policy } from '../../../src/domain/model/policy';
import type { OrderItem } from '../../../src/domain/model/item';
import type { Port } from '../../../src/domain/model/port';
import type { PortRequest } from '../../../src/domain/model/request';
import type {
  ItemSnapshot,
  MissingField,
  OrderSnapshot,
  ProviderProblem,
} from '../../../src/domain/model/snapshot';
import { HOUR, type Instant } from '../../../src/domain/model/time';
import type { TimelineEntry, TimelineKind } from '../../../src/domain/model/timeline';

/** The instant at which every port of these tests begins. */
export const BEGIN: Instant = Date.parse('2026-03-02T15:00:00Z');

export const ORDER_REF = 'KW1';

export const [A, B, C] = ['+12125550101', '+12125550102', '+12125550103'] as const;

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

export function checked(
  at: Instant,
  portable: readonly string[],
  notPortable: readonly string[] = [],
  missing: readonly MissingField[] = [],
): PortEvent {
  const answers = [
    ...portable.map((phoneNumber) => ({ phoneNumber, portable: true })),
    ...notPortable.map((phoneNumber) => ({ phoneNumber, portable: false })),
  ];
  return { kind: 'checked', at, answers, missing };
}

/** A number as a read shows it; `undefined` is a word that nobody knows. */
export function shown(
  phoneNumber: string,
  status: ItemSnapshot['status'],
  facts: Partial<ItemSnapshot> = {},
): ItemSnapshot {
  return {
    phoneNumber,
    providerStatus: status ?? 'Mystery',
    ...(status !== undefined && { status }),
    ...facts,
  };
}

export function dated(phoneNumber: string, foc: Foc, facts: Partial<ItemSnapshot> = {}): ItemSnapshot {
  return shown(phoneNumber, 'foc_confirmed', { foc, ...facts });
}

export function order(items: readonly ItemSnapshot[], facts: Partial<OrderSnapshot> = {}): OrderSnapshot {
  return { ref: ORDER_REF, providerStatus: 'In Progress', actionRequired: false, items, ...facts };
}

/** A read that found something new, and took no time. */
export function read(
  at: Instant,
  items: readonly ItemSnapshot[],
  facts: Partial<OrderSnapshot> = {},
): PortEvent {
  return {
    kind: 'read',
    at,
    startedAt: at,
    orderRefs: [ORDER_REF],
    cause: { kind: 'watch' },
    result: { kind: 'changed', digest: `at ${String(at)}`, orders: [order(items, facts)] },
  };
}

export function readNothingNew(at: Instant, startedAt = at): PortEvent {
  return {
    kind: 'read',
    at,
    startedAt,
    orderRefs: [ORDER_REF],
    cause: { kind: 'watch' },
    result: { kind: 'unchanged' },
  };
}

export function failedRead(at: Instant, overrides: Partial<ProviderProblem> = {}): PortEvent {
  return { kind: 'read_failed', at, startedAt: at, orderRefs: [ORDER_REF], problem: aProblem(overrides) };
}

export function timerFired(at: Instant): PortEvent {
  return { kind: 'timer_fired', at };
}

/** Somebody tells the port to do something. */
export function commanded(
  at: Instant,
  command: Command = { name: 'refresh' },
  overrides: Partial<AskedCommand> = {},
): PortEvent {
  const asked = { id: `${command.name} at ${String(at)}`, at, by: 'ada', command, isPolled: false };
  return { kind: 'commanded', at, asked: { ...asked, ...overrides } };
}

/** The provider was searched for the order of a submission whose outcome is unknown. */
export function searched(at: Instant, found: SearchResult = { kind: 'absent' }): PortEvent {
  return { kind: 'searched', at, found };
}

/** The provider answered a cancel: without a problem it took it. */
export function cancelAnswered(
  at: Instant,
  numbers: readonly string[] = [A],
  problem?: ProviderProblem,
  orderRef = ORDER_REF,
): PortEvent {
  const results = numbers.map((phoneNumber) => ({ phoneNumber, ...(problem && { problem }) }));
  return { kind: 'cancel_answered', at, orderRef, results };
}

/** The oldest command is decided. */
export function commandDecided(at: Instant): PortEvent {
  return { kind: 'command_decided', at };
}

/** The newest decision. */
export function decisionOf(port: Port): DecidedCommand {
  const decided = port.recentDecisions.at(-1);
  if (decided === undefined) throw new Error('The port has decided nothing.');
  return decided;
}

export function aProblem(overrides: Partial<ProviderProblem> = {}): ProviderProblem {
  return { code: 'provider_unavailable', message: 'It said 500.', outcome: 'unavailable', ...overrides };
}

/** An exact cutover. */
export function focAt(instant: Instant): Foc {
  return { from: instant, until: instant, precision: 'instant' };
}

/** A cutover on a day only, as wide as that is in the United States. */
export function focOn(from: Instant): Foc {
  return { from, until: from + 29 * HOUR, precision: 'date' };
}

export function itemOf(port: Port, phoneNumber: string = A): OrderItem {
  const item = port.items.find((other) => other.phoneNumber === phoneNumber);
  if (item === undefined) throw new Error(`The port has no ${phoneNumber}.`);
  return item;
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

export function numberList(count: number): string[] {
  return Array.from({ length: count }, (_, index) => `+1212${String(5_550_000 + index)}`);
}
