import { instantFrom } from '../dates';
import { asTextOrFlag } from '../foreign-text';
import { e164In } from '../phone-numbers';
import { z } from 'zod';

/**
 * A phone number as Telnyx wrote it, in E.164; undefined if invalid. Telnyx sends E.164
 * (docs/reference/telnyx-v1.md#resources). A number without a country code is read as North American.
 */
export function e164(text: string | undefined): string | undefined {
  return e164In('US', text);
}

/**
 * Answers of Telnyx's v1 API, parsed tolerantly: fields that its pages call required are empty before their
 * value is known (docs/reference/telnyx-v1.md#resources). An unreadable field counts as absent; an answer is
 * unreadable only without the fields that it is worthless without. Unknown fields are dropped, and so is
 * `pin_passcode`: `raw-response.ts`, which keeps the other fields as received, removes PINs too.
 */

function asFlag(value: unknown): boolean | undefined {
  const flagText = asTextOrFlag(value)?.toLowerCase();
  return flagText === 'true' || flagText === 'false' ? flagText === 'true' : undefined;
}

/** A text; a number is accepted as text. */
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

/** An optional list; entries that do not fit the schema are left out. */
const listOf = <T extends z.ZodType>(item: T) =>
  z
    .unknown()
    .optional()
    .transform((list) => (Array.isArray(list) ? (list as unknown[]) : []))
    .transform((list) => list.flatMap((one) => item.safeParse(one).data ?? []));

/**
 * One resource. The published examples of "get" and "edit" show a sub request inside a list of one, its
 * cancellation shows it bare (docs/reference/telnyx-v1.md#resources).
 */
const single = <T extends z.ZodType>(schema: T) =>
  z.preprocess(
    (value) => (Array.isArray(value) && value.length === 1 ? (value as unknown[])[0] : value),
    schema,
  );

/** A number of a port request or of a draft; an unreadable one is invalid. */
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

/** Whether a list shows all of its numbers: a missing, empty or partly unreadable list does not prove it. */
const isCompleteList = z
  .unknown()
  .optional()
  .transform(
    (list) =>
      Array.isArray(list) &&
      list.length > 0 &&
      list.every((number: unknown) => numberSchema.safeParse(number).success),
  );

/** Adds to the parsed `phone_numbers` whether they are complete. */
const withCompleteness = <T extends z.ZodType>(schema: T) =>
  z.preprocess(
    (value) =>
      typeof value === 'object' && value !== null && 'phone_numbers' in value
        ? { ...value, has_all_numbers: value.phone_numbers }
        : value,
    schema,
  );

/** The account data of a sub request, in a draft or submitted. */
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

const subRequest = withCompleteness(
  z.object({
    id,
    ...accountFields,
    has_all_numbers: isCompleteList,
    foc_date: text,
    status: text,
    support_key: text,
    created_at: instant,
    updated_at: instant,
  }),
);

const draftSubRequest = z.object({ id, complete: flag, phone_numbers: listOf(numberSchema) });

/** A sub request with an unreadable id would hide its numbers, so it makes the answer unreadable. */
const subRequests = z.array(subRequest).nullish();

const draftSubRequests = z.array(draftSubRequest).nullish();

export const subRequestSchema = single(subRequest);

export const subRequestListSchema = z.array(subRequest);

export const draftSubRequestSchema = single(draftSubRequest);

export const draftSubRequestListSchema = z.array(draftSubRequest);

const portRequest = withCompleteness(
  z.object({
    id,
    phone_numbers: listOf(numberSchema),
    has_all_numbers: isCompleteList,
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
  /** Present once the draft was submitted. */
  port_request_id: text,
});

export const draftSchema = single(draft);

export const draftListSchema = z.array(draft);

/** The answer to a submit. Without the id of the port request, the outcome is unknown. */
export const submittedDraftSchema = single(draft.extend({ port_request_id: id }));

/** The answer to a portability check: a list whose entries have numbers. */
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

/** The allowed time spans of a sub request; a span without both ends is dropped. */
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

/** An unreadable comment is left out. */
export const commentListSchema = z
  .array(z.unknown())
  .transform((list) => list.flatMap((one) => comment.safeParse(one).data ?? []));

const supportingDocument = z.object({ id, body: text, document_type: text, created_at: instant });

export const supportingDocumentSchema = single(supportingDocument);

export const supportingDocumentListSchema = z.array(supportingDocument);

/** A temporary URL of a document. */
export const downloadLinkSchema = single(z.object({ url: z.url() }));

/** An error of Telnyx: a message, or a list of errors. */
export const errorBodySchema = z
  .object({
    code: text,
    message: text,
    errors: listOf(z.object({ code: text, title: text, detail: text })),
  })
  .transform(({ code, message, errors }) => {
    const details = errors.flatMap(({ title, detail }) => detail ?? title ?? []);
    return {
      code: code ?? errors.find((error) => error.code !== undefined)?.code,
      text: message ?? (details.length > 0 ? details.join('; ') : undefined),
      /** The answer is a list of errors. */
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
