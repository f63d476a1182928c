import { grouped, setOf } from '../facts/lookup';
import { nextFailure } from '../facts/retry';
import { openAttempt, nextOrder } from '../facts/submission';
import type { Attempt } from '../model/attempt';
import type { OrderItem } from '../model/item';
import type { Port } from '../model/port';
import { rejectionFor } from '../model/reasons';
import type { OrderSnapshot, Portability, ProviderProblem } from '../model/snapshot';
import type { Instant } from '../model/time';
import type { NewEntry } from '../model/timeline';
import { type Change, withoutEntries, withAttempt } from './change';
import { observe } from './observe';
import { withFailures } from './reading';
import { reconcileSuperseded } from './superseded';

/**
 * The provider may have an order of this port that is not recorded: the check says "being ported already", or a reset
 * lost the record. The provider is searched before anything else.
 */
export function searchFirst(port: Port, at: Instant, suspects?: readonly Portability[]): Port {
  const numbers = suspects?.map(({ phoneNumber }) => phoneNumber) ?? port.possiblySubmitted;
  const began = openAttempt(port) === undefined ? attemptBegan(port, at, numbers) : port;
  const attempt = openAttempt(began);
  if (attempt === undefined) return port;
  return withAttempt(began, {
    ...attempt,
    state: 'unknown',
    search: { done: 0, nextAt: at, ...(suspects !== undefined && { suspects }) },
  });
}

/** @param about - the attempt contains one of these numbers, if any are given */
export function attemptBegan(port: Port, at: Instant, about?: readonly string[]): Port {
  const number = (port.attempts.at(-1)?.number ?? 0) + 1;
  const attempt: Attempt = {
    number,
    key: `${port.request.requestId}/${String(number)}`,
    numbers: nextOrder(port, about),
    documents: port.request.documents.flatMap((document) => document.providerId ?? []),
    documentDigests: port.request.documents.flatMap((document) => document.digest ?? []),
    schedule: port.request.schedule,
    state: 'ready',
    startedAt: at,
    orderRefs: [],
  };
  return { ...port, attempts: [...port.attempts, attempt] };
}

/** The provider accepted the submission as one order or several. */
export function submitted(port: Port, at: Instant, orders: readonly OrderSnapshot[]): Change {
  const attempt = openAttempt(port);
  if (attempt === undefined) return withoutEntries(port);
  const { failure: _f, search: _s, ...kept } = attempt;
  const orderRefs = orders.map(({ ref }) => ref);
  const sent: Attempt = { ...kept, state: 'sent', sentAt: at, orderRefs };
  const refOf = new Map(
    orders.flatMap(({ ref, items }) => items.map(({ phoneNumber }) => [phoneNumber, ref] as const)),
  );
  // A number that no order lists goes to the first order, so that it is still read.
  const orderOf = (phoneNumber: string) => refOf.get(phoneNumber) ?? orderRefs[0];
  const items = updateAttempted(port, attempt, (item): OrderItem => {
    const orderRef = orderOf(item.phoneNumber);
    return { ...item, ...(orderRef !== undefined && { orderRef }), status: 'in_review', changedAt: at };
  });
  // The response to a submission is the order itself. It counts as a read if there is no other order.
  const isAll = port.orders.length === 0;
  const reading = isAll ? { ...withFailures(port.reading, {}), lastPolledAt: at, readAt: at } : port.reading;
  const known = withoutSuspectCheck(
    // After a reset, only the order shows that the submission was approved.
    withoutPossiblySubmitted(
      { ...withAttempt(port, sent), items, reading, isSubmitApproved: true },
      attempt.numbers,
    ),
    attempt,
  );
  const observed = observe(known, orders, at);
  const reconciled = reconcileSuperseded(observed.port, port.items, at);
  const numbersOf = grouped(attempt.numbers, orderOf);
  const newEntries = orderRefs.map((orderRef): NewEntry => ({
    kind: 'submitted',
    numbers: numbersOf.get(orderRef) ?? [],
    data: { attempt: attempt.number, orderRef },
  }));
  return { port: reconciled.port, entries: [...newEntries, ...observed.entries, ...reconciled.entries] };
}

/** The outcome of these possibly submitted numbers is known now. */
export function withoutPossiblySubmitted(port: Port, numbers: readonly string[]): Port {
  const { possiblySubmitted, ...kept } = port;
  const known = setOf(numbers);
  const still = possiblySubmitted?.filter((number) => !known.has(number)) ?? [];
  return { ...kept, ...(still.length > 0 && { possiblySubmitted: still }) };
}

/**
 * The check found numbers already in this account that may be in other orders than this one: they are checked again.
 */
export function withoutSuspectCheck(port: Port, { search }: Attempt): Port {
  if (search?.suspects === undefined) return port;
  const { check: _, ...unchecked } = port;
  return unchecked;
}

/** The provider refused the order, or the outcome is unknown (docs/decisions/0004). */
export function submissionFailed(port: Port, at: Instant, problem: ProviderProblem): Change {
  const attempt = openAttempt(port);
  if (attempt === undefined) return withoutEntries(port);
  const failure = nextFailure(attempt.failure, problem, at, port.policy.reread);
  const facts = factsOf(problem);
  // The account's credentials are wrong. The request itself is fine, so it waits until they are corrected.
  const isOurs = problem.code === 'provider_unauthorized';
  if (problem.outcome === 'unavailable' || (isOurs && problem.outcome === 'refused')) {
    return withoutEntries(withAttempt(port, { ...attempt, state: 'delayed', failure }));
  }
  if (problem.outcome === 'unknown') {
    const search = { done: 0, nextAt: at + port.policy.searchDelay };
    return {
      port: withAttempt(port, { ...attempt, state: 'unknown', failure: { ...failure, since: at }, search }),
      entries: [{ kind: 'submission_unknown', numbers: attempt.numbers, data: facts }],
    };
  }
  // The text is stored once, on the attempt.
  const rejection = {
    ...rejectionFor(problem.reason ?? 'other', problem.providerCode),
    textOfAttempt: attempt.number,
  };
  const items = updateAttempted(port, attempt, (item) => ({
    ...item,
    status: 'rejected',
    changedAt: at,
    rejection,
  }));
  return {
    port: { ...withAttempt(port, { ...attempt, state: 'refused', failure }), items },
    entries: [{ kind: 'submission_refused', numbers: attempt.numbers, data: facts }],
  };
}

export function updateAttempted(
  port: Port,
  attempt: Attempt,
  update: (item: OrderItem) => OrderItem,
): OrderItem[] {
  const numbers = new Set(attempt.numbers);
  return port.items.map((item) =>
    item.status === 'draft' && numbers.has(item.phoneNumber) ? update(item) : item,
  );
}

/** The details of a failed call for a person or the provider's support. */
function factsOf(problem: ProviderProblem): Record<string, unknown> {
  const { code, message, status, providerCode, requestId } = problem;
  return {
    code,
    message,
    ...(status !== undefined && { status }),
    ...(providerCode !== undefined && { providerCode }),
    ...(requestId !== undefined && { requestId }),
  };
}
