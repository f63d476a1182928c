import { z } from 'zod';
import type { PortRequest } from '../domain/model/request';
import { firstFaults, invalidFields, type InvalidField } from './invalid-fields';
import { missingHour } from './local-hours';
import { ACCOUNT_NAME, PROVIDER_NAME, PROVIDER_NAME_FAULT, type ProviderName } from './names';
import { withOptionalNulls } from './optional-nulls';
import { phoneNumber } from './phone-number';
import { textFault, tidied } from './plain-text';
import { MAX_OPTIONS_BYTES, MAX_REQUEST_BYTES, overLimit, sizeFault, type SizeFault } from './request-size';
import { isTimeZone, TIME_OF_DAY } from './schedule-formats';
import { formulaFault, numberFault } from './spreadsheet';

/**
 * The schema of a port request. Only used outside the workflows: zod and libphonenumber are too large for the
 * workflow bundle.
 */

const text = (maximum: number, example = '0042', form: 'line' | 'prose' = 'line') =>
  z
    .string({
      error: ({ input }) => (typeof input === 'number' ? numberFault(input, example) : undefined),
    })
    .overwrite(tidied)
    .min(1)
    .max(maximum)
    .superRefine((value, context) => addFault(context, textFault(value, form)));

/** One line of text: cleaned, without control characters. */
export const line = (maximum: number) => text(maximum);

/** The name of a tenant: a configuration and a request spell it by the same rules. */
export const tenantName = text(100);

/** Text of several lines. */
export const prose = (maximum: number) => text(maximum, '0042', 'prose');

/** A text that is compared character by character, and that spreadsheets may turn into a number. */
const identifier = (maximum: number, example: string) =>
  text(maximum, example).superRefine((value, context) => addFault(context, formulaFault(value)));

function addFault(context: z.core.$RefinementCtx, message: string | undefined): void {
  if (message !== undefined) context.addIssue({ code: 'custom', message });
}

const email = z.string().overwrite(tidied).check(z.email());

const date = z.iso
  .date({
    error: ({ input }) =>
      typeof input === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(input)
        ? 'is a day that does not exist'
        : 'must be a calendar date like "2026-12-10"',
  })
  .refine((day) => !/^\d{4}-/.test(day) || /^20\d\d/.test(day), 'must be a day between 2000 and 2099');

const address = z
  .strictObject({
    street: text(200),
    street2: text(200),
    city: text(100),
    region: text(100),
    postalCode: identifier(20, '02138'),
    country: z.string().regex(/^[A-Z]{2}$/, 'must be a two-letter ISO 3166 code like "US"'),
  })
  .partial();

/** Provider-specific options, by provider; the provider validates them. */
const options = z
  .record(z.string(), z.unknown())
  .superRefine((value, context) => nameTextFaults(value, [], context));

const optionsByProvider = z.record(z.string(), options);

/** The provider validates its options; only the general faults of texts are checked here. */
function nameTextFaults(value: unknown, path: PropertyKey[], context: z.core.$RefinementCtx): void {
  if (typeof value === 'string') {
    const message = textFault(value, 'prose');
    if (message !== undefined) context.addIssue({ code: 'custom', path, message });
  } else if (Array.isArray(value)) {
    value.forEach((inner, index) => nameTextFaults(inner, [...path, index], context));
  } else if (isObject(value)) {
    for (const [key, inner] of Object.entries(value)) nameTextFaults(inner, [...path, key], context);
  }
}

const number = z.strictObject({
  phoneNumber,
  pin: identifier(32, '0042')
    .optional()
    .describe('The PIN or passcode that the losing carrier asks for. A string: leading zeros count.'),
  accountNumber: identifier(100, '0042').optional(),
  billingPhoneNumber: phoneNumber.optional(),
  address: address.optional(),
  providerOptions: options.optional(),
});

/** Runs even if another number is invalid, which may then have any type, so that one answer has every fault. */
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
      .strictObject({ name: text(200), email, phone: phoneNumber })
      .partial()
      .describe('Who signs the letter of authorization.'),
    carrier: text(200),
    accountNumber: identifier(100, '0042'),
    billingPhoneNumber: phoneNumber,
    taxId: identifier(100, '0042'),
    businessId: identifier(100, '0042'),
    address,
  })
  .partial()
  .describe('The account holder as the losing carrier knows them.');

const timeZone = z.string().refine(isTimeZone, 'must be an IANA time zone like "America/New_York"');

const timeOfDay = z.string().regex(TIME_OF_DAY, 'must be a time like "10:00", from 00:00 to 23:59');

/** A wanted date. */
export const scheduleSchema = z
  .union(
    [
      z.literal('asap').transform(() => ({ date: 'asap' })),
      z
        .strictObject({
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
        })
        .superRefine((schedule, context) => {
          const missing = missingHour(schedule, schedule.timeZone);
          if (missing !== undefined)
            context.addIssue({ code: 'custom', path: ['timeRange', missing.which], message: missing.why });
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
    // The worker decides whether it may be read: PORTKEEPER_DOCUMENT_ROOTS.
    uri: z
      .string()
      .overwrite((uri) => (isWebUrl(uri) ? uri.trim() : tidied(uri)))
      .min(1)
      .max(2_000)
      .superRefine((uri, context) => addFault(context, textFault(uri)))
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

/** A port request: the input of `portkeeper start` and `PortingClient.start`. */
export const portRequestSchema = z.strictObject({
  requestId: z
    .string()
    .regex(/^[A-Za-z0-9._-]{1,100}$/, 'must be 1 to 100 letters, digits, dots, underscores or dashes')
    .describe('Your id of this port; starting it twice with the same content is one port.'),
  provider: z.string().regex(PROVIDER_NAME, PROVIDER_NAME_FAULT),
  account: z
    .string()
    .regex(ACCOUNT_NAME, 'must be 1 to 40 lower-case letters, digits or dashes')
    .default('default'),
  tenant: tenantName.optional(),
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
  notificationEmails: z.array(email).max(10).default([]),
  providerOptions: optionsByProvider.default({}),
  submit: z.enum(['when_ready', 'manual']).default('when_ready'),
  onNotPortable: z.enum(['hold', 'continue_without']).default('hold'),
  policy: z
    .strictObject({ cancellationWindow: duration, notice: duration })
    .partial()
    .default({})
    .describe("Only ever longer than the account's."),
});

/** The policy that a request asks for, ISO 8601; only longer than the account's. */
export interface RequestedPolicy {
  readonly cancellationWindow?: string;
  readonly notice?: string;
}

/** A request with only the given fields. */
export type GivenRequest = Partial<PortRequest>;

export type ParsedPortRequest =
  | {
      readonly ok: true;
      readonly request: PortRequest;
      readonly policy: RequestedPolicy;
      /** The given fields, normalized, without the defaults in `request`. */
      readonly given: GivenRequest;
    }
  | {
      readonly ok: false;
      readonly code: 'invalid_request' | 'request_too_large';
      readonly invalid: readonly InvalidField[];
    };

const WHOLE = '(the request)';

/** The options of parsing a request. */
export interface ParseOptions {
  /** The most faults in the answer. Default: 100. */
  readonly maxFaults?: number;
  /** The allowed provider names. Default: any; a port of a provider without a worker waits for one. */
  readonly providers?: readonly ProviderName[];
  /** The schema of another release, in tests. */
  readonly schema?: z.ZodType<z.output<typeof portRequestSchema>>;
}

/** Parses and normalizes a request, or returns every wrong field. `null` means absent. Never throws. */
export function parsePortRequest(
  input: unknown,
  { maxFaults = 100, providers, schema = schemaFor(providers) }: ParseOptions = {},
): ParsedPortRequest {
  const size = sizeFault(input, WHOLE);
  if (size !== undefined) return tooLarge(size);
  const plain = plainInput(input);
  const parsed = schema.safeParse(plain);
  if (!parsed.success) {
    const invalid = firstFaults(invalidFields(parsed.error, WHOLE), maxFaults, WHOLE);
    return { ok: false, code: 'invalid_request', invalid };
  }
  const { policy, ...request } = parsed.data;
  const large = requestSizeFault(parsed.data);
  if (large !== undefined) return tooLarge(large);
  // zod omits absent optional keys, as the exact optional types of PortRequest require.
  return {
    ok: true,
    request: request as unknown as PortRequest,
    policy: policy as RequestedPolicy,
    given: asGiven(request, plain) as GivenRequest,
  };
}

function tooLarge({ code, field, message }: SizeFault): ParsedPortRequest {
  return { ok: false, code, invalid: [{ field, message }] };
}

/** Whether a parsed request exceeds the size that a port can carry for weeks. */
function requestSizeFault(request: z.output<typeof portRequestSchema>): SizeFault | undefined {
  const options = [
    ['providerOptions', request.providerOptions] as const,
    ...request.numbers.map(
      ({ providerOptions }, index) => [`numbers[${String(index)}].providerOptions`, providerOptions] as const,
    ),
  ];
  for (const [field, value] of options) {
    const fault = overLimit(value, field, MAX_OPTIONS_BYTES);
    if (fault !== undefined) return fault;
  }
  return overLimit(request, WHOLE, MAX_REQUEST_BYTES);
}

/**
 * The JSON Schema of the input, for editors and other languages.
 *
 * @param providers - the allowed provider names; absent: any
 */
export function portRequestJsonSchema(providers?: readonly ProviderName[]): unknown {
  return withOptionalNulls(z.toJSONSchema(schemaFor(providers), { io: 'input', unrepresentable: 'any' }));
}

function schemaFor(providers: readonly ProviderName[] | undefined) {
  return providers === undefined
    ? portRequestSchema
    : portRequestSchema.extend({ provider: z.enum(providers as ProviderName[]) });
}

/** The input without nulls and with composed texts, so that equal letters are equal texts. */
function plainInput(value: unknown): unknown {
  if (typeof value === 'string') return isWebUrl(value) ? value : value.normalize('NFC');
  if (Array.isArray(value)) return value.map(plainInput);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, inner]) => (inner === null ? [] : [[key, plainInput(inner)]])),
  );
}

/** The part of a parsed value that the input contains: the rest are defaults, which may differ in another release. */
function asGiven(parsed: unknown, input: unknown): unknown {
  if (Array.isArray(parsed) && Array.isArray(input))
    return parsed.map((entry, index) => asGiven(entry, input[index]));
  if (!isObject(parsed) || !isObject(input)) return parsed;
  return Object.fromEntries(
    Object.entries(parsed).flatMap(([key, value]) =>
      input[key] === undefined ? [] : [[key, asGiven(value, input[key])]],
    ),
  );
}

/** A URL is kept character by character: it may be signed. */
function isWebUrl(text: string): boolean {
  return /^\s*https:/i.test(text);
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
