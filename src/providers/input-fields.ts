import type { PortRequest, RequestedNumber, Subscriber } from '../domain/model/request';

const ofNumber =
  (field: keyof RequestedNumber) =>
  ({ numbers }: PortRequest): boolean =>
    numbers.some((number) => number[field] !== undefined);

const ofSubscriber =
  (field: keyof Subscriber) =>
  ({ subscriber }: PortRequest): boolean =>
    subscriber?.[field] !== undefined;

/** A field of a request that some provider has no room for, by its path, as docs/providers.md names it. */
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

/** Those fields, and whether a request says something there. */
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
  // The whole account moves unless somebody says otherwise, so that alone is no wish.
  portScope: ({ portScope }) => portScope.type === 'partial',
  'schedule.timeRange': ({ schedule }) => schedule.timeRange !== undefined,
  documents: ({ documents }) => documents.some(({ providerId }) => providerId !== undefined),
  notificationEmails: ({ notificationEmails }) => notificationEmails.length > 0,
};

/** What a request says and its provider does not take: it stays here, and nobody there reads it. */
export function unsupportedFieldsOf(
  request: PortRequest,
  unsupportedFields: ReadonlySet<InputField>,
): InputField[] {
  return (Object.keys(FIELDS) as InputField[]).filter(
    (field) => unsupportedFields.has(field) && FIELDS[field](request),
  );
}
