import type { Task } from '../../src/domain/model/order-action';
import type { CallContext } from '../../src/providers/call-context';
import type { OrderEdit, PortingProvider } from '../../src/providers/provider';
import { ProviderError } from '../../src/providers/provider-error';

/** An order action, with the data of an edit. */
export interface OrderActionToRun extends OrderEdit {
  readonly task: Task;
}

/**
 * Runs an order action at the provider.
 *
 * @throws ProviderError `refused` when the provider refuses it, or does not support such an action
 */
export async function runOrderAction(
  provider: PortingProvider,
  { task, ...edit }: OrderActionToRun,
  call: CallContext,
): Promise<void> {
  switch (task.kind) {
    case 'edit':
      return orRefuse(provider, provider.edit?.(edit, call));
    case 'comment':
      await orRefuse(provider, provider.comment?.(edit.orderRef, task.body, call));
      return;
    case 'rate':
      return orRefuse(provider, provider.rate?.(edit.orderRef, task, call));
  }
}

async function orRefuse<T>(provider: PortingProvider, running: Promise<T> | undefined): Promise<T> {
  if (running !== undefined) return running;
  // The port began when this provider's code supported the action.
  throw new ProviderError({
    code: 'provider_refused',
    outcome: 'refused',
    message: `${provider.name} takes no such thing through its API. Ask its support.`,
  });
}
