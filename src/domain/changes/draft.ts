import { CALLED_OFF, nextFailure } from '../facts/retry';
import { draftItems } from '../facts/submission';
import type { AccountTerms } from '../model/events';
import type { Port } from '../model/port';
import type { MissingField, ProviderProblem } from '../model/snapshot';
import type { Instant } from '../model/time';
import { type Change, withoutEntries } from './change';

/**
 * A worker with the account reported its terms: from here on the port is like any other. A second report has no
 * effect.
 */
export function accountPrepared(port: Port, at: Instant, terms: AccountTerms): Port {
  if (port.unprepared === undefined) return port;
  const { unprepared: _, ...known } = withoutDraftFailure(port);
  const { policy, capabilities, missing } = terms;
  const pollJitter = port.pollJitter % policy.watchEvery;
  return withMissing({ ...known, policy, capabilities, pollJitter, isReviewed: true }, missing, at);
}

/** No worker reported the terms. A wait that was canceled for a command or a clock says nothing about workers. */
export function preparationFailed(port: Port, at: Instant, problem: ProviderProblem): Change {
  const isRelevant = port.unprepared !== undefined && problem.code !== CALLED_OFF;
  return withoutEntries(isRelevant ? draftCallFailed(port, at, problem) : port);
}

/** The port with the missing fields of its drafts. Fields of a number that is left behind do not count. */
export function withMissing(port: Port, missing: readonly MissingField[], at: Instant): Port {
  const drafts = new Set(draftItems(port).map((item) => item.phoneNumber));
  const wanted = missing.flatMap((field) => {
    if (field.numbers === undefined) return [field];
    const numbers = field.numbers.filter((number) => drafts.has(number));
    return numbers.length === 0 ? [] : [{ ...field, numbers }];
  });
  const { missingSince, ...kept } = port;
  return {
    ...kept,
    missing: wanted,
    ...(wanted.length > 0 && { missingSince: (port.missing.length > 0 ? missingSince : undefined) ?? at }),
  };
}

/** A call about the draft failed: it is retried on the policy's steps, independently of other failures. */
export function draftCallFailed(port: Port, at: Instant, problem: ProviderProblem): Port {
  const { draftFailure: known, policy } = port;
  // A preempted check is retried soon, however often that happens: it did not fail.
  const isUncounted = problem.code === CALLED_OFF && known !== undefined;
  const before = isUncounted ? { ...known, count: Math.max(0, known.count - 1) } : known;
  return { ...port, draftFailure: nextFailure(before, problem, at, policy.reread) };
}

/** A call about the draft succeeded. */
export function withoutDraftFailure(port: Port): Port {
  const { draftFailure: _, ...kept } = port;
  return kept;
}
