import { ApplicationFailure, Context } from '@temporalio/activity';
import type { CancelAnswer } from '../src/domain/events';
import type { Portability } from '../src/domain/snapshot';
import { portabilityForPort } from '../src/providers/port-snapshot';
import { SYSTEM_CLOCK, type Clock } from '../src/providers/http/clock';
import { LONGEST_WAIT_MS } from '../src/providers/http/rate-limit';
import type { Account, AccountDirectory } from './accounts';
import { cancelAtProvider } from './cancel-at-provider';
import { callProvider } from './call-provider';
import { changesSince } from './digest';
import { beating } from './heartbeats';
import type { AccountRef, PortActivities } from './port-activities';
import { prepareRequest } from './prepare';
import { prepareOrder } from './prepare-order';
import type { ProviderCallActivities } from './provider-call-activities';
import { fitDates } from './fit-dates';
import { failingAsProvider } from './provider-failure';
import { openPortsInIndex } from './open-ports';
import { requirementsOf } from './requirements';
import { runErrand } from './run-errand';
import { measureSweep } from './sweep-metrics';
import { sweepAccount, type OpenPorts, type SweepProgress } from './sweep-account';
import type { SweepActivities } from './sweep-activities';
import { revisedRequest } from './revise-request';
import { currentRun, mayHaveForgotten, refuseAfterReset } from './reset-guard';
import { ordersOfOtherPorts, type TakenOrders } from './taken-orders';

/** What activities work with beside accounts. */
export interface ActivitySurroundings {
  /** Which orders other ports hold. */
  readonly takenOrders?: TakenOrders | undefined;
  /** The open ports of an account. */
  readonly openPorts?: ((account: AccountRef) => OpenPorts) | undefined;
  /** By whose time the limits of accounts run; default: the computer's. */
  readonly clock?: Clock | undefined;
}

/**
 * The activities over a worker's accounts. Each is safe to run twice and to be killed half-way: most only ask, a
 * repeated cancel is one cancel, and `submitOrder` is never repeated by Temporal.
 *
 * @param surroundings - how ports are found, by default as the visibility index says, and by which clock requests leave
 */
export function createActivities(
  accounts: AccountDirectory,
  {
    takenOrders = ordersOfOtherPorts,
    openPorts = openPortsInIndex,
    clock = SYSTEM_CLOCK,
  }: ActivitySurroundings = {},
): PortActivities & ProviderCallActivities & SweepActivities {
  return {
    // eslint-disable-next-line @typescript-eslint/require-await -- activities answer with promises
    prepare: async (input) => prepareRequest(input, accounts, Date.now()),

    checkPortability: ({ numbers, request, ...ref }) =>
      failingAsProvider(async () => {
        const account = accountFor(ref, accounts);
        const { provider } = account;
        // Without a signal: a call that is given up is heard to its end (docs/decisions/0008). The same below.
        const answers = await beating(() => provider.checkPortability(numbers, { now: Date.now() }, request));
        const missing = requirementsOf(account, request, Date.now(), answers);
        const plan = { attemptKey: '', request, numbers };
        return {
          answers: answers.map(decisive),
          ...(await beating(() => prepareOrder(provider, plan, { answers, missing }, { now: Date.now() }))),
        };
      }),

    // eslint-disable-next-line @typescript-eslint/require-await -- activities answer with promises
    mayHaveForgotten: async ({ allowedRuns }) => mayHaveForgotten(allowedRuns),

    // eslint-disable-next-line @typescript-eslint/require-await -- activities answer with promises
    reviseRequest: async ({ request, patch }) => revisedRequest(request, patch),

    // eslint-disable-next-line @typescript-eslint/require-await -- activities answer with promises
    reviewDraft: async ({ request, ...ref }) =>
      requirementsOf(accountFor(ref, accounts), request, Date.now()),

    submitOrder: ({ request, attemptKey, numbers, allowedRuns, ...ref }) =>
      failingAsProvider(() => {
        refuseAfterReset(allowedRuns);
        const { provider, webhookUrl } = accountFor(ref, accounts);
        const url = webhookUrl?.(request.requestId);
        const plan = { attemptKey, request, numbers, ...(url !== undefined && { webhookUrl: url }) };
        return provider.send(plan, { ...callContext(), leaveBy: clock.now() + LONGEST_WAIT_MS });
      }),

    findOrder: ({ request, attemptKey, numbers, since, ownOrderRefs, ...ref }) =>
      failingAsProvider(async () => {
        const isTaken = async (refs: readonly string[]) =>
          new Set([...ownOrderRefs, ...(await takenOrders(ref, refs))]);
        const search = { since, isTaken };
        const plan = { attemptKey, request, numbers };
        const { provider } = accountFor(ref, accounts);
        const found = await beating(() => provider.findSubmission(plan, search, { now: Date.now() }));
        return { found, runId: currentRun() };
      }),

    cancelOrder: ({ cancel, ...ref }) => {
      const { provider } = accountFor(ref, accounts);
      const context = Context.current();
      const answered = context.info.heartbeatDetails as readonly CancelAnswer[] | undefined;
      return cancelAtProvider(provider, cancel, callContext(), {
        ...(answered !== undefined && { answered }),
        tell: (answers) => context.heartbeat(answers),
      });
    },

    fitDates: ({ orderRefs, schedule, ...ref }) =>
      failingAsProvider(async () =>
        fitDates(accountFor(ref, accounts).provider, orderRefs, schedule, callContext()),
      ),

    runErrand: ({ orderRef, task, request, numbers, ...ref }) =>
      failingAsProvider(() =>
        runErrand(accountFor(ref, accounts).provider, { orderRef, task, request, numbers }, callContext()),
      ),

    readOrders: ({ orderRefs, digest, timeZone, ...ref }) =>
      failingAsProvider(async () => {
        const { provider } = accountFor(ref, accounts);
        const { orders, failures } = await provider.read(orderRefs, {
          ...callContext(),
          ...(timeZone !== undefined && { timeZone }),
        });
        return changesSince(orders, digest, failures, orderRefs);
      }),

    sweepAccount: ({ seen, since, ...ref }) =>
      failingAsProvider(
        async () => {
          const context = Context.current();
          const before = context.info.heartbeatDetails as SweepProgress | undefined;
          const found = await sweepAccount(
            accountFor(ref, accounts).provider,
            { ...(seen !== undefined && { seen }), ...(since !== undefined && { since }) },
            openPorts(ref),
            callContext,
            before,
            (progress) => context.heartbeat(progress),
          );
          measureSweep(ref, found);
          return found;
        },
        { waitsThem: true },
      ),

    callProvider: ({ operation, input, ...ref }) =>
      failingAsProvider(() =>
        callProvider(
          accountFor(ref, accounts),
          { operation, input },
          { accounts, ports: () => openPorts(ref) },
          callContext(),
        ),
      ),
  };
}

/** What a port decides by. Who carries a number now is for people to know, and would be kept for weeks. */
function decisive(answer: Portability): Portability {
  const { carrier: _, messagingCarrier: __, portabilityStatus: ___, ...rest } = answer;
  return portabilityForPort(rest);
}

function callContext() {
  return { signal: Context.current().cancellationSignal, now: Date.now() };
}

function accountFor({ provider, account }: AccountRef, accounts: AccountDirectory): Account {
  const found = accounts.find(provider, account);
  if (found !== undefined) return found;
  // The queue is the account's, so this worker was configured with another idea of the same queue.
  throw ApplicationFailure.create({
    message: `This worker does not serve account ${account} of ${provider}.`,
    type: 'no_worker_for_account',
    details: [
      { code: 'no_worker_for_account', message: 'No worker serves this account.', outcome: 'unavailable' },
    ],
  });
}
