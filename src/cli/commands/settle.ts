import { Option } from 'commander';
import { SETTLED_AS } from '../choices';
import { addPortCommand, type PortCommandOptions } from '../define-port-command';
import type { DefineCommand } from '../define-command';
import { lazyModules } from '../lazy-modules';
import { numbersOption } from '../numbers-option';

interface SettleOptions extends PortCommandOptions {
  readonly numbers?: string[];
  readonly as?: string;
  readonly evidence?: string;
}

export const defineSettle: DefineCommand = (program, context) => {
  addPortCommand(program, {
    usage: 'settle <id> [file]',
    summary:
      'say what became of numbers, though the provider does not; a JSON file (- for standard input) may say the same',
    examples: [
      'portkeeper settle acme-42 --numbers +12125550100 --as ported --evidence "test call went through" --by ada',
      'echo \'{"numbers": ["+12125550100"], "as": "canceled", "evidence": "ticket 4711"}\' | portkeeper settle acme-42 -',
    ],
  })
    .addOption(numbersOption('which'))
    .addOption(new Option('--as <outcome>', 'what became of them').choices(SETTLED_AS))
    .option('--evidence <text>', 'how you know, for the timeline')
    .action(async (id: string, file: string | undefined, given: SettleOptions) => {
      const { numbers, as, evidence, by, ...options } = given;
      const { commandInput, settleInput } = lazyModules.commandInput();
      const input = await commandInput(settleInput, file, { numbers, as, evidence, by }, context);
      await lazyModules
        .portCommand()
        .runPortCommand(id, (port, key) => port.settle({ ...input, ...key }), options, context);
    });
};
