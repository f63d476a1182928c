import { z } from 'zod';
import type { PortRequest } from '../domain/request';
import { invalidFields, type InvalidField } from './invalid-fields';
import { ACCOUNT_NAME, PROVIDERS } from './names';
import { withOptionalNulls } from './optional-nulls';
import { phoneNumber } from './phone-number';
import { isTimeZone, TIME_OF_DAY } from './schedule-formats';

/**
 * The input of a port request, as services write it. Imported at the edges only: zod and libphonenumber are too
 * heavy for the workflow bundle.
 */

const text = (maximum: number) => z.string().trim().min(1).max(maximum);

const date = z.iso.date({ error: 'must be a calendar date like "2026-12-10"' });

const address = z
  .strictObject({
    street: text(200),
    street2: text(200),
    city: text(100),
    region: text(100),
    postalCode: text(20),
    country: z.string().regex(/^[A-Z]{2}$/, 'must be a two-letter ISO 3166 code like "US"'),
  })
  .partial();

/** Options that only one provider knows, by provider name; checked where they are sent. */
const optionsByProvider = z.record(z.string(), z.record(z.string(), z.unknown()));

const number = z.strictObject({
  phoneNumber,
  pin: z
    .string({ error: 'must be a string, so that leading zeros are kept: write "0042", not 42' })
    .regex(/^[A-Za-z0-9]{1,32}$/, 'must be 1 to 32 letters or digits')
    .optional()
    .describe('The PIN that the losing carrier asks for. A string: leading zeros count.'),
  accountNumber: text(100).optional(),
  billingPhoneNumber: phoneNumber.optional(),
  address: address.optional(),
  providerOptions: z.record(z.string(), z.unknown()).optional(),
});

/** Also where another number is wrong, which may then be anything: every fault in one answer. */
function nameDuplicates(numbers: readonly unknown[], context: z.core.$RefinementCtx): void {
  const seen = new Set<string>();
  for (const [index, entry] of numbers.entries()) {
    const value = (entry as { readonly phoneNumber?: unknown } | null | undefined)?.phoneNumber;
    if (typeof value !== 'string') continue;
    if (seen.has(value)) {
      context.addIssue({ code: 'custom', path: [index, 'phoneNumber'], message: 'is named twice' });
    }
    seen.add(value);
  }
}

const subscriber = z
  .strictObject({
    type: z.enum(['business', 'individual']),
    name: text(200),
    authorizedPerson: z
      .strictObject({ name: text(200), email: z.email(), phone: phoneNumber })
      .partial()
      .describe('Who signs the letter of authorization.'),
    carrier: text(200),
    accountNumber: text(100),
    billingPhoneNumber: phoneNumber,
    taxId: text(100),
    businessId: text(100),
    address,
  })
  .partial()
  .describe('The account holder as the losing carrier knows them.');

const timeZone = z.string().refine(isTimeZone, 'must be an IANA time zone like "America/New_York"');

const timeOfDay = z.string().regex(TIME_OF_DAY, 'must be a time like "10:00"');

/** A wanted date. */
export const scheduleSchema = z
  .union(
    [
      z.literal('asap').transform(() => ({ date: 'asap' })),
      z.strictObject({
        date: z.union([z.literal('asap'), date], {
          error: 'must be a calendar date like "2026-12-10", or "asap"',
        }),
        timeRange: z
          .strictObject({ start: timeOfDay, end: timeOfDay })
          .refine(({ start, end }) => start < end, {
            error: 'must end later than it starts',
            when: ({ issues }) => issues.length === 0,
          })
          .optional(),
        timeZone: timeZone.optional(),
      }),
    ],
    { error: 'must be "asap", or an object with a "date"' },
  )
  .describe('The wanted date of the cutover: a wish, not a promise.');

const portScope = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('full') }),
  z.strictObject({
    type: z.literal('partial'),
    remainingNumbers: z.enum(['keep', 'disconnect']).optional(),
    newBillingPhoneNumber: phoneNumber.optional(),
  }),
]);

const document = z
  .strictObject({
    type: text(50),
    providerId: text(100).optional(),
    // Whether it may be read is for the worker to say: PORTKEEPER_DOCUMENT_ROOTS.
    uri: text(2_000)
      .refine(
        (uri) => URL.canParse(uri) && ['file:', 'https:'].includes(new URL(uri).protocol),
        'must begin with file:/// or https://',
      )
      .optional(),
    issuedOn: date.optional(),
  })
  .refine((value) => value.providerId !== undefined || value.uri !== undefined, {
    error: 'needs the "uri" of the document, or the "providerId" that the provider gave it',
    when: ({ value }) => typeof value === 'object' && value !== null,
  });

const duration = z.iso.duration({ error: 'must be an ISO 8601 duration like "PT96H"' });

/** The schema of surfaces: what `portkeeper start` and `PortingClient.start` take. */
export const portRequestSchema = z.strictObject({
  requestId: z
    .string()
    .regex(/^[A-Za-z0-9._-]{1,100}$/, 'must be 1 to 100 letters, digits, dots, underscores or dashes')
    .describe('Your id of this port; starting it twice with the same content is one port.'),
  provider: z.enum(PROVIDERS),
  account: z
    .string()
    .regex(ACCOUNT_NAME, 'must be 1 to 40 lower-case letters, digits or dashes')
    .default('default'),
  tenant: text(100).optional(),
  reference: text(100).optional(),
  numbers: z
    .array(number)
    .min(1, 'must name at least one number')
    .max(1000, 'must name at most 1,000 numbers')
    .superRefine(nameDuplicates, { when: ({ value }) => Array.isArray(value) }),
  subscriber: subscriber.optional(),
  portScope: portScope.default({ type: 'full' }),
  schedule: scheduleSchema.default({ date: 'asap' }),
  documents: z.array(document).max(50).default([]),
  notificationEmails: z.array(z.email()).max(10).default([]),
  providerOptions: optionsByProvider.default({}),
  submit: z.enum(['when_ready', 'manual']).default('when_ready'),
  onNotPortable: z.enum(['hold', 'continue_without']).default('hold'),
  policy: z
    .strictObject({ cancellationWindow: duration, notice: duration })
    .partial()
    .default({})
    .describe("Only ever longer than the account's."),
});

/** What a caller gives: see docs for each field, or `portkeeper schema`. */
export type PortRequestInput = z.input<typeof portRequestSchema>;

/** The lengths of time that a request may make longer than its account's, as ISO 8601. */
export interface RequestedPolicy {
  readonly cancellationWindow?: string;
  readonly notice?: string;
}

export type ParsedPortRequest =
  | { readonly ok: true; readonly request: PortRequest; readonly policy: RequestedPolicy }
  | { readonly ok: false; readonly invalid: readonly InvalidField[] };

/** Parses and normalizes a request; every wrong field is named. `null` means absent. */
export function parsePortRequest(input: unknown): ParsedPortRequest {
  const parsed = portRequestSchema.safeParse(withoutNulls(input));
  if (!parsed.success) {
    return { ok: false, invalid: invalidFields(parsed.error, '(the request)') };
  }
  const { policy, ...request } = parsed.data;
  // zod leaves absent optional keys out, which is what the exact optional types of PortRequest ask for.
  return { ok: true, request: request as unknown as PortRequest, policy: policy as RequestedPolicy };
}

/** The JSON Schema of the input, for editors and other languages. */
export function portRequestJsonSchema(): unknown {
  return withOptionalNulls(z.toJSONSchema(portRequestSchema, { io: 'input', unrepresentable: 'any' }));
}

function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNulls);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, inner]) => (inner === null ? [] : [[key, withoutNulls(inner)]])),
  );
}
