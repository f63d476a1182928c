import { PROVIDERS, type ProviderName } from '../../../contract/names';
import type { DefineCommand } from '../../define-command';
import type { DefineOperation } from './define-operation';
import { defineAllowedDates } from './allowed-dates';
import { defineComments } from './comments';
import { defineOrderDocuments, defineUpload } from './documents';
import { defineDraft } from './draft';
import { defineDrafts } from './drafts';
import { defineEligibility } from './eligibility';
import { defineLoa } from './loa';
import { defineOrder } from './order';
import { defineOrders } from './orders';
import { definePortability } from './portability';
import { defineOrderRating } from './rate';
import { defineWebhooks } from './webhooks';

/** What can be asked of each provider; the compiler names one that is missing. */
const OPERATIONS: Readonly<Record<ProviderName, readonly DefineOperation[]>> = {
  twilio: [
    definePortability,
    defineOrders,
    defineOrder,
    defineWebhooks,
    defineEligibility,
    defineLoa,
    defineUpload,
  ],
  'telnyx-v1': [
    definePortability,
    defineOrders,
    defineOrder,
    defineDrafts,
    defineDraft,
    defineAllowedDates,
    defineComments,
    defineOrderDocuments,
    defineOrderRating,
  ],
  'fone-dynamics': [definePortability, defineOrders, defineOrder],
};

export const defineProvider: DefineCommand = (program, context) => {
  const provider = program
    .command('provider')
    .description('ask a provider what is not a port: portability, orders, webhooks; a worker carries it out')
    .addHelpText('after', '\nExample:\n  $ portkeeper provider twilio portability +12125550100');
  for (const name of PROVIDERS) {
    const operations = provider
      .command(name)
      .description(`operations at ${name}`)
      .addHelpText('after', `\nExample:\n  $ portkeeper provider ${name} portability +12125550100`);
    for (const define of OPERATIONS[name]) define(operations, name, context);
  }
};
