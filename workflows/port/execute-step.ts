import { proxyActivities, workflowInfo } from '@temporalio/workflow';
import type { PortActivities, RunInput } from '../../activities/port/port-activities';
import type { CancelToSend } from '../../src/domain/facts/canceling';
import type { Step } from '../../src/domain/lifecycle/decide';
import type { PortEvent } from '../../src/domain/model/events';
import { numbersOfOrder } from '../../src/domain/facts/items';
import { sentSchedule, narrowedTo, draftItems } from '../../src/domain/facts/submission';
import type { Port } from '../../src/domain/model/port';
import type { OutwardStep } from '../../src/domain/lifecycle/proceed';
import { HOUR, MINUTE } from '../../src/domain/model/time';
import { accountOf, call } from './call';
import { answering, changing, querying, ONCE, PATIENT, reading } from './call-options';
import type { Check } from './check';
import { invalidRequest, noWorkerFor, problemOf } from '../failures';
import type { Inbox } from './inbox';
import { workflowTime } from '../clock';

/**
 * Steps without a provider run on any workflow worker. They are no local activities, though they are short: a query
 * during a local activity changes the workflow time after it in a replay (docs/decisions/0047). Their time is limited
 * for each attempt and never in all: that would include the time without a worker, and then they would fail the port
 * (docs/decisions/0002).
 */
const OWN_ACTIVITIES = {
  startToCloseTimeout: '10 seconds',
  retry: { initialInterval: '1 second', maximumInterval: '30 seconds' },
} as const;

const { checkForReset, reviseRequest } = proxyActivities<PortActivities>(OWN_ACTIVITIES);

/** A port survives its failure, so its attempts are counted. */
const { reviewDraft } = proxyActivities<PortActivities>({
  ...OWN_ACTIVITIES,
  retry: { ...OWN_ACTIVITIES.retry, maximumAttempts: 7 },
});

/** Executes a step and returns its events. Failures of the provider are events too: they never fail a port. */
export async function executeStep(
  step: Exclude<OutwardStep, { kind: 'wait' | 'done' }>,
  port: Port,
  inbox: Inbox,
  check: Check,
): Promise<PortEvent[]> {
  switch (step.kind) {
    case 'check_reset': {
      const drafts = draftItems(port).map((item) => item.phoneNumber);
      const mayHaveSubmitted = await checkForReset(knownSubmissions(port, drafts));
      return [{ kind: 'reset_checked', at: workflowTime(), mayHaveSubmitted }];
    }
    case 'revise': {
      const revision = await reviseRequest({ request: port.request, patch: step.patch });
      return [{ kind: 'revised', at: workflowTime(), revision }];
    }
    case 'prepare':
      return prepare(port, inbox);
    case 'review':
      return review(port, inbox);
    case 'check':
      return check.run(step.numbers, port, inbox);
    case 'submit':
      return send(step.attempt, port, inbox);
    case 'search':
      return search(step, port, inbox);
    case 'cancel':
      return cancel(step.cancel, port, inbox);
    case 'order_action':
      return runOrderAction(step.action, port, inbox);
    case 'fit_dates':
      return fitDates(step, port, inbox);
    case 'read':
      return read(step, port, inbox);
  }
}

/** An attention reports an unprepared port after this time, however often commands have retried meanwhile. */
const UNPREPARED_ATTENTION_AFTER = 15 * MINUTE;

/**
 * How long the preparation then waits in the task queue: a new worker takes it at once, and the wait costs nothing.
 */
const LATER_WAIT = 6 * HOUR;

/**
 * Waits for a worker with the account. A worker that refuses the request ends the port, as at the start.
 *
 * @throws ApplicationFailure `invalid_request`
 */
async function prepare(port: Port, inbox: Inbox): Promise<PortEvent[]> {
  const { policy } = port.unprepared ?? { policy: {} };
  const { request, draftFailure, createdAt } = port;
  const untilAttention = Math.max(MINUTE, createdAt + UNPREPARED_ATTENTION_AFTER - workflowTime());
  const options = {
    ...PATIENT,
    scheduleToStartTimeout: draftFailure === undefined ? untilAttention : LATER_WAIT,
    summary: `prepare the port, by a worker that has account ${request.account} of ${request.provider}`,
  };
  const result = await call(port, inbox, options, (activities) =>
    activities.prepareAccount({ ...accountOf(port), request, policy }),
  );
  if (!result.ok)
    return [...result.before, { kind: 'call_failed', at: workflowTime(), call: 'prepare', ...result.failed }];
  if (!result.value.ok) return inbox.refuse(invalidRequest(result.value.invalid));
  return [{ kind: 'account_prepared', at: workflowTime(), terms: result.value.terms }];
}

/** Only a worker with the account knows the missing fields: this worker, or one on the account's task queue. */
async function review(port: Port, inbox: Inbox): Promise<PortEvent[]> {
  const startedAt = workflowTime();
  const input = { ...accountOf(port), request: port.request };
  try {
    const missing = await reviewDraft(input);
    if (missing !== null) return [{ kind: 'reviewed', at: workflowTime(), missing }];
  } catch (error) {
    const problem = problemOf(error, accountOf(port));
    return [{ kind: 'call_failed', at: workflowTime(), startedAt, call: 'review', problem }];
  }
  const summary = `review the draft, by a worker that has account ${input.account} of ${input.provider}`;
  // A caller of `submit` must learn soon that there is no worker.
  const wait = port.pendingCommands.length > 0 ? { scheduleToStartTimeout: MINUTE } : {};
  const result = await call(port, inbox, { ...PATIENT, ...wait, summary }, (activities) =>
    activities.reviewDraft(input),
  );
  if (!result.ok)
    return [...result.before, { kind: 'call_failed', at: workflowTime(), call: 'review', ...result.failed }];
  return result.value === null
    ? [{ kind: 'call_failed', at: workflowTime(), startedAt, call: 'review', problem: noWorkerFor(input) }]
    : [{ kind: 'reviewed', at: workflowTime(), missing: result.value }];
}

async function send(
  attempt: Extract<Step, { kind: 'submit' }>['attempt'],
  port: Port,
  inbox: Inbox,
): Promise<PortEvent[]> {
  const summary = `submit to ${port.request.provider}, attempt ${String(attempt.number)}`;
  const result = await call(port, inbox, { ...ONCE, summary }, (activities) =>
    activities.submitOrder({
      ...accountOf(port),
      request: narrowedTo(attempt.numbers, port.request),
      attemptKey: attempt.key,
      numbers: attempt.numbers,
      ...knownSubmissions(port, attempt.numbers),
    }),
  );
  return result.ok
    ? [{ kind: 'submitted', at: workflowTime(), orders: result.value }]
    : [...result.before, { kind: 'submission_failed', at: workflowTime(), problem: result.failed.problem }];
}

/**
 * What an activity needs to see whether everything that was sent of some numbers is known: the runs that know it, and the
 * restore after which they were searched for. The workflow itself must not ask which run it is in: a reset replays it.
 */
function knownSubmissions(
  { createdAt, mayHaveSubmitted, ...port }: Port,
  numbers: readonly string[],
): RunInput {
  const searched = numbers.every((number) => port.searched?.numbers.includes(number))
    ? port.searched
    : undefined;
  return {
    allowedRuns: [
      ...(mayHaveSubmitted === true ? [] : [workflowInfo().originalExecutionRunId]),
      ...(searched === undefined ? [] : [searched.runId]),
    ],
    beganAt: createdAt,
    ...(searched?.restoredAt !== undefined && { searchedAfter: searched.restoredAt }),
  };
}

async function search(
  { attempt, since }: Extract<Step, { kind: 'search' }>,
  port: Port,
  inbox: Inbox,
): Promise<PortEvent[]> {
  const summary = `search for the order of attempt ${String(attempt.number)} at ${port.request.provider}`;
  const result = await call(port, inbox, { ...querying(attempt.numbers.length), summary }, (activities) =>
    activities.searchOrder({
      ...accountOf(port),
      request: narrowedTo(attempt.numbers, port.request),
      attemptKey: attempt.key,
      numbers: attempt.numbers,
      since,
      ownOrderRefs: port.orders.map((order) => order.ref),
    }),
  );
  return result.ok
    ? [{ kind: 'searched', at: workflowTime(), ...result.value }]
    : [...result.before, { kind: 'search_failed', at: workflowTime(), ...result.failed }];
}

async function cancel(order: CancelToSend, port: Port, inbox: Inbox): Promise<PortEvent[]> {
  const what = order.isWhole ? 'the order' : count(order.numbers);
  const summary = `cancel ${what} at ${port.request.provider}`;
  const result = await call(port, inbox, { ...changing(order.numbers.length), summary }, (activities) =>
    activities.cancelOrder({ ...accountOf(port), cancel: order }),
  );
  const { orderRef } = order;
  if (result.ok) return [{ kind: 'cancel_answered', at: workflowTime(), orderRef, results: result.value }];
  const { problem } = result.failed;
  const results = order.numbers.map(({ phoneNumber }) => ({ phoneNumber, problem }));
  return [...result.before, { kind: 'cancel_answered', at: workflowTime(), orderRef, results }];
}

/** The summary of each order action's activity. */
const ORDER_ACTIONS = {
  edit: 'send the new data',
  comment: 'write a comment',
  rate: 'send the rating',
} as const;

async function runOrderAction(
  { id, orderRef, task }: Extract<Step, { kind: 'order_action' }>['action'],
  port: Port,
  inbox: Inbox,
): Promise<PortEvent[]> {
  const numbers = numbersOfOrder(port, orderRef);
  const summary = `${ORDER_ACTIONS[task.kind]} to ${port.request.provider}`;
  const result = await call(port, inbox, { ...changing(numbers.length), summary }, (activities) =>
    activities.runOrderAction({
      ...accountOf(port),
      orderRef,
      task,
      request: narrowedTo(numbers, port.request),
      numbers,
    }),
  );
  return result.ok
    ? [{ kind: 'order_action_answered', at: workflowTime(), id }]
    : [
        ...result.before,
        { kind: 'order_action_answered', at: workflowTime(), id, problem: result.failed.problem },
      ];
}

async function fitDates(
  { orderRefs, schedule }: Extract<Step, { kind: 'fit_dates' }>,
  port: Port,
  inbox: Inbox,
): Promise<PortEvent[]> {
  const summary = `ask ${port.request.provider} which dates are possible`;
  const result = await call(port, inbox, { ...answering(orderRefs.length), summary }, (activities) =>
    activities.fitDates({ ...accountOf(port), orderRefs, schedule, country: port.country }),
  );
  const at = workflowTime();
  if (result.ok) return [{ kind: 'dates_fitted', at, dates: { ok: true, fits: result.value } }];
  const dates = { ok: false, problem: result.failed.problem } as const;
  // The answer comes first: it belongs to the command that is the oldest now.
  return [{ kind: 'dates_fitted', at, dates }, ...result.before];
}

/** The reason of a read, as the end of a sentence. */
const READ_WHY: Readonly<Partial<Record<string, string>>> = {
  hint: 'after a webhook',
  command: 'on request',
  watch: 'on the poll schedule',
};

async function read(step: Extract<Step, { kind: 'read' }>, port: Port, inbox: Inbox): Promise<PortEvent[]> {
  const { orderRefs, digest, cause } = step;
  const { timeZone } = sentSchedule(port);
  const startedAt = workflowTime();
  const summary = `read ${port.request.provider} ${READ_WHY[cause.kind] ?? 'at a deadline'}`;
  const options = cause.kind === 'command' ? answering(orderRefs.length) : reading(orderRefs.length);
  const result = await call(port, inbox, { ...options, summary }, (activities) =>
    activities.readOrders({
      ...accountOf(port),
      orderRefs,
      ...(digest !== undefined && { digest }),
      ...(timeZone !== undefined && { timeZone }),
    }),
  );
  if (!result.ok && result.isForHint) return [...result.before]; // a new read follows at once
  return result.ok
    ? [{ kind: 'read', at: workflowTime(), startedAt, orderRefs, result: result.value, cause }]
    : [...result.before, { kind: 'read_failed', at: workflowTime(), orderRefs, ...result.failed }];
}

function count(numbers: readonly unknown[]): string {
  return numbers.length === 1 ? '1 number' : `${String(numbers.length)} numbers`;
}
