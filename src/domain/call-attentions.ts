import type { Attention, AttentionCause } from './attentions';
import { isToBeSent } from './cancel';
import { openAttempt, type Failure, type Port } from './port';
import { CALLED_OFF, standingDraftFailure } from './submission';

export function submissionUnknown(port: Port): Attention[] {
  const attempt = openAttempt(port);
  // While searches are still to come nobody is needed.
  if (attempt?.state !== 'unknown' || attempt.search?.nextAt !== undefined) return [];
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
    port.reading.failure ??
    draftFailure(port) ??
    (attempt?.state === 'delayed' ? attempt.failure : attempt?.search?.failure);
  if (failure === undefined) return [];
  return [{ cause: causeOfFailure(failure), numbers: [], since: failure.since, ...messageOf(failure) }];
}

/** A check that gave way to something else goes on by itself: nothing has failed. */
function draftFailure(port: Port): Failure | undefined {
  const failure = standingDraftFailure(port);
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
