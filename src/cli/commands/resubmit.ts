import { addPortCommand, type PortCommandOptions } from '../define-port-command';
import type { DefineCommand } from '../define-command';
import { lazyModules } from '../lazy-modules';
import { numbersOption } from '../numbers-option';

interface ResubmitOptions extends PortCommandOptions {
  readonly numbers?: string[];
  readonly supersede?: true;
  readonly confirm?: true;
}

export const defineResubmit: DefineCommand = (program, context) => {
  addPortCommand(program, {
    usage: 'resubmit <id> [file]',
    summary:
      'send numbers again as a new order, with what was mended; what the old order still holds of them is canceled ' +
      'there first; a JSON file (- for standard input) may say the same',
    examples: [
      'portkeeper resubmit acme-42 --by ada',
      'portkeeper resubmit acme-42 --numbers +12125550100,+12125550101 --wait',
      'portkeeper resubmit acme-42 --supersede   # the old order will never be confirmed as canceled',
      'portkeeper resubmit acme-42 --confirm     # I looked: the provider does not have the order',
    ],
  })
    .addOption(numbersOption('only these; without it, all that wait for a person'))
    .option('--supersede', 'do not wait any longer for the end of the old order')
    .option('--confirm', 'I looked: the provider has no order of the submission whose outcome is unknown')
    .action(async (id: string, file: string | undefined, given: ResubmitOptions) => {
      const { numbers, supersede, confirm, by, ...options } = given;
      const { commandInput, resubmitInput } = lazyModules.commandInput();
      const said = { numbers, supersede, confirm, by };
      const input = await commandInput(resubmitInput, file, said, context);
      await lazyModules
        .portCommand()
        .runPortCommand(id, (port, key) => port.resubmit({ ...input, ...key }), options, context);
    });
};
