import type { CommentRow } from '../../../contract/order-operations';
import { formatInstant } from '../../render/format';
import { addGroup, addOperation, answerWith, type DefineOperation, type OperationOptions } from './operation';

interface AddOptions extends OperationOptions {
  readonly body: string;
}

export const defineComments: DefineOperation = (parent, descriptor, context) => {
  const { name: provider } = descriptor;
  const comments = addGroup(parent, provider, {
    name: 'comments',
    summary:
      'comments on an order at the provider: list, add; for an order of a port use `portkeeper add-comment`',
    example: 'comments list <order>',
  });

  addOperation(comments, descriptor, {
    operation: 'comments.list',
    usage: 'list <order>',
    summary: 'list the comments on an order, the newest last',
    examples: [`portkeeper provider ${provider} comments list 8f2a/31c7`],
    json: 'print an array of {id, at?, body, by?, orderRef?}',
  }).action(async (orderRef: string, options: OperationOptions) => {
    await answerWith(
      context,
      options,
      provider,
      (client) => client.comments.list({ orderRef }),
      commentLines,
    );
  });

  addOperation(comments, descriptor, {
    operation: 'comments.add',
    usage: 'add <order>',
    summary: "write a comment on an order to the provider's staff",
    examples: [`portkeeper provider ${provider} comments add 8f2a/31c7 --body "The PIN is right."`],
    json: 'print {id, at?, body, by?}',
  })
    .requiredOption('--body <text>', 'what to write')
    .action(async (orderRef: string, { body, ...options }: AddOptions) => {
      const input = { orderRef, body };
      await answerWith(
        context,
        options,
        provider,
        (client) => client.comments.add(input),
        (comment) => commentLines([comment]),
      );
    });
};

/** Comments on an order: a line with time and author, then the text. */
function commentLines(comments: readonly CommentRow[]): string[] {
  if (comments.length === 0) return ['No comments.'];
  return comments.flatMap(({ at, by, body }) => [
    `${at === undefined ? 'at an unknown time' : formatInstant(at)}  ${by ?? 'unknown author'}`,
    ...body.split(/\r?\n/).map((line) => `  ${line}`.trimEnd()),
  ]);
}
