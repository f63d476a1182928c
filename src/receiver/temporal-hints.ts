import type { SignalDefinition } from '@temporalio/common';
import { providerNotified, type Hint, type ProviderNotification } from '../contract/messages';
import { accountOf, PROVIDER_ACCOUNT } from '../contract/names';
import { orderHolders, type PortIndex } from '../contract/order-holders';
import { signalPort, type PortSignaler } from '../contract/signal-port';

/** What the receiver needs of `WorkflowClient` from @temporalio/client. */
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
 * How long one call may take. Each has a time of its own: a call is made for several webhooks together, and must not
 * inherit what is left of the time of the one that happened to be first.
 */
const DEADLINE_MS = 5_000;

/** The three calls that the receiver makes to Temporal for hints. */
export class TemporalHints {
  /** @param taskQueue - where the workflows of accounts run */
  constructor(
    private readonly workflows: WorkflowAccess,
    private readonly taskQueue: string,
  ) {}

  /** Which ports hold orders: workflow ids by value of `PortOrderIds`. */
  holders(keys: readonly string[]): Promise<ReadonlyMap<string, string>> {
    return this.#inTime(() => orderHolders(this.workflows, keys));
  }

  /** @returns whether the port is open */
  signalPort(workflowId: string, hints: readonly Hint[]): Promise<boolean> {
    return this.#inTime(() => signalPort(this.workflows, workflowId, hints));
  }

  /** Gives hints to the workflow of an account, which begins with the first of them. */
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
