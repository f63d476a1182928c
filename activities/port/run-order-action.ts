import type { Task } from '../../src/domain/model/order-action';
import type { CallContext } from '../../src/providers/call-context';
import type { OrderEdit, PortingProvider } from '../../src/providers/provider';
import { ProviderError } from '../../src/providers/provider-error';

/** An action, with what an edit needs. */
export interface OrderActionToRun extends OrderEdit {
  readonly task: Task;
}

/**
 * Tells the provider something about an order.
 *
 * @throws ProviderError `refused` when the provider does not take it, or takes no such thing at all
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
  // The port was begun when this provider's code could do more.
  throw new ProviderError({
    code: 'provider_refused',
    outcome: 'refused',
    message: `${provider.name} takes no such thing through its API. Ask its support.`,
  });
}
