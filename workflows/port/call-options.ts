import { ActivityCancellationType, type ActivityOptions, type RetryPolicy } from '@temporalio/workflow';
import { HOUR, MINUTE, SECOND, type Milliseconds } from '../../src/domain/model/time';
import type { Preemption } from './preemptions';

/** The options of a call to a provider, and what preempts it. */
export interface CallOptions extends ActivityOptions {
  readonly scheduleToStartTimeout: Milliseconds;
  readonly startToCloseTimeout: Milliseconds;
  readonly retry: RetryPolicy & { readonly maximumAttempts: number };
  readonly preemptedBy: (preemption: Preemption) => boolean;
}

/** How long a call waits for a worker of the account before an attention reports that there is none. */
const NO_WORKER_AFTER: Milliseconds = 15 * MINUTE;

/**
 * The maximum wait before another attempt, by the retry policy and by the provider's `Retry-After`
 * (activities/provider-failure.ts).
 */
const MAX_BACKOFF: Milliseconds = 30 * SECOND;

/** A killed worker is detected after this time; a canceled call learns of it within this time. */
const HEARTBEAT: Milliseconds = 30 * SECOND;

/**
 * The time for each request of a call that makes many: workers share the account's limit, and other calls wait too. A
 * slower call is retried; checks and cancels then continue where they were.
 */
const EACH_REQUEST: Milliseconds = 4 * SECOND;

/**
 * The time of one request: 25 s until its turn (src/providers/http/rate-limit.ts), 20 s until its response, and a
 * margin.
 */
const ONE_REQUEST: Milliseconds = 48 * SECOND;

/** The maximum time of one attempt, whatever its size. */
const MAX_ATTEMPT: Milliseconds = 2 * HOUR;

/** The maximum time of a read, from its first attempt; then the port's own clocks and retries take over. */
const MAX_READ: Milliseconds = 5 * MINUTE;

/** The maximum duration of a call, with the wait for a worker and all attempts. */
export function maxCallDuration({
  scheduleToStartTimeout,
  startToCloseTimeout,
  retry: { maximumAttempts },
}: CallOptions): Milliseconds {
  return scheduleToStartTimeout + maximumAttempts * startToCloseTimeout + (maximumAttempts - 1) * MAX_BACKOFF;
}

/**
 * The time limits of one attempt. Attempts are counted instead of limiting the total time, because such a limit would
 * include the wait for a worker, and a missing worker is a different attention (docs/decisions/0002).
 */
function bounds(attempt: Milliseconds) {
  return {
    scheduleToStartTimeout: NO_WORKER_AFTER,
    startToCloseTimeout: Math.min(attempt, MAX_ATTEMPT),
  };
}

/** A call that changes nothing is abandoned at once; a running attempt stops before its next request. */
const TRY_CANCEL = {
  heartbeatTimeout: HEARTBEAT,
  cancellationType: ActivityCancellationType.TRY_CANCEL,
} as const;

/**
 * A running attempt that may change something is awaited to its end; a pending retry, or the wait for a worker, is
 * canceled.
 */
const WAIT_FOR_COMPLETION = {
  cancellationType: ActivityCancellationType.WAIT_CANCELLATION_COMPLETED,
} as const;

const byCommandsAndClocks = ({ kind }: Preemption): boolean => kind !== 'hint';

/**
 * For a read of some orders: retried for about a minute, so that a short fault of the provider raises no attention;
 * fewer times for very many orders. Everything preempts it: a webhook is a reason for a new read.
 */
export function reading(orders: number): CallOptions {
  const attempt = Math.max(ONE_REQUEST, 30 * SECOND + orders * EACH_REQUEST);
  const room = (MAX_READ + MAX_BACKOFF) / (attempt + MAX_BACKOFF);
  const maximumAttempts = Math.min(4, Math.max(2, Math.floor(room)));
  return {
    ...TRY_CANCEL,
    ...bounds(attempt),
    retry: {
      initialInterval: 5 * SECOND,
      backoffCoefficient: 2.5,
      maximumInterval: MAX_BACKOFF,
      maximumAttempts,
    },
    preemptedBy: () => true,
  };
}

/** For a short call that changes nothing and is no read. */
export const PATIENT: CallOptions = { ...reading(1), preemptedBy: byCommandsAndClocks };

/** For a read, or a question about some orders, that a caller waits for. */
export function answering(orders: number): CallOptions {
  const maximumAttempts = 3;
  const attempt = Math.max(ONE_REQUEST, 30 * SECOND + orders * EACH_REQUEST);
  return {
    ...TRY_CANCEL,
    ...bounds(attempt),
    retry: { ...OFTEN, maximumAttempts },
    preemptedBy: byCommandsAndClocks,
  };
}

const OFTEN = {
  initialInterval: SECOND,
  backoffCoefficient: 2,
  maximumInterval: MAX_BACKOFF,
  maximumAttempts: 7,
} as const;

/** For calls that ask about each number or order, and then prepare an order. */
export function querying(requests: number): CallOptions {
  return {
    ...TRY_CANCEL,
    ...bounds(10 * MINUTE + requests * EACH_REQUEST),
    retry: OFTEN,
    preemptedBy: byCommandsAndClocks,
  };
}

/** For calls that change orders and are safe to repeat: they go number by number and send heartbeats. */
export function changing(requests: number): CallOptions {
  return {
    ...WAIT_FOR_COMPLETION,
    heartbeatTimeout: HEARTBEAT,
    ...bounds(10 * MINUTE + requests * EACH_REQUEST),
    retry: OFTEN,
    preemptedBy: byCommandsAndClocks,
  };
}

/**
 * For the submission: the retry policy never repeats it. The HTTP time-out of 30 s is well inside. Commands and the
 * port's clocks cancel it only while no worker has taken it.
 */
export const ONCE: CallOptions = {
  ...WAIT_FOR_COMPLETION,
  ...bounds(MINUTE),
  retry: { maximumAttempts: 1 },
  preemptedBy: (preemption) =>
    preemption.kind === 'clock' || (preemption.kind === 'command' && preemption.command.name !== 'refresh'),
};
