import type { PortRequest, RequestedNumber, Subscriber } from '../domain/model/request';

const ofNumber =
  (field: keyof RequestedNumber) =>
  ({ numbers }: PortRequest): boolean =>
    numbers.some((number) => number[field] !== undefined);

const ofSubscriber =
  (field: keyof Subscriber) =>
  ({ subscriber }: PortRequest): boolean =>
    subscriber?.[field] !== undefined;

/** The fields of a request that some provider has no room for, and whether a request says something there. */
const FIELDS = {
  'numbers[].pin': ofNumber('pin'),
  'numbers[].billingPhoneNumber': ofNumber('billingPhoneNumber'),
  'numbers[].address': ofNumber('address'),
  'subscriber.name': ofSubscriber('name'),
  'subscriber.type': ofSubscriber('type'),
  'subscriber.authorizedPerson.email': ({ subscriber }: PortRequest) =>
    subscriber?.authorizedPerson?.email !== undefined,
  'subscriber.authorizedPerson.phone': ({ subscriber }: PortRequest) =>
    subscriber?.authorizedPerson?.phone !== undefined,
  'subscriber.carrier': ofSubscriber('carrier'),
  'subscriber.billingPhoneNumber': ofSubscriber('billingPhoneNumber'),
  'subscriber.taxId': ofSubscriber('taxId'),
  'subscriber.businessId': ofSubscriber('businessId'),
  // The whole account moves unless somebody says otherwise, so that alone is no wish.
  portScope: ({ portScope }: PortRequest) => portScope.type === 'partial',
  'schedule.timeRange': ({ schedule }: PortRequest) => schedule.timeRange !== undefined,
  documents: ({ documents }: PortRequest) => documents.some(({ providerId }) => providerId !== undefined),
  notificationEmails: ({ notificationEmails }: PortRequest) => notificationEmails.length > 0,
} as const;

/** A field of a request by its path, as docs/providers.md names it. */
export type InputField = keyof typeof FIELDS;

/** What a request says and its provider does not take: it stays here, and nobody there reads it. */
export function untakenFields(request: PortRequest, untaken: ReadonlySet<InputField>): InputField[] {
  return (Object.keys(FIELDS) as InputField[]).filter(
    (field) => untaken.has(field) && FIELDS[field](request),
  );
}
