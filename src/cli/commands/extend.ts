import { addPortCommand, type PortCommandOptions } from '../define-port-command';
import type { DefineCommand } from '../define-command';
import { lazyModules } from '../lazy-modules';
import { numbersOption } from '../numbers-option';

interface ExtendOptions extends PortCommandOptions {
  readonly numbers?: string[];
  readonly until?: string;
  readonly for?: string;
  readonly reason?: string;
}

export const defineExtend: DefineCommand = (program, context) => {
  addPortCommand(program, {
    usage: 'extend <id> [file]',
    summary:
      'ask for more time before numbers are given up or a draft expires; a JSON file (- for standard input) may say the same',
    examples: [
      'portkeeper extend acme-42 --for P7D --reason "customer on holiday" --by ada',
      'portkeeper extend acme-42 --numbers +12125550100 --until 2026-12-24T12:00:00Z --by ada',
    ],
  })
    .addOption(numbersOption('which; all that wait for an answer by default'))
    .option('--until <moment>', 'RFC 3339, at most a year ahead')
    .option('--for <duration>', 'instead: an ISO 8601 duration from now, for example P7D')
    .option('--reason <text>', 'why, for the timeline')
    .action(async (id: string, file: string | undefined, given: ExtendOptions) => {
      const { numbers, until, for: length, reason, by, ...options } = given;
      const { commandInput, extendInput } = lazyModules.commandInput();
      const said = { numbers, until, for: length, reason, by };
      const input = await commandInput(extendInput, file, said, context);
      await lazyModules
        .portCommand()
        .runPortCommand(id, (port, key) => port.extend({ ...input, ...key }), options, context);
    });
};
