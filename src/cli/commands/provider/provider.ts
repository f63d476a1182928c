import { Problems } from '../../../config/configuration-error';
import type { OwnOperationName } from '../../../providers/operations';
import type { DefineCommand } from '../../command';
import { lazyModules } from '../../lazy-modules';
import { defineAllowedDates } from './orders';
import { defineComments } from './comments';
import type { DefineOperation } from './operation';
import { defineDocuments } from './documents';
import { defineDraft } from './drafts';
import { defineDrafts } from './drafts';
import { defineEligibility } from './portability';
import { defineLoa } from './loa';
import { defineOrder } from './orders';
import { defineOrders } from './orders';
import { definePortability } from './portability';
import { defineOrderRating } from './orders';
import { defineWebhooks } from './webhooks';

/**
 * The commands in the order of the help. A provider needs one of the listed operations; with an empty list
 * the command is defined for every provider.
 */
const COMMANDS: readonly (readonly [operations: readonly OwnOperationName[], define: DefineOperation])[] = [
  [['portability'], definePortability],
  [['orders'], defineOrders],
  [[], defineOrder],
  [['drafts'], defineDrafts],
  [['draft.get'], defineDraft],
  [['webhooks.get', 'webhooks.set', 'webhooks.delete'], defineWebhooks],
  [['allowed-dates'], defineAllowedDates],
  [['comments.list', 'comments.add'], defineComments],
  [['eligibility', 'eligibility.get'], defineEligibility],
  [['loa.get', 'loa.set'], defineLoa],
  [['documents.upload', 'documents.list', 'documents.link'], defineDocuments],
  [['rate'], defineOrderRating],
];

export const defineProvider: DefineCommand = (program, context, args) => {
  const provider = program
    .command('provider')
    .description(
      'operations at a provider beside a port: portability, orders, webhooks; a worker carries them out',
    )
    .addHelpText('after', '\nExample:\n  $ portkeeper provider twilio portability +12125550100');
  // Descriptors import their providers' clients. They are loaded only when this command is used.
  if (args !== undefined && !args.includes('provider')) return;
  const problems = new Problems();
  const providers = lazyModules.providers().readProviders(context.env, problems);
  const requested = args?.[args.indexOf('provider') + 1];
  // A wrong module of another provider does not stop a provider that is available.
  if (
    requested !== undefined &&
    /^[a-z]/.test(requested) &&
    requested !== 'help' &&
    !providers.has(requested)
  )
    problems.throwIfAny();
  for (const [name, descriptor] of providers) {
    const operations = provider
      .command(name)
      .description(`operations at ${name}`)
      .addHelpText('after', `\nExample:\n  $ portkeeper provider ${name} portability +12125550100`);
    for (const [needed, define] of COMMANDS)
      if (needed.length === 0 || needed.some((one) => descriptor.operations.includes(one)))
        define(operations, descriptor, context);
  }
};
