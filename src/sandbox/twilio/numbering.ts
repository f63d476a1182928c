import { isMobile, isTollFree } from '../phone-numbers';

/** The result of Twilio's lookup of a number. */
export interface NumberFacts {
  readonly type: 'LOCAL' | 'MOBILE' | 'TOLL-FREE' | 'UNKNOWN';
  readonly country: string | null;
  /** Why a number of this kind cannot be ported. */
  readonly notPortable?: number;
}

/**
 * A US number whose third digit from the end is 9 is mobile (`+12125550900`); other US numbers are local.
 * Toll-free numbers need support, because the API does not take them; other countries are not portable.
 */
export function factsOf(phoneNumber: string): NumberFacts {
  if (!phoneNumber.startsWith('+1')) return { type: 'UNKNOWN', country: null, notPortable: 22130 };
  if (isTollFree(phoneNumber)) return { type: 'TOLL-FREE', country: 'US', notPortable: 22133 };
  return { type: isMobile(phoneNumber) ? 'MOBILE' : 'LOCAL', country: 'US' };
}
