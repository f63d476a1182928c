import { z } from 'zod';
import { parseJson, type Answer } from '../http';
import { problemsIn } from '../problems';
import type { TwilioBackend, SigningConfiguration } from './backend';
import { badRequest } from './errors';
import type { TwilioRoute } from './routes';

const URL_OF_LIST = 'https://numbers.twilio.com/v1/SigningRequest/Configuration';

/**
 * The limits are in docs/reference/twilio.md#loa-configuration. The required fields are not published; the
 * sandbox requires product and country.
 */
const configurationBody = z.looseObject({
  product: z.enum(['Porting', 'Hosting']),
  country: z.string().regex(/^[A-Z]{2}$/, 'must be an ISO 3166 code'),
  logo_sid: z
    .string()
    .regex(/^RD[0-9a-fA-F]{32}$/, 'must be RD and 32 hex digits')
    .nullish(),
  friendly_name: z.string().nullish(),
  email_subject: z.string().max(255).nullish(),
  email_message: z.string().max(5000).nullish(),
  url_redirection: z
    .string()
    .refine((text) => URL.canParse(text), 'must be a URL')
    .nullish(),
});

function upsert(backend: TwilioBackend, body: string): Answer {
  const parsed = configurationBody.safeParse(parseJson(body));
  if (!parsed.success) return badRequest(problemsIn(parsed.error));
  const given = parsed.data;
  const configuration: SigningConfiguration = {
    product: given.product,
    country: given.country,
    logo_sid: given.logo_sid ?? null,
    friendly_name: given.friendly_name ?? null,
    email_subject: given.email_subject ?? null,
    email_message: given.email_message ?? null,
    url_redirection: given.url_redirection ?? null,
    url: URL_OF_LIST,
  };
  backend.signing.set(`${configuration.product}/${configuration.country}`, configuration);
  return { status: 201, json: configuration };
}

function list(backend: TwilioBackend, query: Readonly<Record<string, string>>): Answer {
  const size = Number(query['PageSize'] ?? 50);
  if (!Number.isInteger(size) || size < 1 || size > 1000) {
    return badRequest('PageSize must be between 1 and 1000');
  }
  const page = Number(query['Page'] ?? 0);
  if (!Number.isInteger(page) || page < 0) return badRequest('Page must be 0 or above');
  const { Country: country, Product: product } = query;
  const found = [...backend.signing.values()].filter(
    (configuration) =>
      (country === undefined || configuration.country === country) &&
      (product === undefined || configuration.product === product),
  );
  const urlOf = (number: number) => {
    const search = new URLSearchParams({
      ...(product !== undefined && { Product: product }),
      ...(country !== undefined && { Country: country }),
      PageSize: String(size),
      Page: String(number),
      // Twilio requires its token for every page but the first; the sandbox ignores it.
      ...(number > 0 && { PageToken: `PT${number}` }),
    });
    return `${URL_OF_LIST}?${search.toString()}`;
  };
  const isLast = (page + 1) * size >= found.length;
  return {
    status: 200,
    json: {
      configurations: found.slice(page * size, (page + 1) * size),
      meta: {
        page,
        page_size: size,
        first_page_url: urlOf(0),
        previous_page_url: page === 0 ? null : urlOf(page - 1),
        url: urlOf(page),
        next_page_url: isLast ? null : urlOf(page + 1),
        key: 'configurations',
      },
    },
  };
}

const PATH = /^\/v1\/SigningRequest\/Configuration$/;

export const signingRequestRoutes: readonly TwilioRoute[] = [
  { method: 'POST', path: PATH, answer: (backend, request) => upsert(backend, request.body) },
  { method: 'GET', path: PATH, answer: (backend, request) => list(backend, request.query) },
];
