import { lazyModules } from '../../lazy-modules';
import { numbersOption } from '../../numbers-option';
import { orderCancelLines, orderDetailLines } from '../../render/order-detail';
import {
  addGroup,
  addOperation,
  answerWith,
  type DefineOperation,
  type OperationOptions,
} from './define-operation';

interface CancelOptions extends OperationOptions {
  readonly numbers?: string[];
}

/** One order at the provider, also one that no port made: an orphan of the sweep, for example. */
export const defineOrder: DefineOperation = (parent, descriptor, context) => {
  const { name: provider, capabilities, sample } = descriptor;
  const exampleRef = sample?.orderRef ?? 'ORDER';
  const order = addGroup(parent, provider, {
    name: 'order',
    summary: 'one order at the provider, also one that no port made: show, cancel',
    example: 'order show <order>',
  });

  addOperation(order, descriptor, {
    operation: 'order.get',
    usage: 'show <order>',
    summary: 'show an order as it is now, with all that the provider says of it',
    examples: [`portkeeper provider ${provider} order show ${exampleRef}`],
    json:
      'print {ref, status, cancellationReason?, supportKey?, supportTicket?, signatureUrl?, numbers, said}; each number ' +
      "{phoneNumber, status?, word, foc?, rejection?, type?, country?}; said: the provider's own fields",
  }).action(async (orderRef: string, options: OperationOptions) => {
    const { stringify } = lazyModules.yaml();
    await answerWith(
      context,
      options,
      provider,
      (client) => client.order.get({ orderRef }),
      (detail) => orderDetailLines(detail, stringify),
    );
  });

  addOperation(order, descriptor, {
    operation: 'order.cancel',
    usage: 'cancel <order>',
    summary:
      'cancel an order that no open port has; of a port rather `portkeeper cancel`' +
      (capabilities.cancel === 'ticket' ? ' (its API cancels nothing, and says so: ask its support)' : ''),
    examples: [
      `portkeeper provider ${provider} order cancel ${exampleRef}`,
      ...(capabilities.cancel === 'order_and_number'
        ? [`portkeeper provider ${provider} order cancel ${exampleRef} --numbers +12125550100`]
        : []),
    ],
    json: 'print {orderRef, taken, refused: [{phoneNumber, code, message}]}',
  })
    .addOption(numbersOption('only these numbers of it'))
    .action(async (orderRef: string, { numbers, ...options }: CancelOptions) => {
      const input = { orderRef, numbers };
      const ask = () =>
        answerWith(context, options, provider, (client) => client.order.cancel(input), orderCancelLines);
      const { taken, refused } = await ask();
      if (taken.length === 0 && refused.length > 0) context.exitCode = 2;
    });
};
