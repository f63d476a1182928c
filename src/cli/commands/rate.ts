import { InvalidArgumentError } from 'commander';
import { addPortCommand, type PortCommandOptions } from '../define-port-command';
import type { DefineCommand } from '../define-command';
import { lazyModules } from '../lazy-modules';

interface RateOptions extends PortCommandOptions {
  readonly stars?: number;
  readonly comment?: string;
}

export const defineRate: DefineCommand = (program, context) => {
  addPortCommand(program, {
    usage: 'rate <id> [file]',
    summary:
      'tell the provider how it went with the orders that have moved, where it wants to know; a JSON file (- for ' +
      'standard input) may say the same',
    examples: ['portkeeper rate acme-42 --stars 5 --comment "on time" --by ada'],
  })
    .option('--stars <count>', '1 to 5', starsOf)
    .option('--comment <text>', 'why')
    .action(async (id: string, file: string | undefined, given: RateOptions) => {
      const { stars, comment, by, ...options } = given;
      const { commandInput, rateInput } = lazyModules.commandInput();
      const input = await commandInput(rateInput, file, { stars, comment, by }, context);
      await lazyModules
        .portCommand()
        .runPortCommand(id, (port, key) => port.rate({ ...input, ...key }), options, context);
    });
};

/** How content somebody is, as people type it. */
export function starsOf(text: string): number {
  if (!/^[1-5]$/.test(text)) throw new InvalidArgumentError('It must be 1, 2, 3, 4 or 5.');
  return Number(text);
}
