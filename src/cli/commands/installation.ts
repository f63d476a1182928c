import type { ProviderName } from '../../contract/names';
import { addCommand, type DefineCommand, type JsonOption } from '../command';
import { lazyModules } from '../lazy-modules';
import { accountName } from '../options';

/** Commands for installing Portkeeper and for writing port requests. */

export const defineSetup: DefineCommand = (program, context) => {
  addCommand(program, {
    usage: 'setup',
    summary:
      'register the search attributes on the configured namespace, and start the sweeps of the configured accounts; safe ' +
      'to repeat',
    examples: ['TEMPORAL_NAMESPACE=porting portkeeper setup'],
    json: 'print {namespace, address, added, present, sweeps, stopped}',
  }).action(async ({ json }: JsonOption) => {
    await lazyModules.setup().runSetup(json === true, context);
  });
};

export const defineDoctor: DefineCommand = (program, context) => {
  addCommand(program, {
    usage: 'doctor',
    summary:
      'check Temporal, search attributes, workers, credentials, sweeps and webhooks; each line is ok or says what to do',
    examples: ['portkeeper doctor'],
    json: 'print an array of {check, ok, message}',
  }).action(async ({ json }: JsonOption) => {
    await lazyModules.doctor().doctor(json === true, context);
  });
};

export const defineSchema: DefineCommand = (program, context) => {
  addCommand(program, {
    usage: 'schema',
    summary: 'print the JSON Schema of a port request, for editors and other languages',
    examples: ['portkeeper schema > port-request.schema.json'],
    json: 'the schema is JSON in any case',
  }).action(() => {
    const names = lazyModules.providers().providerNames(context.env);
    context.output.json(lazyModules.portRequestSchema().portRequestJsonSchema(names));
  });
};

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
      const { knownProvider, noteOnWebhookUrl, ownWebhookUrl } = lazyModules.webhookUrl();
      const descriptor = knownProvider(context.env, provider);
      const url = ownWebhookUrl(context.env, descriptor, accountName(account));
      const note = noteOnWebhookUrl(descriptor);
      if (note !== undefined) context.output.note(note);
      if (json) context.output.json({ provider, account, url });
      else context.output.line(url);
    });
};

export const defineErase: DefineCommand = (program, context) => {
  addCommand(program, {
    usage: 'erase <id>',
    summary:
      'delete all that Temporal stores about an ended port: its runs, provider calls, buffered hints and claims; its id ' +
      'cannot be used again. It cannot be undone',
    examples: ['portkeeper erase acme-42'],
    json: 'print {requestId, runs, providerCalls, claims}',
  }).action(async (id: string, { json }: JsonOption) => {
    await lazyModules.erasePort().erasePort(id, json === true, context);
  });
};
