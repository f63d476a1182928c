import { Option } from 'commander';
import type { LoaConfiguration, LoaProduct } from '../../../contract/loa-configuration';
import { columns, section } from '../../render/layout';
import { addGroup, addOperation, answerWith, type DefineOperation, type OperationOptions } from './operation';

interface FilterOptions extends OperationOptions {
  readonly product?: LoaProduct;
  readonly country?: string;
}

interface SetOptions extends OperationOptions {
  readonly product: LoaProduct;
  readonly country: string;
  readonly name?: string;
  readonly logo?: string;
  readonly subject?: string;
  readonly message?: string;
  readonly redirectUrl?: string;
}

const FIELDS = '{product, country?, friendlyName?, logoId?, emailSubject?, emailMessage?, redirectUrl?}';

const productOption = () =>
  new Option('--product <product>', 'what is signed for').choices([
    'porting',
    'hosting',
  ] satisfies LoaProduct[]);

export const defineLoa: DefineOperation = (parent, descriptor, context) => {
  const { name: provider } = descriptor;
  const loa = addGroup(parent, provider, {
    name: 'loa',
    summary: 'how account holders are asked to sign an LOA: get, set',
    example: 'loa get',
  });

  addOperation(loa, descriptor, {
    operation: 'loa.get',
    usage: 'get',
    summary: 'list how they are asked, by product and country',
    examples: [`portkeeper provider ${provider} loa get --product porting --country US`],
    json: `print an array of ${FIELDS}`,
  })
    .addOption(productOption())
    .option('--country <code>', 'only for this country, for example US')
    .action(async ({ product, country, ...options }: FilterOptions) => {
      const filter = { product, country };
      await answerWith(
        context,
        options,
        provider,
        async (client) => (await client.loa.get(filter)).configurations,
        loaLines,
      );
    });

  addOperation(loa, descriptor, {
    operation: 'loa.set',
    usage: 'set',
    summary: 'change how they are asked, for one product in one country; what is not named stays as it is',
    examples: [
      `portkeeper provider ${provider} loa set --product porting --country US --subject "Please sign your LOA"`,
    ],
    json: `print ${FIELDS}`,
  })
    .addOption(productOption().makeOptionMandatory())
    .requiredOption('--country <code>', 'the country, for example US')
    .option('--subject <text>', 'subject of the e-mail, at most 255 characters')
    .option('--message <text>', 'text of the e-mail, at most 5,000 characters')
    .option('--redirect-url <url>', "where the signer's browser goes afterwards")
    .option('--logo <id>', "the provider's id of the picture on the LOA")
    .option('--name <text>', 'a name for the configuration at the provider')
    .action(
      async ({ name, logo, subject, message, product, country, redirectUrl, ...options }: SetOptions) => {
        const change = {
          product,
          country,
          friendlyName: name,
          logoId: logo,
          emailSubject: subject,
          emailMessage: message,
          redirectUrl,
        };
        await answerWith(
          context,
          options,
          provider,
          (client) => client.loa.set(change),
          (configuration) => loaLines([configuration]),
        );
      },
    );
};

/** How account holders are asked to sign an LOA: a block for each product and country. */
function loaLines(configurations: readonly LoaConfiguration[]): string[] {
  if (configurations.length === 0) return ['Nothing is configured: the provider uses its own text.'];
  return configurations.flatMap((configuration) => {
    const { product, country, friendlyName, logoId, emailSubject, emailMessage, redirectUrl } = configuration;
    return section(
      [product === '' ? '?' : product, country ?? 'every country'].join(', '),
      columns([
        ['subject', emailSubject ?? '-'],
        ['message', emailMessage?.replaceAll(/\s+/g, ' ') ?? '-'],
        ['afterwards', redirectUrl ?? '-'],
        ['logo', logoId ?? '-'],
        ['name', friendlyName ?? '-'],
      ]),
    );
  });
}
