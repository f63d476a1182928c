import type { InputField } from '../input-fields';

/** The request fields that Twilio does not support. */
export const TWILIO_UNSUPPORTED_FIELDS: ReadonlySet<InputField> = new Set<InputField>([
  'numbers[].billingPhoneNumber',
  'numbers[].address',
  'subscriber.authorizedPerson.phone',
  'subscriber.carrier',
  'subscriber.taxId',
  'subscriber.businessId',
  'portScope',
]);
