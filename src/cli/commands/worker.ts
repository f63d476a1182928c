import type { JsonOption } from '../command-context';
import { addCommand, type DefineCommand } from '../define-command';
import { lazyModules } from '../lazy-modules';

export const defineWorker: DefineCommand = (program, context) => {
  addCommand(program, {
    usage: 'worker',
    summary: 'run ports and call providers, for every configured account; SIGTERM drains and exits 0',
    examples: ['TWILIO_ACCOUNT_SID=AC… TWILIO_AUTH_TOKEN=… PORTKEEPER_ALLOW_PLAINTEXT=1 portkeeper worker'],
    json: 'say as JSON that it is ready',
  }).action(async ({ json }: JsonOption) => {
    await lazyModules.worker().runWorker(json === true, context);
  });
};
