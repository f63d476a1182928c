import { NumberClaims, type ClaimSpace } from '../src/claims/number-claims';
import { requestIdOf, type AccountRef } from '../src/contract/names';
import { ApplicationFailure, Context } from '@temporalio/activity';
import { searchTime } from '../src/domain/changes/attempts';
import type { CancelAnswer } from '../src/domain/model/events';
import { SYSTEM_CLOCK, type Clock } from '../src/providers/http/clock';
import { MAX_WAIT_MS } from '../src/providers/http/rate-limit';
import type { Account, AccountDirectory } from './accounts';
import { cancelAtProvider } from './port/cancel-at-provider';
import { callProvider } from './provider-call/call-provider';
import { checkPortability } from './port/check-portability';
import { releaseNumbers, type ClaimsOfPort } from './port/claim-numbers';
import { changesSince } from './port/digest';
import { withHeartbeat } from './heartbeats';
import type { PortActivities } from './port/port-activities';
import { policyOf, prepareAccount, prepareRequest } from './port/prepare';
import type { ProviderCallActivities } from './provider-call/provider-call-activities';
import { fitDates } from './port/fit-dates';
import { asApplicationFailure } from './provider-failure';
import { openPortsInIndex } from './account/open-ports';
import { requirementsOf } from './port/requirements';
import { runOrderAction } from './port/run-order-action';
import { measureSweep } from './account/sweep-metrics';
import { openPass, type OpenPorts, type SweepProgress } from './account/sweep-account';
import type { SweepActivities } from './account/sweep-activities';
import { revisedRequest } from './port/revise-request';
import { currentRun, mayHaveSubmitted, refuseIfUnknown } from './port/submission-guard';
import { ordersOfOtherPorts, type TakenOrders } from './port/taken-orders';

/** The dependencies of the activities, beside the accounts. */
export interface ActivitySurroundings {
  /** Finds orders that other ports hold. */
  readonly takenOrders?: TakenOrders | undefined;
  /** Finds the open ports of an account. */
  readonly openPorts?: ((account: AccountRef) => OpenPorts) | undefined;
  /** The claims of the numbers of ports; absent: numbers are not claimed. */
  readonly claims?: ClaimSpace | undefined;
  /** The clock of the accounts' limits; default: the system's. */
  readonly clock?: Clock | undefined;
  /** When Temporal's database was restored from an older copy, epoch milliseconds; absent: never. */
  readonly restoredAt?: number | undefined;
}

/**
 * The activities of a worker's accounts. Each is safe to run twice and to be killed midway: most only read, a
 * repeated cancel counts once, and Temporal never repeats `submitOrder`.
 *
 * @param surroundings - how ports are found, by default through the visibility index, the clock of requests, and when
 * the database was restored
 */
export function createActivities(
  accounts: AccountDirectory,
  {
    takenOrders = ordersOfOtherPorts,
    openPorts = openPortsInIndex,
    claims,
    clock = SYSTEM_CLOCK,
    restoredAt,
  }: ActivitySurroundings = {},
): PortActivities & ProviderCallActivities & SweepActivities {
  return {
    // eslint-disable-next-line @typescript-eslint/require-await -- activities answer with promises
    prepare: async (input) => prepareRequest(input, accounts, Date.now()),

    // eslint-disable-next-line @typescript-eslint/require-await -- activities answer with promises
    prepareAccount: async ({ request, policy, ...ref }) =>
      prepareAccount(accountFor(ref, accounts), request, policy, Date.now()),

    checkPortability: ({ provider, account, ...input }) =>
      asApplicationFailure(async () =>
        checkPortability(accountFor({ provider, account }, accounts), input, callContext(), {
          clock,
          claims: claims && claimsOfPort(claims),
        }),
      ),

    // eslint-disable-next-line @typescript-eslint/require-await -- activities answer with promises
    checkForReset: async (input) => mayHaveSubmitted(input, restoredAt),

    // eslint-disable-next-line @typescript-eslint/require-await -- activities answer with promises
    reviseRequest: async ({ request, patch }) => revisedRequest(request, patch),

    // eslint-disable-next-line @typescript-eslint/require-await -- activities answer with promises
    reviewDraft: async ({ request, provider, account }) => {
      const found = accounts.find(provider, account);
      return found === undefined ? null : requirementsOf(found, request, Date.now());
    },

    submitOrder: (input) =>
      asApplicationFailure(() => {
        refuseIfUnknown(input, restoredAt);
        const { request, attemptKey, numbers } = input;
        const { provider, webhookUrl } = accountFor(input, accounts);
        const url = webhookUrl?.(request.requestId);
        const plan = { attemptKey, request, numbers, ...(url !== undefined && { webhookUrl: url }) };
        return provider.send(plan, { ...callContext(), leaveBy: clock.now() + MAX_WAIT_MS });
      }),

    searchOrder: ({ request, attemptKey, numbers, since, ownOrderRefs, ...ref }) =>
      asApplicationFailure(async () => {
        const isTaken = async (refs: readonly string[]) =>
          new Set([...ownOrderRefs, ...(await takenOrders(ref, refs))]);
        const search = { since, isTaken };
        const plan = { attemptKey, request, numbers };
        const { provider } = accountFor(ref, accounts);
        const found = await withHeartbeat(() => provider.findSubmission(plan, search, callContext()), {
          clock,
        });
        return { found, runId: currentRun(), ...(restoredAt !== undefined && { restoredAt }) };
      }),

    cancelOrder: ({ cancel, ...ref }) => {
      const { provider } = accountFor(ref, accounts);
      const context = Context.current();
      let answered = context.info.heartbeatDetails as readonly CancelAnswer[] | undefined;
      return withHeartbeat(
        () =>
          cancelAtProvider(provider, cancel, callContext(), {
            ...(answered !== undefined && { answered }),
            notify: (answers) => {
              answered = answers;
              context.heartbeat(answers);
            },
          }),
        { details: () => answered, clock },
      );
    },

    fitDates: ({ provider, account, ...asked }) =>
      asApplicationFailure(async () =>
        withHeartbeat(
          () => fitDates(accountFor({ provider, account }, accounts).provider, asked, callContext()),
          {
            clock,
          },
        ),
      ),

    runOrderAction: ({ orderRef, task, request, numbers, ...ref }) =>
      asApplicationFailure(() =>
        withHeartbeat(
          () => {
            const { provider } = accountFor(ref, accounts);
            // Without a signal: a call that may change something runs to its end (docs/decisions/0008).
            return runOrderAction(provider, { orderRef, task, request, numbers }, { now: Date.now() });
          },
          { clock },
        ),
      ),

    readOrders: ({ orderRefs, digest, timeZone, ...ref }) =>
      asApplicationFailure(async () => {
        const { provider } = accountFor(ref, accounts);
        const call = { ...callContext(), ...(timeZone !== undefined && { timeZone }) };
        const { orders, failures } = await withHeartbeat(() => provider.read(orderRefs, call), {
          clock,
        });
        return changesSince(orders, digest, failures, orderRefs);
      }),

    releaseNumbers: async (input) => (claims === undefined ? 0 : releaseNumbers(claimsOfPort(claims), input)),

    sweepAccount: ({ provider, account, ...known }) =>
      asApplicationFailure(
        async () => {
          const ref = { provider, account };
          const served = accountFor(ref, accounts);
          const { requestsPerSecond } = served;
          const from = Context.current().info.heartbeatDetails as SweepProgress | undefined;
          const surroundings = {
            ports: openPorts(ref),
            call: callContext,
            clock,
            searchTime: searchTime(policyOf(served, {})),
            requestsPerSecond,
          };
          const pass = openPass(served.provider, known, surroundings, from);
          const found = await withHeartbeat(() => pass.run(), { details: () => pass.progress(), clock });
          measureSweep(ref, found);
          return found;
        },
        { awaitsRetryAfter: true },
      ),

    callProvider: ({ operation, input, ...ref }) =>
      asApplicationFailure(() =>
        callProvider(
          accountFor(ref, accounts),
          { operation, input },
          { accounts, ports: () => openPorts(ref) },
          callContext(),
        ),
      ),
  };
}

/** The claims of the port whose workflow runs this activity. */
function claimsOfPort(space: ClaimSpace): ClaimsOfPort {
  const { client, info } = Context.current();
  const requestId = requestIdOf(info.workflowExecution?.workflowId ?? '');
  if (requestId === undefined) throw new Error('Only ports claim numbers.');
  return { claims: new NumberClaims(space, client.workflow), requestId };
}

function callContext() {
  const { cancellationSignal, info } = Context.current();
  // The server's clock may be ahead of this machine's: the later of both decides whether a date is plausible.
  return { signal: cancellationSignal, now: Math.max(Date.now(), info.currentAttemptScheduledTimestampMs) };
}

function accountFor({ provider, account }: AccountRef, accounts: AccountDirectory): Account {
  const found = accounts.find(provider, account);
  if (found !== undefined) return found;
  // The task queue belongs to the account, so this worker's configuration differs from that of the sender.
  throw ApplicationFailure.create({
    message: `This worker does not serve account ${account} of ${provider}.`,
    type: 'no_worker_for_account',
    details: [
      { code: 'no_worker_for_account', message: 'No worker serves this account.', outcome: 'unavailable' },
    ],
  });
}
