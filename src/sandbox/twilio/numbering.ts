/** What Twilio finds out about a number by looking at it. */
export interface NumberFacts {
  readonly type: 'LOCAL' | 'MOBILE' | 'TOLL-FREE' | 'UNKNOWN';
  readonly country: string | null;
  /** Why such a number cannot be ported at all. */
  readonly notPortable?: number;
}

const TOLL_FREE = /^\+18(00|33|44|55|66|77|88)/;

export function isE164(text: string): boolean {
  return /^\+[1-9]\d{6,14}$/.test(text);
}

/**
 * Mobile are US numbers whose third digit from the end is a 9 (`+12125550900`); other US numbers are local. Toll-free
 * numbers are left to support, as the API does not take them; other countries are not portable here.
 */
export function factsOf(phoneNumber: string): NumberFacts {
  if (!phoneNumber.startsWith('+1')) return { type: 'UNKNOWN', country: null, notPortable: 22130 };
  if (TOLL_FREE.test(phoneNumber)) return { type: 'TOLL-FREE', country: 'US', notPortable: 22133 };
  return { type: phoneNumber.at(-3) === '9' ? 'MOBILE' : 'LOCAL', country: 'US' };
}
