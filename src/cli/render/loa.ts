import type { LoaConfiguration } from '../../contract/loa-configuration';
import { columns } from './columns';
import { section } from './section';

/** How account holders are asked to sign an LOA, for people: a block for each product and country. */
export function loaLines(configurations: readonly LoaConfiguration[]): string[] {
  if (configurations.length === 0) return ['Nothing is configured: the provider asks in its own words.'];
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
