import type { PortRequest, RequestedNumber, Subscriber } from '../domain/model/request';

const ofNumber =
  (field: keyof RequestedNumber) =>
  ({ numbers }: PortRequest): boolean =>
    numbers.some((number) => number[field] !== undefined);

const ofSubscriber =
  (field: keyof Subscriber) =>
  ({ subscriber }: PortRequest): boolean =>
    subscriber?.[field] !== undefined;

/** A request field that some provider does not support, by its path, as docs/providers.md names it. */
export type InputField =
  | 'numbers[].pin'
  | 'numbers[].billingPhoneNumber'
  | 'numbers[].address'
  | 'subscriber.name'
  | 'subscriber.type'
  | 'subscriber.authorizedPerson.email'
  | 'subscriber.authorizedPerson.phone'
  | 'subscriber.carrier'
  | 'subscriber.billingPhoneNumber'
  | 'subscriber.taxId'
  | 'subscriber.businessId'
  | 'portScope'
  | 'schedule.timeRange'
  | 'documents'
  | 'notificationEmails';

/** Whether a request uses each of these fields. */
const FIELDS: Readonly<Record<InputField, (request: PortRequest) => boolean>> = {
  'numbers[].pin': ofNumber('pin'),
  'numbers[].billingPhoneNumber': ofNumber('billingPhoneNumber'),
  'numbers[].address': ofNumber('address'),
  'subscriber.name': ofSubscriber('name'),
  'subscriber.type': ofSubscriber('type'),
  'subscriber.authorizedPerson.email': ({ subscriber }) => subscriber?.authorizedPerson?.email !== undefined,
  'subscriber.authorizedPerson.phone': ({ subscriber }) => subscriber?.authorizedPerson?.phone !== undefined,
  'subscriber.carrier': ofSubscriber('carrier'),
  'subscriber.billingPhoneNumber': ofSubscriber('billingPhoneNumber'),
  'subscriber.taxId': ofSubscriber('taxId'),
  'subscriber.businessId': ofSubscriber('businessId'),
  // A full port is the default, so it does not count as a given value.
  portScope: ({ portScope }) => portScope.type === 'partial',
  'schedule.timeRange': ({ schedule }) => schedule.timeRange !== undefined,
  documents: ({ documents }) => documents.some(({ providerId }) => providerId !== undefined),
  notificationEmails: ({ notificationEmails }) => notificationEmails.length > 0,
};

/** The given fields that the provider does not support. They are not sent. */
export function unsupportedFieldsOf(
  request: PortRequest,
  unsupportedFields: ReadonlySet<InputField>,
): InputField[] {
  return (Object.keys(FIELDS) as InputField[]).filter(
    (field) => unsupportedFields.has(field) && FIELDS[field](request),
  );
}
