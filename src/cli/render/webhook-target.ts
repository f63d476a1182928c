import type { WebhookChange, WebhookTarget } from '../../contract/provider-operations';
import { columns } from './columns';

/** Where a provider sends its webhooks, for people. */
export function webhookTargetLines(target: WebhookTarget | WebhookChange): string[] {
  const { url, events } = target;
  return columns([
    ['url', url ?? 'none: no webhooks are sent'],
    [
      'events',
      events.length === 0
        ? 'all'
        : `only ${events.join(', ')}: what else happens is seen at the next regular look`,
    ],
    ...('changed' in target ? [['changed', target.changed ? 'yes' : 'no: it was so before']] : []),
  ]);
}
