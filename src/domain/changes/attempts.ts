import { ordersByRef, setOf } from '../facts/lookup';
import { nextFailure } from '../facts/retry';
import { draftItems, nextOrder } from '../facts/submission';
import type { Attempt, Search } from '../model/attempt';
import type { PortEvent, SearchResult } from '../model/events';
import type { OrderItem } from '../model/item';
import type { Policy } from '../model/policy';
import type { Port } from '../model/port';
import { rejectionFor } from '../model/reasons';
import type { OrderSnapshot, Portability, ProviderProblem } from '../model/snapshot';
import { DAY, type Instant, type Milliseconds, MINUTE } from '../model/time';
import type { NewEntry } from '../model/timeline';
import { type Change, withAttempt, withoutEntries } from './change';
import { observe } from './observe';

/** The next attempt begins, unless one is open. What a run may have sent already is searched for instead. */
export function attemptBegan(port: Port, open: Attempt | undefined, at: Instant): Port {
  return open === undefined ? withAttempt(port, newAttempt(port, at)) : port;
}

/** A run that may repeat a lost submission searches for it before any draft counts as unsent. */
export function resetChecked(
  port: Port,
  open: Attempt | undefined,
  at: Instant,
  mayHaveSubmitted: boolean,
): Port {
  const asked = port.pendingCommands.map((each) => ({ ...each, isResetChecked: true }));
  const known = { ...port, pendingCommands: asked, resetCheckedAt: at };
  if (!mayHaveSubmitted) return known;
  const possiblySubmitted = draftItems(port).map((item) => item.phoneNumber);
  return possiblySubmitted.length === 0 ? known : searchFirst({ ...known, possiblySubmitted }, open, at);
}

/**
 * The provider may have an order of this port that is not recorded: the check says "being ported already", or a reset
 * lost the record. The provider is searched before anything else.
 */
export function searchFirst(
  port: Port,
  open: Attempt | undefined,
  at: Instant,
  suspects?: readonly Portability[],
): Port {
  const about = suspects?.map(({ phoneNumber }) => phoneNumber);
  return withAttempt(port, {
    ...(open ?? newAttempt(port, at, about)),
    state: 'unknown',
    search: { done: 0, nextAt: at, ...(suspects !== undefined && { suspects }) },
  });
}

/** @param about - the attempt contains one of these numbers; default: one that a run may have sent */
function newAttempt(port: Port, at: Instant, about = port.possiblySubmitted): Attempt {
  const number = (port.attempts.at(-1)?.number ?? 0) + 1;
  const { numbers, isPossiblySent } = nextOrder(port, about);
  return {
    number,
    key: `${port.request.requestId}/${String(number)}`,
    numbers,
    documents: port.request.documents.flatMap((document) => document.providerId ?? []),
    documentDigests: port.request.documents.flatMap((document) => document.digest ?? []),
    schedule: port.request.schedule,
    startedAt: at,
    orderRefs: [],
    ...(isPossiblySent ? { state: 'unknown', search: { done: 0, nextAt: at } } : { state: 'ready' }),
  };
}

/** The events about the attempt that is open. */
type AttemptAnswer = Extract<
  PortEvent,
  { kind: 'submitted' | 'submission_failed' | 'searched' | 'search_failed' }
>;

/** The provider answered a submission or a search. An answer that comes after the attempt changes nothing. */
export function attemptAnswered(port: Port, attempt: Attempt | undefined, event: AttemptAnswer): Change {
  const known = event.kind === 'searched' ? withSearched(port, attempt, event) : port;
  if (attempt === undefined) return withoutEntries(known);
  if (event.kind === 'submission_failed') return submissionFailed(known, attempt, event.at, event.problem);
  if (event.kind === 'search_failed') return searchFailed(known, attempt, event.at, event.problem);
  if (event.kind === 'searched' && !isOrderFound(known, attempt, event))
    return notFound(known, afterRestore(port, attempt, event), event.at, event.found);
  const orders = event.kind === 'searched' ? event.found.orders : event.orders;
  return submitted(known, attempt, event.at, orders);
}

/** The search found the order of the attempt. An order that the port already has is another attempt's. */
function isOrderFound(port: Port, { state, search }: Attempt, event: SearchEnded): event is OrderFound {
  if (event.found.kind !== 'found' || state !== 'unknown' || search === undefined) return false;
  return !event.found.orders.some(({ ref }) => ordersByRef(port.orders).has(ref));
}

type SearchEnded = Extract<PortEvent, { kind: 'searched' }>;

type OrderFound = SearchEnded & { readonly found: Extract<SearchResult, { kind: 'found' }> };

/** The provider accepted the submission as one order or several. */
function submitted(port: Port, attempt: Attempt, at: Instant, orders: readonly OrderSnapshot[]): Change {
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
  const { failures: _, ...polled } = port.reading;
  const reading = isAll ? { ...polled, lastPolledAt: at, readAt: at } : port.reading;
  const known = withoutSuspectCheck(
    // After a reset, only the order shows that the submission was approved.
    withoutPossiblySubmitted(
      { ...withAttempt(port, sent), items, reading, isSubmitApproved: true },
      attempt.numbers,
    ),
    attempt,
  );
  const observed = observe(known, orders, at);
  const newEntries = orderRefs.map((orderRef): NewEntry => ({
    kind: 'submitted',
    numbers: attempt.numbers.filter((number) => orderOf(number) === orderRef),
    data: { attempt: attempt.number, orderRef },
  }));
  return { port: observed.port, entries: [...newEntries, ...observed.entries] };
}

/** The provider refused the order, or the outcome is unknown (docs/decisions/0004). */
function submissionFailed(port: Port, attempt: Attempt, at: Instant, problem: ProviderProblem): Change {
  const failure = nextFailure(attempt.failure, problem, at, port.policy.reread);
  const facts = factsOf(problem);
  // The account's credentials are wrong. The request itself is fine, so it waits until they are corrected.
  const isOurs = problem.code === 'provider_unauthorized';
  if (problem.outcome === 'unavailable' || (isOurs && problem.outcome === 'refused')) {
    return attemptChanged(port, { ...attempt, state: 'delayed', failure });
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

/** How many searches must find nothing before an order counts as not made. */
const SEARCHES = 2;

/** How long the call of a search may wait for a worker, and be repeated. */
const MAX_SEARCH_CALL: Milliseconds = 15 * MINUTE;

/** The longest that a port usually needs to find its order after the answer to the submission was lost. */
export function searchTime({ searchDelay }: Pick<Policy, 'searchDelay'>): Milliseconds {
  return SEARCHES * searchDelay + MAX_SEARCH_CALL;
}

/** The numbers that this run has searched for, since the newest restore. */
function withSearched(port: Port, attempt: Attempt | undefined, { runId, restoredAt }: SearchEnded): Port {
  if (runId === undefined) return port;
  const { searched } = port;
  const isSame = searched?.runId === runId && searched.restoredAt === restoredAt;
  const numbers = [...new Set([...(isSame ? searched.numbers : []), ...(attempt?.numbers ?? [])])];
  return { ...port, searched: { runId, ...(restoredAt !== undefined && { restoredAt }), numbers } };
}

/** Searches before a restore say nothing about what was sent in the lost time: the first after it is the first of two. */
function afterRestore(port: Port, attempt: Attempt, { restoredAt }: SearchEnded): Attempt {
  if (attempt.search === undefined || restoredAt === undefined || port.searched?.restoredAt === restoredAt)
    return attempt;
  return { ...attempt, search: { ...attempt.search, done: 0 } };
}

/** The search for the order of an attempt with an unknown outcome did not show that order. */
function notFound(port: Port, attempt: Attempt, at: Instant, shown: SearchResult): Change {
  if (attempt.state !== 'unknown' || attempt.search === undefined) return withoutEntries(port);
  const { search } = attempt;
  const { nextAt: _, failure: _failure, isUnlisted: _unlisted, ...over } = search;
  switch (shown.kind) {
    case 'unlisted':
      return attemptChanged(port, unlisted(port, { ...attempt, search: over }, at, shown.orderRefs));
    case 'ambiguous': {
      const problem: ProviderProblem = {
        code: 'submission_ambiguous',
        message: `Several orders may be this submission: ${shown.orderRefs.slice(0, NAMED_ORDERS).join(', ')}. Check which one it is.`,
        outcome: 'unknown',
      };
      const failure = nextFailure(attempt.failure, problem, at, port.policy.reread);
      return attemptChanged(port, { ...attempt, search: { ...over, isAmbiguous: true }, failure });
    }
    case 'found':
    case 'absent': {
      const done = search.done + 1;
      if (done < SEARCHES) {
        const next = { ...over, done, nextAt: at + port.policy.searchDelay };
        return attemptChanged(port, { ...attempt, search: next });
      }
      return notMade(port, { ...attempt, search: { ...over, done } }, at);
    }
  }
}

/** How long the search for an order continues that does not list its numbers. */
const SEARCH_UNLISTED_FOR = DAY;

/**
 * An order may be this submission, but its numbers are not visible. The submission is not repeated automatically: a
 * person is asked, and the search goes on, because the contents of an order can lag behind it.
 */
function unlisted(
  port: Port,
  attempt: Attempt & { readonly search: Search },
  at: Instant,
  orderRefs: readonly string[],
): Attempt {
  const named = orderRefs.slice(0, NAMED_ORDERS).join(', ');
  const problem: ProviderProblem = {
    code: 'submission_ambiguous',
    message: `The provider has an order of that time that does not list its numbers: ${named}. Check whether it is this submission.`,
    outcome: 'unknown',
  };
  const failure = nextFailure(attempt.failure, problem, at, port.policy.reread);
  const isOver = at >= attempt.startedAt + SEARCH_UNLISTED_FOR;
  const search = {
    ...attempt.search,
    isAmbiguous: true as const,
    ...(!isOver && { isUnlisted: true as const, nextAt: failure.retryAt }),
  };
  return { ...attempt, failure, search };
}

/** How many orders one message names. */
const NAMED_ORDERS = 5;

/** Both searches found nothing. The provider's capabilities decide what follows. */
function notMade(port: Port, attempt: Attempt, at: Instant): Change {
  const hasSuspects = (attempt.search?.suspects ?? []).length > 0;
  const asksPerson =
    attempt.search?.isAmbiguous === true ||
    (port.capabilities.afterUnknownSend === 'ask_person' && !hasSuspects);
  return asksPerson ? attemptChanged(port, attempt) : withoutEntries(attemptLost(port, attempt, at));
}

/** There is no order of this attempt: its numbers are drafts again, unless they are given up, canceled or suspect. */
export function attemptLost(port: Port, attempt: Attempt, at: Instant): Port {
  const suspects = new Map(attempt.search?.suspects?.map((answer) => [answer.phoneNumber, answer]));
  const items = updateAttempted(port, attempt, (item) => {
    const { cancel, ...uncanceled } = item;
    // The number is given up, and there is nothing to cancel.
    if (item.givenUp !== undefined) return uncanceled;
    if (cancel !== undefined) return { ...item, status: 'canceled', changedAt: at };
    const suspect = suspects.get(item.phoneNumber);
    return suspect === undefined ? item : notPortable(item, suspect, at);
  });
  const lost = { ...withAttempt(port, { ...attempt, state: 'lost' }), items };
  return withoutSuspectCheck(withoutPossiblySubmitted(lost, attempt.numbers), attempt);
}

/** A search failed: it is retried on the policy's steps and does not count. */
function searchFailed(port: Port, attempt: Attempt, at: Instant, problem: ProviderProblem): Change {
  if (attempt.search === undefined) return withoutEntries(port);
  const failure = nextFailure(attempt.search.failure, problem, at, port.policy.reread);
  return attemptChanged(port, {
    ...attempt,
    search: { ...attempt.search, failure, nextAt: failure.retryAt },
  });
}

export function notPortable(item: OrderItem, answer: Portability, at: Instant): OrderItem {
  const rejection = answer.rejection ?? rejectionFor('other');
  return { ...item, status: 'not_portable', changedAt: at, rejection };
}

/** Only the attempt changes, and nothing is recorded. */
function attemptChanged(port: Port, attempt: Attempt): Change {
  return withoutEntries(withAttempt(port, attempt));
}

/** The items, with each draft of the attempt updated. */
function updateAttempted(port: Port, attempt: Attempt, update: (item: OrderItem) => OrderItem): OrderItem[] {
  const numbers = new Set(attempt.numbers);
  return port.items.map((item) =>
    item.status === 'draft' && numbers.has(item.phoneNumber) ? update(item) : item,
  );
}

/** The outcome of these possibly submitted numbers is known now. */
function withoutPossiblySubmitted(port: Port, numbers: readonly string[]): Port {
  const { possiblySubmitted, ...kept } = port;
  const known = setOf(numbers);
  const still = possiblySubmitted?.filter((number) => !known.has(number)) ?? [];
  return { ...kept, ...(still.length > 0 && { possiblySubmitted: still }) };
}

/**
 * The check found numbers already in this account that may be in other orders than this one: they are checked again.
 */
function withoutSuspectCheck(port: Port, { search }: Attempt): Port {
  if (search?.suspects === undefined) return port;
  const { check: _, ...unchecked } = port;
  return unchecked;
}
