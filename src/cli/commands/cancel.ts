import { addPortCommand, type PortCommandOptions } from '../define-port-command';
import type { DefineCommand } from '../define-command';
import { lazyModules } from '../lazy-modules';
import { numbersOption } from '../numbers-option';

interface CancelOptions extends PortCommandOptions {
  readonly numbers?: string[];
  readonly reason?: string;
}

export const defineCancel: DefineCommand = (program, context) => {
  addPortCommand(program, {
    usage: 'cancel <id> [file]',
    summary:
      'take numbers out of a port, without --numbers all that are open; a JSON file (- for standard input) may say the same',
    examples: [
      'portkeeper cancel acme-42 --reason "customer stays" --by ada',
      'portkeeper cancel acme-42 --numbers +12125550100,+12125550101 --wait',
      'echo \'{"numbers": ["+12125550100"]}\' | portkeeper cancel acme-42 -',
    ],
  })
    .addOption(numbersOption('only these'))
    .option('--reason <text>', 'why, for the timeline')
    .action(async (id: string, file: string | undefined, given: CancelOptions) => {
      const { numbers, reason, by, ...options } = given;
      const { commandInput, cancelInput } = lazyModules.commandInput();
      const input = await commandInput(cancelInput, file, { numbers, reason, by }, context);
      await lazyModules
        .portCommand()
        .runPortCommand(id, (port, key) => port.cancel({ ...input, ...key }), options, context);
    });
};
