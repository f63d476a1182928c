import { integerBetween } from '../port-commands';
import { addOperation, answerWith, type DefineOperation, type OperationOptions } from './define-operation';

interface RateOptions extends OperationOptions {
  readonly stars: number;
  readonly comment?: string;
}

export const defineOrderRating: DefineOperation = (parent, descriptor, context) => {
  const { name: provider } = descriptor;
  addOperation(parent, descriptor, {
    operation: 'rate',
    usage: 'rate <order>',
    summary: "say how content you are with a finished order; of a port's order rather `portkeeper rate`",
    examples: [`portkeeper provider ${provider} rate 8f2a/31c7 --stars 5 --comment "on time"`],
    json: 'print {orderRef, stars}',
  })
    .requiredOption('--stars <count>', '1 to 5', (text) => integerBetween(1, 5, text))
    .option('--comment <text>', 'why')
    .action(async (orderRef: string, { stars, comment, ...options }: RateOptions) => {
      await answerWith(
        context,
        options,
        provider,
        (client) => client.rate({ orderRef, stars, comment }),
        (rated) => [`Rated ${rated.orderRef}: ${rated.stars} of 5.`],
      );
    });
};
