import { CALLED_OFF, nextFailure } from '../facts/retry';
import { draftItems } from '../facts/submission';
import type { AccountTerms } from '../model/events';
import type { Port } from '../model/port';
import type { MissingField, ProviderProblem } from '../model/snapshot';
import type { Instant } from '../model/time';
import { type Change, withoutEntries } from './change';

/** A worker that has the account said its terms: from here on the port is as any other. RawResponse twice, it counts once. */
export function accountPrepared(port: Port, at: Instant, terms: AccountTerms): Port {
  if (port.unprepared === undefined) return port;
  const { unprepared: _, ...known } = withoutDraftFailure(port);
  const { policy, capabilities, missing } = terms;
  const pollJitter = port.pollJitter % policy.watchEvery;
  return withMissing({ ...known, policy, capabilities, pollJitter, isReviewed: true }, missing, at);
}

/** No worker said the terms. A wait that was called off for a command or a clock says nothing about workers. */
export function preparationFailed(port: Port, at: Instant, problem: ProviderProblem): Change {
  const isNews = port.unprepared !== undefined && problem.code !== CALLED_OFF;
  return withoutEntries(isNews ? draftCallFailed(port, at, problem) : port);
}

/** The port with what its drafts lack. What a number lacks that stays behind stops nobody. */
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

/** A call about the draft failed: it is tried again on the steps of the policy, beside what else fails. */
export function draftCallFailed(port: Port, at: Instant, problem: ProviderProblem): Port {
  const { draftFailure: known, policy } = port;
  // A check that gave way goes on soon, however often that happens: nothing has failed.
  const isUncounted = problem.code === CALLED_OFF && known !== undefined;
  const before = isUncounted ? { ...known, count: Math.max(0, known.count - 1) } : known;
  return { ...port, draftFailure: nextFailure(before, problem, at, policy.reread) };
}

/** A call about the draft was answered. */
export function withoutDraftFailure(port: Port): Port {
  const { draftFailure: _, ...kept } = port;
  return kept;
}
