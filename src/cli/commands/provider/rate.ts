import { addOperation, answerWith, type DefineOperation, type OperationOptions } from './define-operation';
import { wholeNumber } from './whole-number';

interface RateOptions extends OperationOptions {
  readonly comment?: string;
}

export const defineOrderRating: DefineOperation = (parent, provider, context) => {
  addOperation(parent, {
    usage: 'rate <order> <stars>',
    summary: "say how content you are with a finished order, 1 to 5; of a port's order rather `rate`",
    examples: [`portkeeper provider ${provider} rate 8f2a/31c7 5 --comment "On the day."`],
    json: 'print {orderRef, stars}',
  })
    .option('--comment <text>', 'what the stars stand for')
    .action(async (orderRef: string, stars: string, { comment, ...options }: RateOptions) => {
      const rating = { orderRef, stars: wholeNumber(stars), comment };
      await answerWith(
        context,
        options,
        provider,
        (client) => client.rate(rating),
        (rated) => [`Rated ${rated.orderRef}: ${rated.stars} of 5.`],
      );
    });
};
