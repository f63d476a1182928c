import { allowedDateLines } from '../../render/allowed-dates';
import { addOperation, answerWith, type DefineOperation } from './define-operation';
import { draftOption, type DraftOptions } from './draft-option';

export const defineAllowedDates: DefineOperation = (parent, descriptor, context) => {
  const { name: provider } = descriptor;
  addOperation(parent, descriptor, {
    operation: 'allowed-dates',
    usage: 'allowed-dates <order>',
    summary: 'list the spans in which an order could move',
    examples: [
      `portkeeper provider ${provider} allowed-dates 8f2a/31c7`,
      `portkeeper provider ${provider} allowed-dates --draft 7d1c/92e0`,
    ],
    json: 'print an array of {from, until}, RFC 3339',
  })
    .addOption(draftOption())
    .action(async (orderRef: string, { draft: isDraft, ...options }: DraftOptions) => {
      await answerWith(
        context,
        options,
        provider,
        (client) => client.allowedDates({ orderRef, isDraft }),
        allowedDateLines,
      );
    });
};
