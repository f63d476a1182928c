import type { InputField } from '../input-fields';

/** The request fields that Fone Dynamics does not support. */
export const FONE_DYNAMICS_UNSUPPORTED_FIELDS: ReadonlySet<InputField> = new Set<InputField>([
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
