import { phoneNumbers } from '../../contract/phone-number';
import { isSid, type SidKind } from './sids';
import { z } from 'zod';

/** The inputs of Twilio's operations. Strict: an unknown field would be ignored silently. */

const sid = (kind: SidKind) =>
  z.string().refine((text) => isSid(kind, text), `must be ${kind} and 32 hex digits`);

const day = z.iso.date({ error: 'must be a calendar date like "2026-12-10"' });

const webhookUrl = z.url({ protocol: /^https?$/, error: 'must be an http(s) URL' }).max(2000);

const force = z.boolean().optional();

const text = (maximum: number) => z.string().trim().min(1).max(maximum);

const product = z.enum(['porting', 'hosting'], 'must be "porting" or "hosting"');

const country = z.string().regex(/^[A-Z]{2}$/, 'must be a two-letter ISO 3166 code like "US"');

/** The numbers to check, and their future owner. */
export const portabilityInput = z.strictObject({
  numbers: phoneNumbers,
  targetAccount: sid('AC').optional(),
  address: sid('AD').optional(),
});

/** A filter of the order list. */
export const ordersInput = z.strictObject({
  createdAfter: day.optional(),
  createdBefore: day.optional(),
  status: text(50).optional(),
  refs: z.array(sid('KW')).min(1).max(50).optional(),
  limit: z.int().min(1).max(1000).optional(),
});

/** One order. */
export const orderInput = z.strictObject({ orderRef: sid('KW') });

/** An operation without input. */
export const noInput = z.strictObject({});

/** The webhook target and events. Twilio publishes no limits; these are far above its actual values. */
export const setWebhooksInput = z.strictObject({
  url: webhookUrl,
  events: z.array(text(100)).max(50, 'must name at most 50 events').optional(),
  force,
});

/** The URL to remove. */
export const deleteWebhooksInput = z
  .strictObject({ url: webhookUrl.optional(), force })
  .refine((input) => input.url !== undefined || input.force === true, {
    path: ['url'],
    error: 'must be our own URL, so that only it is removed; or set "force"',
  });

/** The numbers to host, and the hosting account. */
export const eligibilityInput = z.strictObject({
  numbers: phoneNumbers,
  hostingAccount: sid('AC').optional(),
  friendlyName: text(100).optional(),
});

/** One check of several numbers. */
export const eligibilityGetInput = z.strictObject({ requestId: sid('EC') });

/** A filter of the LOA configurations. */
export const getLoaInput = z.strictObject({ product: product.optional(), country: country.optional() });

/** The settings of Twilio's e-mail to signers (docs/reference/twilio.md#loa-configuration). */
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

/** A document at a URI that the worker can read. */
export const uploadDocumentInput = z.strictObject({
  uri: z.url({ protocol: /^(file|https)$/, error: 'must be a file: or https: URL' }).max(2000),
  friendlyName: text(100).optional(),
});
