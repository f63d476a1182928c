import type { WorkerOptions } from '@temporalio/worker';
import type { AccountConfig } from '../config/account-config';

type RateLimit = AccountConfig['rateLimit'];

/**
 * The number of calls in flight, as seconds' worth of requests. It is high enough to use the whole limit at a
 * slow provider. It is low enough that, if each call makes four requests at once, each request is sent within
 * 20 s, before it times out (`MAX_WAIT_MS`). Further calls wait in the task queue, where waiting costs no
 * attempt.
 */
const SECONDS_IN_FLIGHT = 5;

/** The minimum, so that one long call does not delay the others. */
const MIN_CALLS = 4;

/** The default of Temporal's workers. */
const MAX_CALLS = 100;

/** This worker's share of an account's limit, in HTTP requests per second; undefined: no limit. */
export function shareOf(rateLimit: RateLimit): number | undefined {
  return rateLimit && rateLimit.requestsPerSecond / rateLimit.workers;
}

/** The limits with which a worker polls an account's task queue. */
export function pollingOptions(
  rateLimit: RateLimit,
): Pick<WorkerOptions, 'maxTaskQueueActivitiesPerSecond' | 'maxConcurrentActivityTaskExecutions'> {
  const share = shareOf(rateLimit);
  if (rateLimit === undefined || share === undefined) return {};
  const calls = Math.ceil(share * SECONDS_IN_FLIGHT);
  return {
    // Counts calls, not HTTP requests: a coarse cap, which the server enforces across all workers.
    maxTaskQueueActivitiesPerSecond: rateLimit.requestsPerSecond,
    maxConcurrentActivityTaskExecutions: Math.min(MAX_CALLS, Math.max(MIN_CALLS, calls)),
  };
}
