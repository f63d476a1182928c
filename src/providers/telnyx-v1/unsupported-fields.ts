import type { InputField } from '../input-fields';

/** What of a request Telnyx’s v1 API has no room for. */
export const TELNYX_V1_UNTAKEN: ReadonlySet<InputField> = new Set<InputField>([
  'subscriber.type',
  'subscriber.authorizedPerson.email',
  'subscriber.authorizedPerson.phone',
  'subscriber.carrier',
  'documents',
  'notificationEmails',
]);
