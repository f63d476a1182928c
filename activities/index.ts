import { ApplicationFailure, Context } from '@temporalio/activity';
import type { Account, AccountDirectory } from './accounts';
import { changesSince } from './digest';
import type { AccountRef, PortActivities } from './port-activities';
import { prepareRequest } from './prepare';
import { failingAsProvider } from './provider-failure';

/**
 * The activities over a worker's accounts. Each is safe to run twice and to be killed half-way: all but
 * `submitOrder` only ask, and `submitOrder` is never repeated by Temporal.
 */
export function createActivities(accounts: AccountDirectory): PortActivities {
  return {
    // eslint-disable-next-line @typescript-eslint/require-await -- activities answer with promises
    prepare: async (input) => prepareRequest(input, accounts, Date.now()),

    checkPortability: ({ numbers, request, ...ref }) =>
      failingAsProvider(async () => {
        const { provider } = accountFor(ref, accounts);
        const answers = await provider.checkPortability(numbers, callContext(), request);
        return { answers, missing: provider.requirements(request, Date.now(), answers) };
      }),

    submitOrder: ({ request, attemptKey, numbers, ...ref }) =>
      failingAsProvider(() =>
        accountFor(ref, accounts).provider.send({ attemptKey, request, numbers }, callContext()),
      ),

    readOrders: ({ orderRefs, digest, timeZone, ...ref }) =>
      failingAsProvider(async () => {
        const { provider } = accountFor(ref, accounts);
        const orders = await provider.read(orderRefs, {
          ...callContext(),
          ...(timeZone !== undefined && { timeZone }),
        });
        return changesSince(orders, digest);
      }),
  };
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
