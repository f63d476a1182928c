import { addCommand, type DefineCommand, type JsonOption } from '../command';
import { lazyModules } from '../lazy-modules';
import type { ReleaseOptions } from '../ports/numbers';

/** Commands about one number, whatever port has it. */

export const defineFind: DefineCommand = (program, context) => {
  addCommand(program, {
    usage: 'find <number>',
    summary: 'print which port has a number: the one that is porting it, or that ended without completing',
    examples: ['portkeeper find +12125550100'],
    json: 'print {claimed, requestId?, portStatus?, claimedAt?}',
  }).action(async (number: string, { json }: JsonOption) => {
    await lazyModules.numbers().findNumber(number, json === true, context);
  });
};

export const defineRelease: DefineCommand = (program, context) => {
  addCommand(program, {
    usage: 'release <number>',
    summary:
      'release a number of a port that was terminated or has failed, so that another port can have it; refused while a ' +
      'port runs. The order of that port must be unable to move the number: ask the provider first',
    examples: ['portkeeper release +12125550100 --evidence "Twilio ticket 4711: no open order" --by ada'],
    json: 'print {released, requestId?}',
  })
    .requiredOption(
      '--evidence <text>',
      'why no order can move the number; without personal data: it stays readable',
    )
    .option('--by <name>', 'who releases it')
    .action(async (number: string, options: ReleaseOptions) => {
      await lazyModules.numbers().releaseNumber(number, options, context);
    });
};
