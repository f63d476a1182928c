import type { Policy } from '../domain/model/policy';
import { DAY, HOUR, SECOND, type Milliseconds } from '../domain/model/time';

/**
 * A duration on the scale of `PORTKEEPER_DAY_SECONDS`, which lets a demo day last seconds. Durations below an hour
 * are technical (settling, re-reads, time-outs, retries) and stay as they are; zero stays zero.
 *
 * @param length - milliseconds
 * @param daySeconds - how many seconds a day lasts; absent: no scaling
 * @returns milliseconds, at least 1 for a scaled duration, so that nothing that waits stops waiting
 */
export function scaled(length: Milliseconds, daySeconds?: number): Milliseconds {
  if (daySeconds === undefined || length < HOUR) return length;
  return Math.max(1, Math.round((length * daySeconds * SECOND) / DAY));
}

/** A policy with every duration on the scale of `PORTKEEPER_DAY_SECONDS`. */
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
