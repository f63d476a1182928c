import { isMobile, isTollFree } from '../phone-numbers';

/** What Twilio finds out about a number by looking at it. */
export interface NumberFacts {
  readonly type: 'LOCAL' | 'MOBILE' | 'TOLL-FREE' | 'UNKNOWN';
  readonly country: string | null;
  /** Why such a number cannot be ported at all. */
  readonly notPortable?: number;
}

/**
 * Mobile are US numbers whose third digit from the end is a 9 (`+12125550900`); other US numbers are local. Toll-free
 * numbers are left to support, as the API does not take them; other countries are not portable here.
 */
export function factsOf(phoneNumber: string): NumberFacts {
  if (!phoneNumber.startsWith('+1')) return { type: 'UNKNOWN', country: null, notPortable: 22130 };
  if (isTollFree(phoneNumber)) return { type: 'TOLL-FREE', country: 'US', notPortable: 22133 };
  return { type: isMobile(phoneNumber) ? 'MOBILE' : 'LOCAL', country: 'US' };
}
