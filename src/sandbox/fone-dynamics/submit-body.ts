import { z } from 'zod';
import { isE164 } from '../phone-numbers';

const filled = z.string().regex(/\S/, 'must not be blank');
const optionalText = z.string().nullish();

const portingNumber = z
  .looseObject({
    Number: z.string().refine(isE164, 'must be E.164'),
    PortType: z.literal('Cat-A', { error: 'only Cat-A is supported' }),
    PortAddress: optionalText,
    IncomingActionType: z.enum(['Answering Point', 'Flow']).nullish(),
    IncomingActionId: optionalText,
    IncomingAnswerPoint: optionalText,
  })
  .refine(
    (number) => number.IncomingActionType !== 'Flow' || filled.safeParse(number.IncomingActionId).success,
    {
      path: ['IncomingActionId'],
      message: 'is required for a Flow',
    },
  )
  .refine(
    (number) =>
      number.IncomingActionType !== 'Answering Point' || filled.safeParse(number.IncomingAnswerPoint).success,
    { path: ['IncomingAnswerPoint'], message: 'is required for an Answering Point' },
  );

/**
 * The body of a submission (docs/reference/fone-dynamics.md#submission): only the numbers are required.
 * Undocumented keys are accepted.
 */
const submitBody = z
  .looseObject({
    CustomerDescription: optionalText,
    AuthorisedContactName: optionalText,
    AuthorisedContactEmail: optionalText,
    DaytimeContactNumber: optionalText,
    CurrentCarrier: optionalText,
    CurrentCarrierAccountNo: optionalText,
    PreferredPortSchedule: z.enum(['ASAP', 'Date']).nullish(),
    PreferredPortDate: z.iso.date('must be a date, YYYY-MM-DD').nullish(),
    WebHookURL: z
      .string()
      .refine((text) => URL.canParse(text) && /^https?:/.test(text), 'must be an http(s) URL')
      .nullish(),
    PortingNumbers: z.array(portingNumber).min(1, 'must name at least one number'),
  })
  .refine((body) => body.PreferredPortSchedule !== 'Date' || body.PreferredPortDate != null, {
    path: ['PreferredPortDate'],
    message: 'is required for the schedule Date',
  });

export type SubmitBody = z.infer<typeof submitBody>;

/** The error of an invalid submission: its code, and the fields. */
export interface Fault {
  readonly code: string;
  readonly message: string;
  readonly fields: readonly string[];
}

/**
 * Parses a submission.
 *
 * @param now - the real time, also with shortened days
 */
export function readSubmitBody(value: unknown, now: number): SubmitBody | Fault {
  const parsed = submitBody.safeParse(value);
  if (!parsed.success) {
    const { issues } = parsed.error;
    return {
      code: 'PARAMETER_REQUIRED',
      message: issues.map((issue) => `${issue.path.join('.') || 'body'}: ${issue.message}`).join('; '),
      fields: [...new Set(issues.map((issue) => issue.path.join('.') || 'PortingNumbers'))],
    };
  }
  const body = parsed.data;
  if (body.PortingNumbers.some((entry) => !entry.Number.startsWith('+61'))) {
    return {
      code: 'COUNTRY_UNAVAILABLE',
      message: 'Only Australian numbers can be ported',
      fields: ['Number'],
    };
  }
  // The accepted days are not published. A day that is past everywhere is refused.
  const yesterday = new Date(now - 86_400_000).toISOString().slice(0, 10);
  if (body.PreferredPortDate != null && body.PreferredPortDate < yesterday) {
    return {
      code: 'CONFLICTING_PARAMETERS',
      message: 'PreferredPortDate is over',
      fields: ['PreferredPortDate'],
    };
  }
  return body;
}

export function isFault(read: SubmitBody | Fault): read is Fault {
  return 'fields' in read && 'code' in read;
}
