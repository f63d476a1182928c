import { phoneNumbers } from '../../contract/phone-number';
import { isSid, type SidKind } from './sids';
import { z } from 'zod';

/** What Twilio's operations take. Strict: a field that nobody reads would be a wish that nobody hears. */

const sid = (kind: SidKind) =>
  z.string().refine((text) => isSid(kind, text), `must be ${kind} and 32 hex digits`);

const day = z.iso.date({ error: 'must be a calendar date like "2026-12-10"' });

const webhookUrl = z.url({ protocol: /^https?$/, error: 'must be an http(s) URL' }).max(2000);

const force = z.boolean().optional();

const text = (maximum: number) => z.string().trim().min(1).max(maximum);

const product = z.enum(['porting', 'hosting'], 'must be "porting" or "hosting"');

const country = z.string().regex(/^[A-Z]{2}$/, 'must be a two-letter ISO 3166 code like "US"');

/** Numbers to be checked, and for whom. */
export const portabilityInput = z.strictObject({
  numbers: phoneNumbers,
  targetAccount: sid('AC').optional(),
  address: sid('AD').optional(),
});

/** Which orders to list. */
export const ordersInput = z.strictObject({
  createdAfter: day.optional(),
  createdBefore: day.optional(),
  status: text(50).optional(),
  refs: z.array(sid('KW')).min(1).max(50).optional(),
  limit: z.int().min(1).max(1000).optional(),
});

/** One order. */
export const orderInput = z.strictObject({ orderRef: sid('KW') });

/** There is nothing to say. */
export const nothing = z.strictObject({});

/** Where webhooks are to go, and which. Twilio publishes no bounds; these are far above what it has. */
export const setWebhooksInput = z.strictObject({
  url: webhookUrl,
  events: z.array(text(100)).max(50, 'must name at most 50 events').optional(),
  force,
});

/** Whose URL to remove. */
export const deleteWebhooksInput = z
  .strictObject({ url: webhookUrl.optional(), force })
  .refine((input) => input.url !== undefined || input.force === true, {
    path: ['url'],
    error: 'must be our own URL, so that only it is removed; or set "force"',
  });

/** Numbers to be hosted, and by whom. */
export const eligibilityInput = z.strictObject({
  numbers: phoneNumbers,
  hostingAccount: sid('AC').optional(),
  friendlyName: text(100).optional(),
});

/** One check of several numbers. */
export const eligibilityGetInput = z.strictObject({ requestId: sid('EC') });

/** Which LOA configurations to list. */
export const getLoaInput = z.strictObject({ product: product.optional(), country: country.optional() });

/** What Twilio takes for its e-mail to signers (docs/reference/twilio.md#loa-configuration). */
export const setLoaInput = z
  .strictObject({
    product,
    country,
    friendlyName: text(255).optional(),
    logoId: sid('RD').optional(),
    emailSubject: text(255).optional(),
    emailMessage: text(5000).optional(),
    redirectUrl: z
      .url({ protocol: /^https$/, error: 'must be an https URL' })
      .max(2000)
      .optional(),
  })
  .refine(
    ({ product: _, country: __, ...change }) => Object.values(change).some((one) => one !== undefined),
    {
      path: ['emailSubject'],
      error: 'or another field must say what to change',
    },
  );

/** A document that the worker can read. */
export const uploadDocumentInput = z.strictObject({
  uri: z.url({ protocol: /^(file|https)$/, error: 'must be a file: or https: URL' }).max(2000),
  friendlyName: text(100).optional(),
});
