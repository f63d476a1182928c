import { addCommand, type DefineCommand } from '../define-command';
import type { DevOptions } from '../dev/dev';
import { lazyModules } from '../lazy-modules';

export const defineDev: DefineCommand = (program, context) => {
  addCommand(program, {
    usage: 'dev',
    summary: 'start everything on this machine, with a sandbox for a provider, and run one sample port',
    examples: [
      'portkeeper dev',
      'portkeeper dev --once --json',
      'PORTKEEPER_DAY_SECONDS=20 portkeeper dev   # slower than 2 seconds a day',
    ],
    json: 'print only the last line, as JSON, to standard output; the story goes to standard error',
  })
    .option('--once', 'stop after the sample port; the last line is one JSON object')
    .option('--provider <provider>', 'whose sandbox to use')
    .action(async (options: DevOptions) => {
      await lazyModules.dev().runDev(options, context);
    });
};
