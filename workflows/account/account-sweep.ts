import { condition, getExternalWorkflowHandle } from '@temporalio/workflow';
import { sweepEnded } from '../../src/contract/messages';
import { accountWorkflowId } from '../../src/contract/names';
import type { AccountPolicy, ProviderAccount } from '../../src/domain/account/model';
import type { Instant } from '../../src/domain/model/time';
import { openSweeper } from './sweep';

/** The input of a pass. */
export interface AccountSweepInput {
  /** The account with its sweep, without its buffered hints. */
  readonly account: ProviderAccount;
  readonly policy: AccountPolicy;
  /** When the account began the pass; returned with the result. */
  readonly since: Instant;
}

/**
 * One pass over all orders of an account, which may take hours. It is a workflow of its own, so that the account,
 * which receives every webhook meanwhile, can continue as new. It reports its end by a signal, because the run that
 * began the pass may have ended by then.
 */
export async function accountSweep({ account, policy, since }: AccountSweepInput): Promise<void> {
  const sweeper = openSweeper(policy);
  sweeper.begin(account);
  await condition(() => sweeper.isOver);
  const { provider, account: name, sweep } = sweeper.finish(account);
  if (sweep === undefined) return;
  await getExternalWorkflowHandle(accountWorkflowId(provider, name)).signal(sweepEnded, { since, sweep });
}
