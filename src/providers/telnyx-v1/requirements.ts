import { missingHour } from '../../contract/local-hours';
import type { Address, PortRequest } from '../../domain/model/request';
import type { MissingField } from '../../domain/model/snapshot';
import { firstZone, zonesOf } from '../country-zones';
import { losingAccount, type LosingAccount } from './losing-account';
import { countryOfNumber } from './number-facts';
import { optionField, telnyxOptions } from './options';
import { DateTime } from 'luxon';

/**
 * The missing fields of a submission to Telnyx: the fields that the PUT of a sub request requires
 * (docs/reference/telnyx-v1.md#sub-request-data). Only Telnyx has the allowed dates, once it has grouped the
 * numbers.
 */
export function missingFields(request: PortRequest, now: number, accountZone?: string): MissingField[] {
  return [
    ...missingAboutSubscriber(request),
    ...missingAboutNumbers(request),
    ...missingAboutScope(request),
    ...missingAboutSchedule(request, now, accountZone),
    ...missingOptions(request),
  ];
}

function missingAboutSubscriber({ subscriber }: PortRequest): MissingField[] {
  if (subscriber?.authorizedPerson?.name?.trim()) return [];
  const message = 'The first and last name of the person who may sign for the account.';
  return [{ field: 'subscriber.authorizedPerson.name', message }];
}

const STATE = /^[A-Za-z]{2}$/;

const ADDRESS_FIELDS: readonly [part: keyof Address, message: string, isGood?: (text: string) => boolean][] =
  [
    ['street', 'The street and house number of the billing address.'],
    ['city', 'The city of the billing address.'],
    [
      'region',
      'The state of the billing address as two letters, for example NY.',
      (text) => STATE.test(text),
    ],
    ['postalCode', 'The postal code of the billing address.'],
    ['country', 'The country of the billing address, for example US.'],
  ];

function missingAboutNumbers(request: PortRequest): MissingField[] {
  const accounts = request.numbers.map((number) => losingAccount(number, request));
  const missing: MissingField[] = [];
  const addMissing = (field: string, message: string, without: readonly LosingAccount[]) => {
    if (without.length === 0) return;
    const isAll = without.length === accounts.length;
    const numbers = without.map(({ phoneNumber }) => phoneNumber);
    missing.push({ field, message, ...(!isAll && { numbers }) });
  };
  addMissing(
    'subscriber.billingPhoneNumber',
    'The billing phone number of the account at the losing carrier.',
    accounts.filter(({ billingPhoneNumber }) => !billingPhoneNumber?.trim()),
  );
  for (const where of ['subscriber.address', 'numbers.address'] as const) {
    const here = accounts.filter(({ addressField }) => addressField === where);
    for (const [part, message, isWellFormed = () => true] of ADDRESS_FIELDS) {
      const isValid = (text = '') => text.trim() !== '' && isWellFormed(text.trim());
      addMissing(
        `${where}.${part}`,
        message,
        here.filter(({ address }) => !isValid(address?.[part])),
      );
    }
  }
  return missing;
}

/**
 * Numbers that stay need another billing number when the old one moves
 * (docs/reference/telnyx-v1.md#porting-option).
 */
function missingAboutScope({ portScope }: PortRequest): MissingField[] {
  if (portScope.type === 'full' || portScope.remainingNumbers !== 'keep') return [];
  if (portScope.newBillingPhoneNumber?.trim()) return [];
  const message = 'The billing phone number of the numbers that stay with the losing carrier.';
  return [{ field: 'portScope.newBillingPhoneNumber', message }];
}

/** Without a zone, a day is past when it is past everywhere in the country. */
function missingAboutSchedule(
  { schedule, numbers }: PortRequest,
  now: number,
  accountZone: string | undefined,
): MissingField[] {
  const { date, timeRange } = schedule;
  if (date === 'asap') return [];
  const zone = firstZone(schedule.timeZone, accountZone);
  const missing: MissingField[] = [];
  if (timeRange !== undefined && zone === undefined) {
    missing.push({
      field: 'schedule.timeZone',
      message: 'The time zone of the wanted hours, for example America/New_York.',
    });
  }
  const skipped = missingHour(schedule, zone);
  if (skipped !== undefined)
    missing.push({
      field: 'schedule.timeRange',
      message: `Another ${skipped.which}: this hour ${skipped.why}.`,
    });
  const { westernmost } = zonesOf(countryOfNumber(numbers[0]?.phoneNumber ?? ''));
  const today = DateTime.fromMillis(now, { zone: zone ?? westernmost }).toISODate() ?? '';
  if (!DateTime.fromISO(date).isValid || date < today) {
    missing.push({ field: 'schedule.date', message: `The wanted date: ${today} or later, or asap.` });
  }
  return missing;
}

function missingOptions(request: PortRequest): MissingField[] {
  const { options, wrong } = telnyxOptions(request);
  if (wrong.length > 0 || options.connectionId !== undefined) return wrong;
  const message = 'The Telnyx connection that the numbers get when they have moved.';
  return [{ field: optionField('connectionId'), message }];
}
