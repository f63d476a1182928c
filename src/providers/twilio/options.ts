import type { PortRequest } from '../../domain/model/request';
import type { MissingField } from '../../domain/model/snapshot';
import { isSid, type SidKind } from './sids';
import { z } from 'zod';

const sidOption = (kind: SidKind, what: string) =>
  z
    .string()
    .trim()
    .refine((text) => isSid(kind, text), { error: `${what}: ${kind} and 32 hex digits.` })
    .nullish();

/** `providerOptions.twilio` of a port request. Null means the same as absent. */
const optionsSchema = z.strictObject({
  /** The account or sub-account that will own the numbers; default: the account of the credentials. */
  targetAccountSid: sidOption('AC', 'The account that will own the numbers'),
  /** A Twilio address to use instead of `subscriber.address`. Twilio copies it when the order is created. */
  addressSid: sidOption('AD', 'The Twilio address of the account holder'),
  /** A regulatory bundle, for countries that require one. */
  bundleSid: sidOption('BU', 'The regulatory bundle'),
});

/** The Twilio options of a request. */
export interface TwilioOptions {
  readonly targetAccountSid?: string;
  readonly addressSid?: string;
  readonly bundleSid?: string;
}

/** Reads the Twilio options of a request, with the fields that are invalid. */
export function twilioOptions(request: Pick<PortRequest, 'providerOptions'>): {
  options: TwilioOptions;
  wrong: MissingField[];
} {
  const parsed = optionsSchema.safeParse(request.providerOptions['twilio'] ?? {});
  if (parsed.success) {
    const given = Object.entries(parsed.data).filter(([, value]) => typeof value === 'string');
    return { options: Object.fromEntries(given), wrong: [] };
  }
  const wrong = parsed.error.issues.map((issue) => ({
    field: ['providerOptions', 'twilio', ...issue.path.map(String)].join('.'),
    message: issue.message,
  }));
  return { options: {}, wrong };
}
