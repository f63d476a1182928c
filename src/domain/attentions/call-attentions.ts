import { openAttempt } from '../facts/attempts';
import { isToBeSent } from '../facts/canceling';
import { isWorthReading } from '../facts/items';
import { CALLED_OFF } from '../facts/retry';
import { currentDraftFailure } from '../facts/submission';
import type { Attention, AttentionCause } from '../model/attention';
import type { Port } from '../model/port';
import type { Failure } from '../model/snapshot';

export function submissionUnknown(port: Port): Attention[] {
  const attempt = openAttempt(port);
  // While searches are still to come, and may tell by themselves, no person is needed.
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

/** Calls that the provider, or a worker, keeps not answering. */
export function unansweredCalls(port: Port): Attention[] {
  const attempt = openAttempt(port);
  const failure =
    draftFailure(port) ?? (attempt?.state === 'delayed' ? attempt.failure : attempt?.search?.failure);
  return [
    ...unansweredReads(port),
    ...(failure === undefined
      ? []
      : [{ cause: causeOfFailure(failure), numbers: [], since: failure.since, ...messageOf(failure) }]),
  ];
}

/**
 * Orders that cannot be read. One that has ended is no failure of the port, unless nothing can be read at all. The numbers
 * are named where other orders can be read.
 */
function unansweredReads(port: Port): Attention[] {
  const failures = Object.entries(port.reading.failures ?? {});
  if (failures.length === 0) return [];
  const open = new Set(port.items.filter(isWorthReading).map(({ orderRef }) => orderRef));
  const all = new Set(port.items.flatMap(({ orderRef }) => orderRef ?? []));
  const failing = new Set(failures.map(([ref]) => ref));
  const isBlind = [...all].every((ref) => failing.has(ref));
  const told = isBlind ? failures : failures.filter(([ref]) => open.has(ref));
  const causes = [...new Set(told.map(([, failure]) => causeOfFailure(failure)))];
  return causes.map((cause) => {
    const own = told.filter(([, failure]) => causeOfFailure(failure) === cause);
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

/** A check that gave way to something else goes on by itself: nothing has failed. */
function draftFailure(port: Port): Failure | undefined {
  const failure = currentDraftFailure(port);
  return failure?.problem.code === CALLED_OFF ? undefined : failure;
}

/** One failure may be chance: it is over in 15 s, before anybody could act on it. */
const FAILURES_BEFORE_TOLD = 2;

/** Cancels that were accepted here and that the provider keeps not answering, while its deadline comes nearer. */
export function unansweredCancels(port: Port): Attention[] {
  const stuck = port.items.filter(
    (item) => isToBeSent(item) && (item.cancel?.failure?.count ?? 0) >= FAILURES_BEFORE_TOLD,
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
