import type { Instant } from '../../domain/model/time';
import { instantFrom, isTimestamp } from '../dates';
import { asText } from '../foreign-text';
import { z } from 'zod';

/**
 * What Fone Dynamics answers, read tolerantly: two pages are published (docs/reference/fone-dynamics.md#scope). A field
 * that cannot be read counts as absent; only what an answer is worthless without makes it unreadable. Unknown fields
 * fall away, and so do the contact's name, the account number and the webhook URL, which go no further than this file.
 */

/** Seconds of today have ten digits; thirteen are milliseconds, whatever the documentation says. */
const SMALLEST_IN_MILLISECONDS = 100_000_000_000;

/** A number of seconds since 1970, or of milliseconds; undefined when it is no number. */
function numberAsInstant(raw: string): Instant | undefined {
  if (!/^-?\d+(?:\.\d+)?$/.test(raw)) return undefined;
  const number = Number(raw);
  return Math.round(Math.abs(number) >= SMALLEST_IN_MILLISECONDS ? number : number * 1000);
}

/** When something happened; absent when that cannot be read, or cannot be. */
function asInstant(value: unknown): Instant | undefined {
  const raw = asText(value);
  if (raw === undefined) return undefined;
  const instant =
    numberAsInstant(raw) ?? instantFrom(/^\d{4}-\d{2}-\d{2}$/.test(raw) ? `${raw}T00:00:00Z` : raw);
  return instant !== undefined && isTimestamp(instant) ? instant : undefined;
}

/**
 * A date as it is written, and the instant that it stands for where its form is known: seconds
 * (docs/reference/fone-dynamics.md#dates), or ISO 8601.
 * Whether it can be meant is for dates.ts to say.
 */
export interface WrittenDate {
  readonly raw: string;
  readonly instant?: Instant;
}

/** No computer has a date beyond it. */
const LAST_OF_ALL = 8.64e15;

/** Zero is how an unset number is written. */
function asWrittenDate(value: unknown): WrittenDate | undefined {
  const raw = asText(value);
  if (raw === undefined || /^0+$/.test(raw)) return undefined;
  const instant = numberAsInstant(raw) ?? (FULL_DATE.test(raw) ? Date.parse(raw) : Number.NaN);
  return Math.abs(instant) < LAST_OF_ALL ? { raw, instant } : { raw };
}

/** A full date, with a time only where its offset stands beside it: no other form can be read in one way only. */
const FULL_DATE = /^\d{4}-\d{2}-\d{2}(?:[Tt]\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:[Zz]|[+-]\d{2}:\d{2}))?$/;

function asCount(value: unknown): number | undefined {
  const raw = asText(value);
  return raw !== undefined && /^\d{1,15}$/.test(raw) ? Number(raw) : undefined;
}

/** A text, or a number where a text was promised. */
const text = z
  .unknown()
  .optional()
  .transform((value) => asText(value));

/** Unix seconds, UTC (docs/reference/fone-dynamics.md#dates), as epoch milliseconds. */
const timestamp = z.unknown().optional().transform(asInstant);

const writtenDate = z.unknown().optional().transform(asWrittenDate);

/** The objects of a list; what is none of that falls away. */
const objects = <T extends z.ZodType>(item: T) =>
  z
    .unknown()
    .optional()
    .transform((list) =>
      (Array.isArray(list) ? (list as unknown[]) : []).filter(
        (entry) => typeof entry === 'object' && entry !== null && !Array.isArray(entry),
      ),
    )
    .pipe(z.array(item));

const statusChangeSchema = z.object({
  FdxStatusFrom: text,
  FdxStatusTo: text,
  /** Codes of the losing carrier; their meaning is not published. */
  CarrierPortingStatusFrom: text,
  CarrierPortingStatusTo: text,
  Created: timestamp,
});

const portingNumberSchema = z.object({
  Number: text,
  Status: text,
  StatusHistory: objects(statusChangeSchema),
});

/** A PortingRequest: the whole order with its numbers. Without its number it is nobody's. */
export const portingRequestSchema = z.object({
  PortingNo: z
    .unknown()
    .transform((value) => asText(value))
    .pipe(z.string()),
  PropertySid: text,
  CustomerDescription: text,
  Created: timestamp,
  /** A day, as the midnight UTC with which it begins. */
  PortDate: writtenDate,
  Status: text,
  PortingNumbers: objects(portingNumberSchema),
});

/**
 * One page of the status list. `NextPageToken` is not read (docs/reference/fone-dynamics.md#paging). A row that cannot be
 * read hides no other, but is counted: it is an order that stays invisible. An answer without a list says nothing.
 */
export const statusPageSchema = z
  .object({
    PortingRequests: z.array(z.unknown()).nullish(),
    TotalCount: z.unknown().optional().transform(asCount),
  })
  .refine((page) => page.PortingRequests != null || page.TotalCount === 0, {
    path: ['PortingRequests'],
    message: 'is missing',
  })
  .transform(({ PortingRequests, TotalCount }) => {
    const rows = PortingRequests ?? [];
    const requests = rows.flatMap((row) => portingRequestSchema.safeParse(row).data ?? []);
    return { requests, unreadable: rows.length - requests.length, total: TotalCount };
  });

/**
 * The answer to a submission, whose form is not published: the request, wrapped or bare; undefined for JSON that names
 * no request.
 */
export const submitAnswerSchema = z.union([
  z.object({ PortingRequest: portingRequestSchema }).transform(({ PortingRequest }) => PortingRequest),
  portingRequestSchema,
  z.unknown().transform(() => undefined),
]);

/** ServiceStack's form of a refusal (docs/reference/fone-dynamics.md#errors); what else it may hold falls away. */
export const errorBodySchema = z
  .object({
    ResponseStatus: z.object({
      ErrorCode: text,
      Message: text,
      Errors: objects(z.object({ FieldName: text })),
    }),
  })
  .transform(({ ResponseStatus: { ErrorCode, Message, Errors } }) => ({
    code: ErrorCode,
    text: Message,
    fields: Errors.flatMap(({ FieldName }) => FieldName ?? []),
  }))
  .refine((error) => error.code !== undefined || error.text !== undefined);

export type PortingRequest = z.infer<typeof portingRequestSchema>;

export type PortingNumber = PortingRequest['PortingNumbers'][number];

export type StatusChange = PortingNumber['StatusHistory'][number];

export type ErrorBody = z.infer<typeof errorBodySchema>;
