import type { JsonOption } from '../command-context';
import { addCommand, type DefineCommand } from '../define-command';
import { lazyModules } from '../lazy-modules';

export const defineReceiver: DefineCommand = (program, context) => {
  addCommand(program, {
    usage: 'receiver',
    summary: 'take the webhooks of providers over HTTP; SIGTERM drains and exits 0',
    examples: [
      'WEBHOOK_PUBLIC_URL=https://hooks.example.com PORTKEEPER_WEBHOOK_SECRETS=k1:… portkeeper receiver',
    ],
    json: 'say as JSON that it is ready',
  }).action(async ({ json }: JsonOption) => {
    await lazyModules.receiver().runReceiver(json === true, context);
  });
};
