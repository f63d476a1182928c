import { NUMBER_IN_FLIGHT } from '../../../src/domain/facts/retry';
import type { AskedCommand } from '../../../src/domain/model/commands';
import type { PortEvent, SearchResult } from '../../../src/domain/model/events';
import type { Command } from '../../../src/domain/model/port-commands';
import type {
  ItemSnapshot,
  MissingField,
  OrderSnapshot,
  ProviderProblem,
} from '../../../src/domain/model/snapshot';
import type { Instant } from '../../../src/domain/model/time';
import { A, aProblem, order, ORDER_REF } from './snapshots';

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

/** The check found numbers in another port. */
export function inFlight(at: Instant, numbers: readonly string[]): PortEvent {
  const problem = aProblem({ code: NUMBER_IN_FLIGHT, message: 'Port acme-41 has the number.', numbers });
  return { kind: 'call_failed', at, startedAt: at, call: 'check', problem };
}

/** The draft was reviewed: what is missing. */
export function reviewed(at: Instant, missing: readonly MissingField[] = []): PortEvent {
  return { kind: 'reviewed', at, missing };
}

/** The provider did not take the submission, or its answer was lost. */
export function submissionFailed(at: Instant, overrides: Partial<ProviderProblem> = {}): PortEvent {
  return { kind: 'submission_failed', at, problem: aProblem(overrides) };
}

/** The provider was searched for the order of a submission whose outcome is unknown. */
export function searched(at: Instant, found: SearchResult = { kind: 'absent' }): PortEvent {
  return { kind: 'searched', at, found };
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

/** A command reached the port. */
export function commanded(
  at: Instant,
  command: Command = { name: 'refresh' },
  overrides: Partial<AskedCommand> = {},
): PortEvent {
  const asked = { id: `${command.name} at ${String(at)}`, at, by: 'ada', command, isPolled: false };
  return { kind: 'commanded', at, asked: { ...asked, ...overrides } };
}

/** The oldest command is decided. */
export function commandDecided(at: Instant): PortEvent {
  return { kind: 'command_decided', at };
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
