import { isToBeSent } from '../facts/canceling';
import { answerByOf, numbersInFlight } from '../facts/ending';
import { isWorthReading, openAttempt } from '../facts/items';
import { setOf } from '../facts/lookup';
import { CALLED_OFF } from '../facts/retry';
import { currentDraftFailure, draftItems } from '../facts/submission';
import type { Attention, AttentionCause } from '../model/attention';
import type { Port } from '../model/port';
import type { Failure } from '../model/snapshot';
import { earliest } from '../model/time';

export function submissionUnknown(port: Port): Attention[] {
  const attempt = openAttempt(port);
  // No person is needed while pending searches can still decide.
  const isSearching = attempt?.search?.nextAt !== undefined && attempt.search.isUnlisted !== true;
  if (attempt?.state !== 'unknown' || isSearching) return [];
  return [
    {
      cause: 'submission_unknown',
      numbers: attempt.numbers,
      since: attempt.failure?.since ?? attempt.startedAt,
      ...messageOf(attempt.failure),
    },
  ];
}

/** Failed calls without an answer of the provider or of a worker. */
export function unansweredCalls(port: Port): Attention[] {
  const attempt = openAttempt(port);
  // numbersOfOtherPorts has its own attention.
  const isOtherPorts = numbersInFlight(port).length > 0;
  const failure =
    (isOtherPorts ? undefined : draftFailure(port)) ??
    (attempt?.state === 'delayed' ? attempt.failure : attempt?.search?.failure);
  return [
    ...unansweredReads(port),
    ...(failure === undefined
      ? []
      : [{ cause: causeOfFailure(failure), numbers: [], since: failure.since, ...messageOf(failure) }]),
  ];
}

/**
 * Orders whose reads fail. A final order alone does not count, unless no order can be read. The numbers are named if
 * other orders can be read.
 */
function unansweredReads(port: Port): Attention[] {
  const failures = Object.entries(port.reading.failures ?? {});
  if (failures.length === 0) return [];
  const open = new Set(port.items.filter(isWorthReading).map(({ orderRef }) => orderRef));
  const all = new Set(port.items.flatMap(({ orderRef }) => orderRef ?? []));
  const failing = new Set(failures.map(([ref]) => ref));
  const isBlind = [...all].every((ref) => failing.has(ref));
  const reported = isBlind ? failures : failures.filter(([ref]) => open.has(ref));
  const causes = [...new Set(reported.map(([, failure]) => causeOfFailure(failure)))];
  return causes.map((cause) => {
    const own = reported.filter(([, failure]) => causeOfFailure(failure) === cause);
    const refs = new Set(own.map(([ref]) => ref));
    const numbers = isBlind
      ? []
      : port.items.flatMap(({ orderRef = '', phoneNumber }) => (refs.has(orderRef) ? [phoneNumber] : []));
    return {
      cause,
      numbers: [...new Set(numbers)],
      since: Math.min(...own.map(([, { since }]) => since)),
      ...messageOf(own[0]?.[1]),
    };
  });
}

/** Numbers that another running port has: nothing is sent before that port ends. */
export function numbersOfOtherPorts(port: Port): Attention[] {
  const failure = currentDraftFailure(port);
  if (failure === undefined) return [];
  const numbers = setOf(numbersInFlight(port));
  const items = draftItems(port).filter(({ phoneNumber }) => numbers.has(phoneNumber));
  const answerBy = earliest(items.map((item) => answerByOf(port, item)));
  if (items.length === 0) return [];
  return [
    {
      cause: 'number_in_flight',
      numbers: items.map(({ phoneNumber }) => phoneNumber),
      since: failure.since,
      ...(answerBy !== undefined && { answerBy }),
      ...messageOf(failure),
    },
  ];
}

/** A preempted check continues by itself: it did not fail. */
function draftFailure(port: Port): Failure | undefined {
  const failure = currentDraftFailure(port);
  return failure?.problem.code === CALLED_OFF ? undefined : failure;
}

/** A single failure may be chance: it is retried after 15 s, before a person could act. */
const MIN_CANCEL_FAILURES = 2;

/** Accepted cancels that the provider does not answer while its deadline comes nearer. */
export function unansweredCancels(port: Port): Attention[] {
  const stuck = port.items.filter(
    (item) => isToBeSent(item) && (item.cancel?.failure?.count ?? 0) >= MIN_CANCEL_FAILURES,
  );
  const failure = stuck[0]?.cancel?.failure;
  if (failure === undefined) return [];
  return [
    {
      cause: causeOfFailure(failure),
      numbers: [...new Set(stuck.map((item) => item.phoneNumber))],
      since: Math.min(...stuck.map((item) => item.cancel?.failure?.since ?? failure.since)),
      ...messageOf(failure),
    },
  ];
}

function causeOfFailure({ problem }: Failure): AttentionCause {
  return problem.code === 'no_worker_for_account' ? 'no_worker_for_account' : 'read_failed';
}

function messageOf(failure: Failure | undefined): { message?: string } {
  return failure === undefined ? {} : { message: failure.problem.message };
}
