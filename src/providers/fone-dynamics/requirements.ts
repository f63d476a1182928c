import type { Address, PortRequest, RequestedNumber } from '../../domain/model/request';
import type { MissingField } from '../../domain/model/snapshot';
import type { FoneDynamicsAccount } from './account';
import { accountNumberOf, addressOf } from './create-body';
import { dateIn } from './dates';
import { foneDynamicsOptions, type FoneDynamicsOptions, MISSING_ACTION, numberOptions } from './options';
import { DateTime } from 'luxon';

/** The account data that affects requirements. */
export type AccountRules = Pick<FoneDynamicsAccount, 'propertySid' | 'scope' | 'timeZone'>;

/**
 * The missing fields of a submission to Fone Dynamics. Its API requires only numbers
 * (docs/reference/fone-dynamics.md#submission); the losing carrier compares account number and address, and
 * rejects differences.
 */
export function missingFields(request: PortRequest, now: number, account: AccountRules): MissingField[] {
  const { options, wrong } = foneDynamicsOptions(request);
  return [
    ...missingAboutSubscriber(request),
    ...missingAccountNumbers(request),
    ...missingAddresses(request),
    ...missingActions(request, options, wrong.length === 0),
    ...missingAboutSchedule(request, now, account.timeZone),
    ...wrong,
    ...unreadableProperty(options, account),
  ];
}

function missingAboutSubscriber({ subscriber }: PortRequest): MissingField[] {
  const person = subscriber?.authorizedPerson;
  const required: readonly [value: string | undefined, field: string, message: string][] = [
    [person?.name, 'authorizedPerson.name', 'The name of the person who may speak for the account.'],
    [
      person?.email,
      'authorizedPerson.email',
      'The e-mail address of the person who may speak for the account.',
    ],
    [
      person?.phone,
      'authorizedPerson.phone',
      'The phone number at which the person who may speak for the account is reached by day.',
    ],
    [subscriber?.carrier, 'carrier', 'The carrier that has the numbers now.'],
  ];
  return required
    .filter(([value]) => !value?.trim())
    .map(([, field, message]) => ({ field: `subscriber.${field}`, message }));
}

function missingAccountNumbers(request: PortRequest): MissingField[] {
  const without = request.numbers.filter((number) => !accountNumberOf(request, number)?.trim());
  return missingFor(
    request,
    'subscriber.accountNumber',
    'The account number at the carrier that has the numbers now.',
    without,
  );
}

const ADDRESS_FIELDS: readonly [field: keyof Address, message: string][] = [
  ['street', 'The street and house number of the service address.'],
  ['city', 'The suburb or town of the service address.'],
  ['region', 'The state of the service address, for example NSW.'],
  ['postalCode', 'The postal code of the service address.'],
];

function missingAddresses(request: PortRequest): MissingField[] {
  return ADDRESS_FIELDS.flatMap(([field, message]) => {
    const without = request.numbers.filter((number) => !addressOf(request, number)?.[field]?.trim());
    // For a number with an address of its own, the missing fields are those of that address.
    const own = without.filter(({ address }) => address !== undefined);
    const usual = without.filter(({ address }) => address === undefined);
    return [
      ...missingFor(request, `subscriber.address.${field}`, message, usual),
      ...missingFor(request, `numbers.address.${field}`, message, own),
    ];
  });
}

function missingActions(
  request: PortRequest,
  options: FoneDynamicsOptions,
  isReadable: boolean,
): MissingField[] {
  const ofNumbers = request.numbers.map((number) => ({ number, ...numberOptions(number) }));
  const wrong = ofNumbers.flatMap((number) => number.wrong);
  // Invalid options are reported already, and this field may be the invalid one.
  if (options.incomingAction !== undefined || !isReadable) return wrong;
  const without = ofNumbers.filter(
    (number) => number.incomingAction === undefined && number.wrong.length === 0,
  );
  return [
    ...wrong,
    ...missingFor(
      request,
      MISSING_ACTION.field,
      MISSING_ACTION.message,
      without.map(({ number }) => number),
    ),
  ];
}

/** A past day is refused. The required lead is not published; hours cannot be requested. */
function missingAboutSchedule(
  { schedule: { date } }: PortRequest,
  now: number,
  timeZone: string,
): MissingField[] {
  if (date === 'asap') return [];
  const today = dateIn(timeZone, now);
  if (DateTime.fromISO(date).isValid && date >= today) return [];
  return [{ field: 'schedule.date', message: `The wanted date: ${today} or later, or asap.` }];
}

/** A port whose order is in a property that is not read would never see a change. */
function unreadableProperty({ propertySid }: FoneDynamicsOptions, account: AccountRules): MissingField[] {
  if (propertySid === undefined || propertySid === account.propertySid || account.scope === 'account') {
    return [];
  }
  return [
    {
      field: 'providerOptions.fone-dynamics.propertySid',
      message:
        'The property of this account, which reads no other: leave it out, or have the account read all.',
    },
  ];
}

function missingFor(
  request: PortRequest,
  field: string,
  message: string,
  without: readonly RequestedNumber[],
): MissingField[] {
  if (without.length === 0) return [];
  const numbers = without.map(({ phoneNumber }) => phoneNumber);
  return [{ field, message, ...(numbers.length < request.numbers.length && { numbers }) }];
}
