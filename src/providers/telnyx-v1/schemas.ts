import { instantFrom } from '../dates';
import { asTextOrFlag } from '../foreign-text';
import { e164In } from '../phone-numbers';
import { z } from 'zod';

/**
 * A phone number as Telnyx wrote it, in E.164; absent when it is none. Telnyx sends E.164
 * (docs/reference/telnyx-v1.md#resources). A number without a country code is taken for a North American one.
 */
export function e164(text: string | undefined): string | undefined {
  return e164In('US', text);
}

/**
 * What Telnyx's v1 API answers, read tolerantly: what its pages call required is empty before it is known
 * (docs/reference/telnyx-v1.md#resources). A field that cannot be read counts as absent. Only what an answer is
 * worthless without makes it unreadable. Unknown fields fall away, and so does `pin_passcode`: a PIN that Telnyx
 * returns goes no further than this file, and than said.ts, which keeps the rest as Telnyx wrote it.
 */

function asFlag(value: unknown): boolean | undefined {
  const word = asTextOrFlag(value)?.toLowerCase();
  return word === 'true' || word === 'false' ? word === 'true' : undefined;
}

/** A text, or a number where a text was promised. */
const text = z
  .unknown()
  .optional()
  .transform((value) => asTextOrFlag(value));

const flag = z.unknown().optional().transform(asFlag);

const instant = z
  .unknown()
  .optional()
  .transform((value) => instantFrom(asTextOrFlag(value)));

const id = z.union([z.string(), z.number()]).transform(String).pipe(z.string().trim().min(1));

/** A list that may be missing; what is not of its kind is left out. */
const listOf = <T extends z.ZodType>(item: T) =>
  z
    .unknown()
    .optional()
    .transform((list) => (Array.isArray(list) ? (list as unknown[]) : []))
    .transform((list) => list.flatMap((one) => item.safeParse(one).data ?? []));

/**
 * One resource. The published examples of "get" and "edit" show a sub request inside a list of one, its cancellation
 * shows it bare (docs/reference/telnyx-v1.md#resources).
 */
const single = <T extends z.ZodType>(schema: T) =>
  z.preprocess(
    (value) => (Array.isArray(value) && value.length === 1 ? (value as unknown[])[0] : value),
    schema,
  );

/** A number of a port request or of a draft; one that cannot be read belongs to nobody. */
export const numberSchema = z
  .object({
    phone_number: text,
    svtype: text,
    carrier_name: text,
    coverage_category: text,
    sub_request_id: text,
    sub_request_status: text,
  })
  .transform((number, context) => {
    const phoneNumber = e164(number.phone_number);
    if (phoneNumber !== undefined) return { ...number, phone_number: phoneNumber };
    context.addIssue({ code: 'custom', message: 'not a phone number' });
    return z.NEVER;
  });

/** Whether a list shows all of its numbers: one that is missing, empty or partly unreadable proves nothing of them. */
const isWhole = z
  .unknown()
  .optional()
  .transform(
    (list) =>
      Array.isArray(list) &&
      list.length > 0 &&
      list.every((number: unknown) => numberSchema.safeParse(number).success),
  );

/** Beside what was read of `phone_numbers`, whether that is all. */
const withWholeness = <T extends z.ZodType>(schema: T) =>
  z.preprocess(
    (value) =>
      typeof value === 'object' && value !== null && 'phone_numbers' in value
        ? { ...value, has_all_numbers: value.phone_numbers }
        : value,
    schema,
  );

/** What a sub request says of the losing account, in a draft and live. */
const accountFields = {
  phone_numbers: listOf(numberSchema),
  foc_date_requested_by_user: text,
  auth_person_name: text,
  billing_phone_number: text,
  street_address: text,
  locality: text,
  administrative_area: text,
  postal_code: text,
  country_code: text,
  default_connection_id: text,
};

const subRequest = withWholeness(
  z.object({
    id,
    ...accountFields,
    has_all_numbers: isWhole,
    foc_date: text,
    status: text,
    support_key: text,
    created_at: instant,
    updated_at: instant,
  }),
);

const draftSubRequest = z.object({ id, complete: flag, phone_numbers: listOf(numberSchema) });

/** A sub request whose id cannot be read would make its numbers invisible, so it is not tolerated. */
const subRequests = z.array(subRequest).nullish();

const draftSubRequests = z.array(draftSubRequest).nullish();

export const subRequestSchema = single(subRequest);

export const subRequestListSchema = z.array(subRequest);

export const draftSubRequestSchema = single(draftSubRequest);

export const draftSubRequestListSchema = z.array(draftSubRequest);

const portRequest = withWholeness(
  z.object({
    id,
    phone_numbers: listOf(numberSchema),
    has_all_numbers: isWhole,
    support_key: text,
    created_at: instant,
    updated_at: instant,
    sub_requests: subRequests,
  }),
);

export const portRequestSchema = single(portRequest);

export const portRequestListSchema = z.array(portRequest);

const draft = z.object({
  id,
  created_at: instant,
  status: text,
  phone_numbers: listOf(numberSchema),
  sub_requests: draftSubRequests,
  /** Filled once the draft has been submitted. */
  port_request_id: text,
});

export const draftSchema = single(draft);

export const draftListSchema = z.array(draft);

/** The answer to a submit. Without the port request's id nobody knows what came of it. */
export const submittedDraftSchema = single(draft.extend({ port_request_id: id }));

/** A portability check answers with a list, each entry with numbers. */
export const portabilityChecksSchema = z
  .array(
    z.object({
      phone_numbers: z.array(
        z.object({
          raw_number: text,
          e164_number: text,
          portable: flag,
          portability_status: text,
          carrier_name: text,
          coverage_category: text,
          non_portable_reason: text,
        }),
      ),
    }),
  )
  .transform((entries) => entries.flatMap(({ phone_numbers }) => phone_numbers));

/** The spans in which a sub request may move; a span without both ends bounds nothing. */
export const allowedFocDatesSchema = z
  .array(z.object({ start: instant, end: instant }))
  .transform((spans) =>
    spans
      .flatMap(({ start, end }) =>
        start === undefined || end === undefined ? [] : { from: start, until: end },
      )
      .sort((a, b) => a.from - b.from),
  );

const comment = z.object({ id, body: text, sub_request_id: text, user_id: text, created_at: instant });

export const commentSchema = single(comment);

/** One that cannot be read explains nothing, and hides no other. */
export const commentListSchema = z
  .array(z.unknown())
  .transform((list) => list.flatMap((one) => comment.safeParse(one).data ?? []));

const supportingDocument = z.object({ id, body: text, document_type: text, created_at: instant });

export const supportingDocumentSchema = single(supportingDocument);

export const supportingDocumentListSchema = z.array(supportingDocument);

/** Where a document can be had for an hour. */
export const downloadLinkSchema = single(z.object({ url: z.url() }));

/** What Telnyx says when it refuses: a message, or a list of errors. */
export const errorBodySchema = z
  .object({
    code: text,
    message: text,
    errors: listOf(z.object({ code: text, title: text, detail: text })),
  })
  .transform(({ code, message, errors }) => {
    const told = errors.flatMap(({ title, detail }) => detail ?? title ?? []);
    return {
      code: code ?? errors.find((error) => error.code !== undefined)?.code,
      text: message ?? (told.length > 0 ? told.join('; ') : undefined),
      /** It is a list of errors. */
      isList: errors.length > 0,
    };
  })
  .refine((error) => error.code !== undefined || error.text !== undefined);

export type TelnyxNumber = z.output<typeof numberSchema>;

export type TelnyxSubRequest = z.output<typeof subRequest>;

export type TelnyxPortRequest = z.output<typeof portRequest>;

export type TelnyxDraft = z.output<typeof draft>;

export type TelnyxDraftSubRequest = z.output<typeof draftSubRequest>;

export type TelnyxComment = z.output<typeof comment>;

export type TelnyxDocument = z.output<typeof supportingDocument>;

export type CheckedNumber = z.output<typeof portabilityChecksSchema>[number];
