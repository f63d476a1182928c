import type { WebhookChange, WebhookTarget } from '../../../contract/provider-operations';
import type { CommandContext } from '../../command';
import { lazyModules } from '../../lazy-modules';
import { commaList } from '../../options';
import { columns } from '../../render/layout';
import { addOperation, type DefineOperation, type OperationOptions } from './operation';

interface ChangeOptions extends OperationOptions {
  readonly force?: true;
  readonly events?: string[];
}

export const defineWebhooks: DefineOperation = (parent, descriptor, context) => {
  const { name: provider } = descriptor;
  const webhooks = parent
    .command('webhooks')
    .description('where the provider sends the webhooks of ports: get, set, delete')
    .addHelpText('after', `\nExample:\n  $ portkeeper provider ${provider} webhooks set`);
  const ownUrl = (account: string) =>
    lazyModules.webhookUrl().ownWebhookUrl(context.env, descriptor, account);

  addOperation(webhooks, descriptor, {
    operation: 'webhooks.get',
    usage: 'get',
    summary: 'print where the provider sends them',
    examples: [`portkeeper provider ${provider} webhooks get`],
    json: 'print {url?, events}; no url: nowhere; no events: all of them',
  }).action(async ({ account, json }: OperationOptions) => {
    await lazyModules.temporalSession().withTemporal(context.env, async ({ porting }) => {
      print(await porting.provider(provider, account).webhooks.get(), json, context);
    });
  });

  addOperation(webhooks, descriptor, {
    operation: 'webhooks.set',
    usage: 'set',
    summary:
      'have the provider send them to our receiver: to the URL of `webhook-url`, as this environment makes it',
    examples: [
      `portkeeper provider ${provider} webhooks set`,
      `portkeeper provider ${provider} webhooks set --events PortInPhoneNumberPending,PortInCompleted`,
    ],
    json: 'print {url, events, changed}',
  })
    .option(
      '--events <events>',
      'only these events, of ports in and out alike: a,b; "all" for all; without it as it is',
      eventList,
    )
    .option('--force', 'also where they go to another receiver now')
    .action(async ({ account, json, force, events }: ChangeOptions) => {
      const url = ownUrl(account); // before connecting: a configuration error does not depend on Temporal
      await lazyModules.temporalSession().withTemporal(context.env, async ({ porting }) => {
        print(await porting.provider(provider, account).webhooks.set({ url, force, events }), json, context);
      });
    });

  addOperation(webhooks, descriptor, {
    operation: 'webhooks.delete',
    usage: 'delete',
    summary: 'have the provider send them nowhere, if they go to our receiver',
    examples: [`portkeeper provider ${provider} webhooks delete`],
    json: 'print {events, changed}',
  })
    .option('--force', 'also where they go to another receiver')
    .action(async ({ account, json, force }: ChangeOptions) => {
      const input = force ? { force } : { url: ownUrl(account) };
      await lazyModules.temporalSession().withTemporal(context.env, async ({ porting }) => {
        print(await porting.provider(provider, account).webhooks.delete(input), json, context);
      });
    });
};

function eventList(text: string): string[] {
  return text.trim() === 'all' ? [] : commaList(text);
}

function print(target: WebhookTarget, json: true | undefined, { output }: CommandContext): void {
  if (json) output.json(target);
  else for (const line of webhookTargetLines(target)) output.line(line);
}

/** The target of a provider's webhooks. */
export function webhookTargetLines(target: WebhookTarget | WebhookChange): string[] {
  const { url, events } = target;
  return columns([
    ['url', url ?? 'none: no webhooks are sent'],
    [
      'events',
      events.length === 0
        ? 'all'
        : `only ${events.join(', ')}: other changes are seen at the next regular poll`,
    ],
    ...('changed' in target ? [['changed', target.changed ? 'yes' : 'no: it was so before']] : []),
  ]);
}
