import type { CallContext } from '../call-context';
import type { Operation, ProviderConnection } from '../http/connection';
import { type Page, rowsOf } from '../pages';
import {
  type SigningConfiguration,
  type SigningConfigurationBody,
  signingConfigurationPageSchema,
  signingConfigurationSchema,
} from './signing-schemas';

/** A filter of the list of configurations. */
export interface SigningConfigurationFilter {
  readonly product?: 'Porting' | 'Hosting' | undefined;
  readonly country?: string | undefined;
}

const PATH = '/v1/SigningRequest/Configuration';

/**
 * Twilio allows up to 1,000. A message may have 5,000 characters, so a smaller page keeps the answer small.
 */
const PAGE_SIZE = 100;

/** Client of the LOA configurations: one for each product in each country. */
export class SigningClient {
  readonly #connection: ProviderConnection;

  constructor(connection: ProviderConnection) {
    this.#connection = connection;
  }

  /** Lists the configurations of all pages. */
  async list(filter: SigningConfigurationFilter, call: CallContext): Promise<SigningConfiguration[]> {
    const found: SigningConfiguration[] = [];
    for await (const row of rowsOf<SigningConfiguration, string>((url) => this.#page(filter, url, call)))
      found.push(row);
    return found;
  }

  /** @param url - `next` of the previous page */
  async #page(
    filter: SigningConfigurationFilter,
    url: string | undefined,
    call: CallContext,
  ): Promise<Page<SigningConfiguration, string>> {
    const position = positionIn(url);
    const operation: Operation = {
      what: 'list the LOA signing configurations',
      method: 'GET',
      path: PATH,
      query: {
        Country: filter.country,
        Product: filter.product,
        PageSize: String(PAGE_SIZE),
        Page: position?.page,
        PageToken: position?.token,
      },
    };
    const response = await this.#connection.exchange(operation, call);
    const page = this.#connection.read(operation, signingConfigurationPageSchema, response, call);
    const next = page.meta?.next_page_url;
    return {
      rows: page.configurations,
      ...(next !== undefined && positionIn(next) !== undefined && { next }),
      unreadable: (detail) => this.#connection.errors.unreadable(operation, response, detail),
    };
  }

  /** Creates or updates the configuration of a product in a country. Twilio answers 201 in both cases. */
  async set(body: SigningConfigurationBody, call: CallContext): Promise<SigningConfiguration> {
    const what = 'set the LOA signing configuration';
    return this.#connection.json(
      { what, method: 'POST', path: PATH, body },
      signingConfigurationSchema,
      call,
    );
  }
}

interface PagePosition {
  readonly page?: string | undefined;
  readonly token?: string | undefined;
}

/**
 * The position in a `next` URL. The URL itself is not used, because the account's base URL may be a proxy.
 */
function positionIn(url: string | undefined): PagePosition | undefined {
  if (url === undefined || !URL.canParse(url)) return undefined;
  const { searchParams } = new URL(url);
  const page = searchParams.get('Page') ?? undefined;
  const token = searchParams.get('PageToken') ?? undefined;
  return page === undefined && token === undefined ? undefined : { page, token };
}
