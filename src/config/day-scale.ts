import type { Policy } from '../domain/model/policy';
import { DAY, HOUR, SECOND, type Milliseconds } from '../domain/model/time';

/**
 * Scales a duration by `PORTKEEPER_DAY_SECONDS`, with which a demo day lasts seconds. Durations below an hour
 * are technical (search delays, re-reads, time-outs, retries) and are not scaled; zero stays zero.
 *
 * @param length - milliseconds
 * @param daySeconds - the length of a day in seconds; undefined: no scaling
 * @returns milliseconds, at least 1 for a scaled duration, so that a wait does not become zero
 */
export function scaled(length: Milliseconds, daySeconds?: number): Milliseconds {
  if (daySeconds === undefined || length < HOUR) return length;
  return Math.max(1, Math.round((length * daySeconds * SECOND) / DAY));
}

/** A policy with every duration scaled by `PORTKEEPER_DAY_SECONDS`. */
export function scaledPolicy(policy: Policy, daySeconds?: number): Policy {
  const scale = (length: Milliseconds) => scaled(length, daySeconds);
  return {
    cancellationWindow: scale(policy.cancellationWindow),
    enforcement: policy.enforcement,
    notice: scale(policy.notice),
    watchEvery: scale(policy.watchEvery),
    watchEveryWithSweep: scale(policy.watchEveryWithSweep),
    reread: policy.reread.map(scale),
    searchDelay: scale(policy.searchDelay),
    confirmWithin: scale(policy.confirmWithin),
    cancelConfirmation: scale(policy.cancelConfirmation),
    remindBefore: scale(policy.remindBefore),
    readPatience: scale(policy.readPatience),
    answerBy: scale(policy.answerBy),
    draftExpiry: scale(policy.draftExpiry),
    noNews: scale(policy.noNews),
    holdAfterPorted: scale(policy.holdAfterPorted),
    cutoverPolls: policy.cutoverPolls.map(scale),
  };
}
