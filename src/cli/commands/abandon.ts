import { addPortCommand, type PortCommandOptions } from '../define-port-command';
import type { DefineCommand } from '../define-command';
import { lazyModules } from '../lazy-modules';

interface AbandonOptions extends PortCommandOptions {
  readonly reason?: string;
}

export const defineAbandon: DefineCommand = (program, context) => {
  addPortCommand(program, {
    usage: 'abandon <id> [file]',
    summary:
      'give a whole port up: what can be canceled is canceled, the rest is left open at the provider; a JSON file ' +
      '(- for standard input) may say the same',
    examples: ['portkeeper abandon acme-42 --reason "customer left" --by ada'],
  })
    .option('--reason <text>', 'why, for the timeline')
    .action(async (id: string, file: string | undefined, given: AbandonOptions) => {
      const { reason, by, ...options } = given;
      const { commandInput, abandonInput } = lazyModules.commandInput();
      const input = await commandInput(abandonInput, file, { reason, by }, context);
      await lazyModules
        .portCommand()
        .runPortCommand(id, (port, key) => port.abandon({ ...input, ...key }), options, context);
    });
};
