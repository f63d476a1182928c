import type { SignalDefinition } from '@temporalio/common';
import { providerNotified, type Hint, type ProviderNotification } from '../contract/messages';
import { accountOf, PROVIDER_ACCOUNT } from '../contract/names';
import { orderHolders, type PortIndex } from '../contract/order-holders';
import { signalPort, type PortSignaler } from '../contract/signal-port';

/** The part of `WorkflowClient` from @temporalio/client that the receiver uses. */
export interface WorkflowAccess extends PortIndex, PortSignaler {
  signalWithStart(
    workflowType: string,
    options: {
      readonly workflowId: string;
      readonly taskQueue: string;
      readonly args: [];
      readonly signal: SignalDefinition<[ProviderNotification]>;
      readonly signalArgs: [ProviderNotification];
      readonly staticSummary: string;
    },
  ): Promise<unknown>;
  withDeadline<R>(deadline: number, call: () => Promise<R>): Promise<R>;
}

/**
 * The time-out of one call. Each call has its own, because a call serves several webhooks and must not
 * inherit the remaining time of the first.
 */
const DEADLINE_MS = 5_000;

/** The three calls that the receiver makes to Temporal for hints. */
export class TemporalHints {
  /** @param taskQueue - the task queue of the account workflows */
  constructor(
    private readonly workflows: WorkflowAccess,
    private readonly taskQueue: string,
  ) {}

  /** Finds the ports that hold orders: workflow ids by value of `PortOrderIds`. */
  holders(keys: readonly string[]): Promise<ReadonlyMap<string, string>> {
    return this.#inTime(() => orderHolders(this.workflows, keys));
  }

  /** @returns whether the port is open */
  signalPort(workflowId: string, hints: readonly Hint[]): Promise<boolean> {
    return this.#inTime(() => signalPort(this.workflows, workflowId, hints));
  }

  /** Signals hints to the workflow of an account, and starts it if it does not run. */
  async signalAccount(workflowId: string, hints: readonly Hint[]): Promise<void> {
    const { provider = '', account = '' } = accountOf(workflowId) ?? {};
    await this.#inTime(() =>
      this.workflows.signalWithStart(PROVIDER_ACCOUNT, {
        workflowId,
        taskQueue: this.taskQueue,
        args: [],
        signal: providerNotified,
        signalArgs: [{ hints }],
        staticSummary: `${provider} · ${account} · webhooks for orders that no port holds`,
      }),
    );
  }

  #inTime<R>(call: () => Promise<R>): Promise<R> {
    return this.workflows.withDeadline(Date.now() + DEADLINE_MS, call);
  }
}
