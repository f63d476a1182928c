import type { WorkerOptions } from '@temporalio/worker';
import type { AccountConfig } from '../config/account-config';

type RateLimit = AccountConfig['rateLimit'];

/**
 * How many seconds' worth of requests may be under way as calls. Enough to use the limit up when the provider takes
 * its time to answer; few enough that, of calls which make four requests at once, each request has its turn in 20 s,
 * before it gives up (`MAX_WAIT_MS`). What is more waits in the task queue, where it costs no attempt.
 */
const SECONDS_UNDER_WAY = 5;

/** So that one long call does not hold up the others. */
const MIN_CALLS = 4;

/** As many as Temporal's workers take without a limit. */
const MAX_CALLS = 100;

/** The part of an account's limit that is this worker's, in HTTP requests a second; undefined: no limit. */
export function shareOf(rateLimit: RateLimit): number | undefined {
  return rateLimit && rateLimit.requestsPerSecond / rateLimit.workers;
}

/** How fast a worker takes an account's calls from their queue. */
export function pollingOptions(
  rateLimit: RateLimit,
): Pick<WorkerOptions, 'maxTaskQueueActivitiesPerSecond' | 'maxConcurrentActivityTaskExecutions'> {
  const share = shareOf(rateLimit);
  if (rateLimit === undefined || share === undefined) return {};
  const calls = Math.ceil(share * SECONDS_UNDER_WAY);
  return {
    // Counts calls, not HTTP requests: a coarse cap, enforced by the server over all workers.
    maxTaskQueueActivitiesPerSecond: rateLimit.requestsPerSecond,
    maxConcurrentActivityTaskExecutions: Math.min(MAX_CALLS, Math.max(MIN_CALLS, calls)),
  };
}
