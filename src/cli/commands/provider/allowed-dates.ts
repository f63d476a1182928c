import { allowedDateLines } from '../../render/allowed-dates';
import { addOperation, answerWith, type DefineOperation, type OperationOptions } from './define-operation';

export const defineAllowedDates: DefineOperation = (parent, provider, context) => {
  addOperation(parent, {
    usage: 'allowed-dates <order>',
    summary: 'list the spans in which an order could move',
    examples: [`portkeeper provider ${provider} allowed-dates 8f2a/31c7`],
    json: 'print an array of {from, until}, RFC 3339',
  }).action(async (orderRef: string, options: OperationOptions) => {
    await answerWith(
      context,
      options,
      provider,
      (client) => client.allowedDates({ orderRef }),
      allowedDateLines,
    );
  });
};
