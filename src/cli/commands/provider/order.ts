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
export const defineOrder: DefineOperation = (parent, provider, context) => {
  const order = addGroup(parent, provider, {
    name: 'order',
    summary: 'one order at the provider, also one that no port made: show, cancel',
    example: 'order show <order>',
  });

  addOperation(order, {
    usage: 'show <order>',
    summary: 'show an order as it is now, with all that the provider says of it',
    examples: [`portkeeper provider ${provider} order show ${EXAMPLES[provider]}`],
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

  addOperation(order, {
    usage: 'cancel <order>',
    summary:
      'cancel an order that no open port has; of a port rather `portkeeper cancel`' +
      (provider === 'fone-dynamics' ? ' (its API cancels nothing, and says so: ask its support)' : ''),
    examples: [
      `portkeeper provider ${provider} order cancel ${EXAMPLES[provider]}`,
      ...(provider === 'twilio'
        ? [`portkeeper provider ${provider} order cancel ${EXAMPLES[provider]} --numbers +12125550100`]
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

const EXAMPLES = {
  twilio: 'KW0123456789abcdef0123456789abcdef',
  'telnyx-v1': '8f2a/31c7',
  'fone-dynamics': 'P-000002',
} as const;
