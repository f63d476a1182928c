import type { InputField } from '../input-fields';

/** The request fields that Telnyx's v1 API does not support. */
export const TELNYX_V1_UNSUPPORTED_FIELDS: ReadonlySet<InputField> = new Set<InputField>([
  'subscriber.type',
  'subscriber.authorizedPerson.email',
  'subscriber.authorizedPerson.phone',
  'subscriber.carrier',
  'documents',
  'notificationEmails',
]);
