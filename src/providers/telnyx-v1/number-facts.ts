import { countryOf } from '../../contract/phone-number';
import type { TelnyxNumber } from './schemas';

/** `svtype`: "0" wireline, "1" wireless, "2" VoIP (docs/reference/telnyx-v1.md#number-types). */
const SERVICE_TYPES: ReadonlyMap<string, string> = new Map([
  ['0', 'local'],
  ['1', 'mobile'],
  ['2', 'voip'],
]);

/** The type of a number; undefined if Telnyx does not give it. */
export function numberType(number: Pick<TelnyxNumber, 'svtype' | 'coverage_category'>): string | undefined {
  if (number.coverage_category === 'nanp_toll_free') return 'toll_free';
  return SERVICE_TYPES.get(number.svtype ?? '');
}

/** The country of one number, ISO 3166: Telnyx does not give it, and `+1` covers several countries. */
export function countryOfNumber(phoneNumber: string): string | undefined {
  return countryOf({ numbers: [{ phoneNumber }] });
}
