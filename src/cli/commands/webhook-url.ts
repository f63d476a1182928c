import { Argument } from 'commander';
import { PROVIDERS } from '../../contract/names';
import { CliError } from '../cli-error';
import type { JsonOption } from '../command-context';
import { addCommand, type DefineCommand } from '../define-command';
import { lazyModules } from '../lazy-modules';

export const defineWebhookUrl: DefineCommand = (program, context) => {
  addCommand(program, {
    usage: 'webhook-url',
    summary: 'print the URL, token included, to give to a provider for its webhooks',
    examples: ['portkeeper webhook-url twilio', 'portkeeper webhook-url twilio eu-account --json'],
    json: 'print {provider, account, url}',
  })
    .addArgument(new Argument('<provider>', 'the provider').choices(PROVIDERS))
    .argument('[account]', 'the account', 'default')
    .action((provider: string, account: string, { json }: JsonOption) => {
      if (!/^[a-z0-9-]{1,40}$/.test(account)) {
        throw new CliError('usage', 'An account has 1 to 40 lower-case letters, digits and dashes.', 2);
      }
      const { publicUrl, secrets } = lazyModules.webhookSettings().webhookSettings(context.env);
      const url = lazyModules.webhookToken().webhookUrl({ publicUrl, secrets, provider, account });
      if (json) context.output.json({ provider, account, url });
      else context.output.line(url);
    });
};
