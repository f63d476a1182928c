import { ActivityCancellationType, type ActivityOptions, type RetryPolicy } from '@temporalio/workflow';
import { HOUR, MINUTE, SECOND, type Milliseconds } from '../../src/domain/model/time';
import type { Preemption } from './preemptions';

/** How a call to a provider is made, and what it gives way to. */
export interface CallOptions extends ActivityOptions {
  readonly scheduleToStartTimeout: Milliseconds;
  readonly startToCloseTimeout: Milliseconds;
  readonly retry: RetryPolicy & { readonly maximumAttempts: number };
  readonly preemptedBy: (preemption: Preemption) => boolean;
}

/** How long a call waits for a worker that serves the account, before a person is told that there is none. */
const NO_WORKER_AFTER: Milliseconds = 15 * MINUTE;

/** The longest wait before another attempt, by the retry policy and by the provider's wish (activities/provider-failure.ts). */
const MAX_BACKOFF: Milliseconds = 30 * SECOND;

/** A worker that was killed is noticed after this time; a call that is called back hears of it sooner. */
const HEARTBEAT: Milliseconds = 30 * SECOND;

/**
 * What a request may take in a call that makes many: workers share the account's limit, and other calls wait too. A call
 * that is slower is tried again; checks and cancels then go on where they were.
 */
const EACH_REQUEST: Milliseconds = 4 * SECOND;

/** One request: 25 s until its turn (src/providers/http/rate-limit.ts), 20 s until its answer, and some to spare. */
const ONE_REQUEST: Milliseconds = 48 * SECOND;

/** No attempt takes longer, whatever its size. */
const MAX_ATTEMPT: Milliseconds = 2 * HOUR;

/** A read ends in this time, counted from its first attempt: then the port's own clocks and steps go on. */
const MAX_READ: Milliseconds = 5 * MINUTE;

/** The longest that a call may take, with the wait for a worker and all attempts. */
export function longest({
  scheduleToStartTimeout,
  startToCloseTimeout,
  retry: { maximumAttempts },
}: CallOptions): Milliseconds {
  return scheduleToStartTimeout + maximumAttempts * startToCloseTimeout + (maximumAttempts - 1) * MAX_BACKOFF;
}

/**
 * The bounds of one attempt. Attempts are counted instead of bounding the whole time, because such a bound would also count
 * the wait for a worker, and a missing worker is a different attention (docs/decisions/0002).
 */
function bounds(attempt: Milliseconds) {
  return {
    scheduleToStartTimeout: NO_WORKER_AFTER,
    startToCloseTimeout: Math.min(attempt, MAX_ATTEMPT),
  };
}

/** What changes nothing is given up at once; an attempt that is on its way stops before its next request. */
const TRY_CANCEL = {
  heartbeatTimeout: HEARTBEAT,
  cancellationType: ActivityCancellationType.TRY_CANCEL,
} as const;

/** What may change something is heard to its end; what waits to be repeated, or for a worker, is given up. */
const WAIT_FOR_COMPLETION = {
  cancellationType: ActivityCancellationType.WAIT_CANCELLATION_COMPLETED,
} as const;

const toPeopleAndClocks = ({ kind }: Preemption): boolean => kind !== 'hint';

/**
 * A read of some orders: tried again for about a minute, so that a short fault of the provider needs nobody. Of very
 * many orders, fewer times. It gives way to everything: a webhook is a reason for a new read.
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
export const PATIENT: CallOptions = { ...reading(1), preemptedBy: toPeopleAndClocks };

/** For a read, or a question about some orders, that somebody waits for. */
export function answering(orders: number): CallOptions {
  const maximumAttempts = 3;
  const attempt = Math.max(ONE_REQUEST, 30 * SECOND + orders * EACH_REQUEST);
  return {
    ...TRY_CANCEL,
    ...bounds(attempt),
    retry: { ...OFTEN, maximumAttempts },
    preemptedBy: toPeopleAndClocks,
  };
}

const OFTEN = {
  initialInterval: SECOND,
  backoffCoefficient: 2,
  maximumInterval: MAX_BACKOFF,
  maximumAttempts: 7,
} as const;

/** For questions that go from number to number, or from order to order, and then do what comes before an order. */
export function looking(requests: number): CallOptions {
  return {
    ...TRY_CANCEL,
    ...bounds(10 * MINUTE + requests * EACH_REQUEST),
    retry: OFTEN,
    preemptedBy: toPeopleAndClocks,
  };
}

/** For calls that change orders and are safe to repeat: they go from number to number, and say how far they are. */
export function changing(requests: number): CallOptions {
  return {
    ...WAIT_FOR_COMPLETION,
    heartbeatTimeout: HEARTBEAT,
    ...bounds(10 * MINUTE + requests * EACH_REQUEST),
    retry: OFTEN,
    preemptedBy: toPeopleAndClocks,
  };
}

/**
 * For the call that commits: never repeated by the retry policy. The HTTP time-out is 30 s, well inside. It is called
 * back only while no worker has taken it, by who wants something changed and by the port's clocks.
 */
export const ONCE: CallOptions = {
  ...WAIT_FOR_COMPLETION,
  ...bounds(MINUTE),
  retry: { maximumAttempts: 1 },
  preemptedBy: (preemption) =>
    preemption.kind === 'clock' || (preemption.kind === 'command' && preemption.command.name !== 'refresh'),
};
