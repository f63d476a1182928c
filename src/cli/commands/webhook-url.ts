import type { ProviderName } from '../../contract/names';
import { accountName } from '../account-name';
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
    .argument('<provider>', 'the provider')
    .argument('[account]', 'the account', 'default')
    .action((provider: ProviderName, account: string, { json }: JsonOption) => {
      const { ownWebhookUrl, noteOnWebhookUrl } = lazyModules.ownWebhookUrl();
      const descriptor = lazyModules.knownProvider().knownProvider(context.env, provider);
      const url = ownWebhookUrl(context.env, descriptor, accountName(account));
      const note = noteOnWebhookUrl(descriptor);
      if (note !== undefined) context.output.note(note);
      if (json) context.output.json({ provider, account, url });
      else context.output.line(url);
    });
};
