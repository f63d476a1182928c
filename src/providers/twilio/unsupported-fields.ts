import type { InputField } from '../input-fields';

/** What of a request Twilio has no room for. */
export const TWILIO_UNTAKEN: ReadonlySet<InputField> = new Set<InputField>([
  'numbers[].billingPhoneNumber',
  'numbers[].address',
  'subscriber.authorizedPerson.phone',
  'subscriber.carrier',
  'subscriber.taxId',
  'subscriber.businessId',
  'portScope',
]);
