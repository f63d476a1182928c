import { ordersByRef } from '../facts/lookup';
import { nextFailure } from '../facts/retry';
import { openAttempt } from '../facts/submission';
import type { Attempt, Search } from '../model/attempt';
import type { SearchResult } from '../model/events';
import type { Port } from '../model/port';
import type { ProviderProblem } from '../model/snapshot';
import { DAY, type Instant } from '../model/time';
import { withoutPossiblySubmitted, submitted, updateAttempted, withoutSuspectCheck } from './attempts';
import { type Change, withoutEntries, withAttempt } from './change';
import { notPortable } from './check';

/** How many searches must find nothing before an order counts as not made. */
const SEARCHES = 2;

/** The provider was searched for the order of an attempt whose outcome is unknown. */
export function searched(port: Port, at: Instant, result: SearchResult): Change {
  const attempt = openAttempt(port);
  if (attempt?.state !== 'unknown' || attempt.search === undefined) return withoutEntries(port);
  const { search } = attempt;
  const { nextAt: _, failure: _failure, isUnlisted: _unlisted, ...over } = search;
  // An order that the port already has belongs to another attempt.
  const isKnown =
    result.kind === 'found' && result.orders.some(({ ref }) => ordersByRef(port.orders).has(ref));
  const found: SearchResult = isKnown ? { kind: 'absent' } : result;
  switch (found.kind) {
    case 'found':
      return submitted(port, at, found.orders);
    case 'unlisted':
      return withoutEntries(
        withAttempt(port, unlisted(port, { ...attempt, search: over }, at, found.orderRefs)),
      );
    case 'ambiguous': {
      const problem: ProviderProblem = {
        code: 'submission_ambiguous',
        message: `Several orders may be this submission: ${found.orderRefs.slice(0, NAMED_ORDERS).join(', ')}. Check which one it is.`,
        outcome: 'unknown',
      };
      const failure = nextFailure(attempt.failure, problem, at, port.policy.reread);
      return withoutEntries(
        withAttempt(port, { ...attempt, search: { ...over, isAmbiguous: true }, failure }),
      );
    }
    case 'absent': {
      const done = search.done + 1;
      if (done < SEARCHES) {
        const next = { ...over, done, nextAt: at + port.policy.searchDelay };
        return withoutEntries(withAttempt(port, { ...attempt, search: next }));
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
  return withoutEntries(asksPerson ? withAttempt(port, attempt) : attemptLost(port, attempt, at));
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
export function searchFailed(port: Port, at: Instant, problem: ProviderProblem): Change {
  const attempt = openAttempt(port);
  if (attempt?.search === undefined) return withoutEntries(port);
  const failure = nextFailure(attempt.search.failure, problem, at, port.policy.reread);
  return withoutEntries(
    withAttempt(port, { ...attempt, search: { ...attempt.search, failure, nextAt: failure.retryAt } }),
  );
}
