import { isMobile, isTollFree } from '../phone-numbers';

/** Why a number cannot be ported (docs/reference/telnyx-v1.md#not-portable-reasons). */
export type NonPortableReason =
  'invalid_phone_number' | 'lrn_data_not_found' | 'no_coverage' | 'already_being_ported' | 'telnyx_number';

/** The result of Telnyx's lookup of a number. */
export interface NumberFacts {
  /** Null if it is not a phone number. */
  readonly e164: string | null;
  readonly coverage: 'nanp_generic' | 'nanp_toll_free' | 'international' | 'invalid';
  /** The losing carrier; null if unknown. */
  readonly carrier: string | null;
  /** "0" wireline, "1" wireless. */
  readonly svtype: '0' | '1' | null;
  /** Why a number of this kind cannot be ported. */
  readonly notPortable?: NonPortableReason;
}

/** Converts to E.164; ten North American digits with usual punctuation are accepted too. */
export function toE164(raw: string): string | undefined {
  const digits = raw.replace(/[\s().-]/g, '');
  if (/^\d{10}$/.test(digits)) return `+1${digits}`;
  if (/^1\d{10}$/.test(digits)) return `+${digits}`;
  if (digits.startsWith('+1')) return /^\+1\d{10}$/.test(digits) ? digits : undefined;
  return /^\+[2-9]\d{6,14}$/.test(digits) ? digits : undefined;
}

/**
 * The fifth digit from the end chooses the losing carrier, so that a test can control it: `+12125550100` is
 * at `Carrier 5`, `+12125560100` at `Carrier 6`. Toll-free numbers have a separate one.
 */
export function factsOf(raw: string): NumberFacts {
  const e164 = toE164(raw);
  const unknownCarrier = { carrier: null, svtype: null };
  if (e164 === undefined) {
    return { e164: null, coverage: 'invalid', ...unknownCarrier, notPortable: 'invalid_phone_number' };
  }
  if (!e164.startsWith('+1')) {
    return { e164, coverage: 'international', ...unknownCarrier, notPortable: 'no_coverage' };
  }
  if (isTollFree(e164))
    return { e164, coverage: 'nanp_toll_free', carrier: 'Toll-Free Carrier', svtype: '0' };
  const carrier = `Carrier ${e164.at(-5) ?? ''}`;
  return { e164, coverage: 'nanp_generic', carrier, svtype: isMobile(e164) ? '1' : '0' };
}
