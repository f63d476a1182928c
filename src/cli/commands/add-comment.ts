import { addPortCommand, type PortCommandOptions } from '../define-port-command';
import type { DefineCommand } from '../define-command';
import { lazyModules } from '../lazy-modules';
import { numbersOption } from '../numbers-option';

interface AddCommentOptions extends PortCommandOptions {
  readonly body?: string;
  readonly numbers?: string[];
}

export const defineAddComment: DefineCommand = (program, context) => {
  addPortCommand(program, {
    usage: 'add-comment <id> [file]',
    summary:
      'write to the provider about a port, where it takes comments; without --numbers about the orders that wait for a ' +
      'person, else about all; a JSON file (- for standard input) may say the same',
    examples: [
      'portkeeper add-comment acme-42 --body "The PIN is right, please try again." --by ada',
      'echo \'{"body": "See the new LOA."}\' | portkeeper add-comment acme-42 -',
    ],
  })
    .option('--body <text>', 'what to write')
    .addOption(numbersOption('only about the orders of these'))
    .action(async (id: string, file: string | undefined, given: AddCommentOptions) => {
      const { body, numbers, by, ...options } = given;
      const { commandInput, addCommentInput } = lazyModules.commandInput();
      const input = await commandInput(addCommentInput, file, { body, numbers, by }, context);
      await lazyModules
        .portCommand()
        .runPortCommand(id, (port, key) => port.addComment({ ...input, ...key }), options, context);
    });
};
