import type { Instant } from '../../domain/model/time';
import { instantFrom, isTimestamp } from '../dates';
import { asText } from '../foreign-text';
import { z } from 'zod';

/**
 * Answers of Fone Dynamics, parsed tolerantly: only two pages are published
 * (docs/reference/fone-dynamics.md#scope). An unreadable field counts as absent; an answer is unreadable only
 * without the fields that it is worthless without. Unknown fields are dropped, and so are the contact's name,
 * the account number and the webhook URL, which do not leave this file.
 */

/**
 * Current timestamps in seconds have ten digits. Thirteen digits are milliseconds, against the documentation.
 */
const SMALLEST_IN_MILLISECONDS = 100_000_000_000;

/** Parses seconds or milliseconds since 1970; undefined if the text is no number. */
function numberAsInstant(raw: string): Instant | undefined {
  if (!/^-?\d+(?:\.\d+)?$/.test(raw)) return undefined;
  const number = Number(raw);
  return Math.round(Math.abs(number) >= SMALLEST_IN_MILLISECONDS ? number : number * 1000);
}

/** Parses the time of an event; undefined if unreadable or implausible. */
function asInstant(value: unknown): Instant | undefined {
  const raw = asText(value);
  if (raw === undefined) return undefined;
  const instant =
    numberAsInstant(raw) ?? instantFrom(/^\d{4}-\d{2}-\d{2}$/.test(raw) ? `${raw}T00:00:00Z` : raw);
  return instant !== undefined && isTimestamp(instant) ? instant : undefined;
}

/**
 * A date as written, and its instant if the format is known: seconds (docs/reference/fone-dynamics.md#dates),
 * or ISO 8601. `dates.ts` checks whether it is plausible.
 */
export interface WrittenDate {
  readonly raw: string;
  readonly instant?: Instant;
}

/** The maximum of JavaScript's `Date`. */
const LAST_OF_ALL = 8.64e15;

/** A zero stands for an unset number. */
function asWrittenDate(value: unknown): WrittenDate | undefined {
  const raw = asText(value);
  if (raw === undefined || /^0+$/.test(raw)) return undefined;
  const instant = numberAsInstant(raw) ?? (FULL_DATE.test(raw) ? Date.parse(raw) : Number.NaN);
  return Math.abs(instant) < LAST_OF_ALL ? { raw, instant } : { raw };
}

/** A full date, with a time only if it has an offset. Any other format is ambiguous. */
const FULL_DATE = /^\d{4}-\d{2}-\d{2}(?:[Tt]\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:[Zz]|[+-]\d{2}:\d{2}))?$/;

function asCount(value: unknown): number | undefined {
  const raw = asText(value);
  return raw !== undefined && /^\d{1,15}$/.test(raw) ? Number(raw) : undefined;
}

/** A text; a number is accepted as text. */
const text = z
  .unknown()
  .optional()
  .transform((value) => asText(value));

/** Unix seconds, UTC (docs/reference/fone-dynamics.md#dates), as epoch milliseconds. */
const timestamp = z.unknown().optional().transform(asInstant);

const writtenDate = z.unknown().optional().transform(asWrittenDate);

/** A list of objects; other entries are dropped. */
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

/** A porting request: the whole order with its numbers. `PortingNo` is required. */
export const portingRequestSchema = z.object({
  PortingNo: z
    .unknown()
    .transform((value) => asText(value))
    .pipe(z.string()),
  PropertySid: text,
  CustomerDescription: text,
  Created: timestamp,
  /** A day, written as the midnight UTC at which it begins. */
  PortDate: writtenDate,
  Status: text,
  PortingNumbers: objects(portingNumberSchema),
});

/**
 * One page of the status list. `NextPageToken` is not read (docs/reference/fone-dynamics.md#paging). An
 * unreadable row hides no other row, but it is counted: it is an order that stays invisible. A missing list
 * makes the page unreadable.
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
 * The answer to a submission, whose format is not published: the request, wrapped or bare; undefined for JSON
 * without a request.
 */
export const submitAnswerSchema = z.union([
  z.object({ PortingRequest: portingRequestSchema }).transform(({ PortingRequest }) => PortingRequest),
  portingRequestSchema,
  z.unknown().transform(() => undefined),
]);

/** ServiceStack's error format (docs/reference/fone-dynamics.md#errors); other fields are dropped. */
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
