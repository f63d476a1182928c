import type { InputField } from '../input-fields';

/** What of a request Fone Dynamics has no room for. */
export const FONE_DYNAMICS_UNTAKEN: ReadonlySet<InputField> = new Set<InputField>([
  'numbers[].pin',
  'numbers[].billingPhoneNumber',
  'subscriber.name',
  'subscriber.type',
  'subscriber.billingPhoneNumber',
  'subscriber.taxId',
  'subscriber.businessId',
  'portScope',
  'schedule.timeRange',
  'documents',
  'notificationEmails',
]);
