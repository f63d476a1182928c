import { isMobile, isTollFree } from '../phone-numbers';

/** Why a number cannot be ported (docs/reference/telnyx-v1.md#not-portable-reasons). */
export type NonPortableReason =
  'invalid_phone_number' | 'lrn_data_not_found' | 'no_coverage' | 'already_being_ported' | 'telnyx_number';

/** What Telnyx finds out about a number by looking it up. */
export interface NumberFacts {
  /** Null for what is no phone number. */
  readonly e164: string | null;
  readonly coverage: 'nanp_generic' | 'nanp_toll_free' | 'international' | 'invalid';
  /** The losing carrier; null where it is not known. */
  readonly carrier: string | null;
  /** "0" wireline, "1" wireless. */
  readonly svtype: '0' | '1' | null;
  /** Why such a number cannot be ported at all. */
  readonly notPortable?: NonPortableReason;
}

/** E.164 of what was sent: also ten digits of North America, with the usual punctuation. */
export function toE164(raw: string): string | undefined {
  const digits = raw.replace(/[\s().-]/g, '');
  if (/^\d{10}$/.test(digits)) return `+1${digits}`;
  if (/^1\d{10}$/.test(digits)) return `+${digits}`;
  if (digits.startsWith('+1')) return /^\+1\d{10}$/.test(digits) ? digits : undefined;
  return /^\+[2-9]\d{6,14}$/.test(digits) ? digits : undefined;
}

/**
 * The losing carrier is chosen by the fifth digit from the end, so that a test can steer it: `+12125550100` is at
 * `Carrier 5`, `+12125560100` at `Carrier 6`. Toll-free numbers have one of their own.
 */
export function factsOf(raw: string): NumberFacts {
  const e164 = toE164(raw);
  const nobody = { carrier: null, svtype: null };
  if (e164 === undefined) {
    return { e164: null, coverage: 'invalid', ...nobody, notPortable: 'invalid_phone_number' };
  }
  if (!e164.startsWith('+1')) {
    return { e164, coverage: 'international', ...nobody, notPortable: 'no_coverage' };
  }
  if (isTollFree(e164))
    return { e164, coverage: 'nanp_toll_free', carrier: 'Toll-Free Carrier', svtype: '0' };
  const carrier = `Carrier ${e164.at(-5) ?? ''}`;
  return { e164, coverage: 'nanp_generic', carrier, svtype: isMobile(e164) ? '1' : '0' };
}
