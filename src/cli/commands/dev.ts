import type { ProviderName } from '../../contract/names';
import type { JsonOption } from '../command-context';
import { addCommand, type DefineCommand } from '../define-command';
import { lazyModules } from '../lazy-modules';

/** What `portkeeper dev` can be told. */
export interface DevOptions extends JsonOption {
  readonly once?: true;
  readonly provider?: ProviderName;
}

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
