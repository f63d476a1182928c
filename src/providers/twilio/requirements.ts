import { missingHour } from '../../contract/local-hours';
import type { PortRequest, RequestDocument } from '../../domain/model/request';
import type { MissingField, Portability } from '../../domain/model/snapshot';
import { zonesOf } from '../country-zones';
import { zoneOfSchedule } from './create-body';
import { countryOf } from './number-facts';
import { twilioOptions, type TwilioOptions } from './options';
import { isSid } from './sids';
import { DateTime } from 'luxon';

/**
 * The minimum lead of a wanted date in calendar days (docs/lifecycle.md#wanted-date). Twilio requires 7
 * (Japan: 10) in an undocumented zone, so one more day is safe in all zones
 * (docs/reference/twilio.md#port-dates).
 */
const LEAD_DAYS: Readonly<Record<string, number>> = { US: 8, JP: 11 };

const LEAD_DAYS_ELSEWHERE = 8;

/** The missing fields of a submission to Twilio. */
export function missingFields(
  request: PortRequest,
  now: number,
  check: readonly Portability[] = [],
  accountZone?: string,
): MissingField[] {
  const { options, wrong } = twilioOptions(request);
  return [
    ...missingAboutSubscriber(request, options),
    ...missingDocuments(request.documents),
    ...missingAboutNumbers(request, check),
    ...missingAboutSchedule(request, now, accountZone),
    ...wrong,
  ];
}

function missingAboutSubscriber({ subscriber }: PortRequest, options: TwilioOptions): MissingField[] {
  const person = subscriber?.authorizedPerson;
  const address = subscriber?.address;
  const required: readonly [value: string | undefined, field: string, message: string][] = [
    [subscriber?.name, 'name', 'The name of the account holder, as the losing carrier has it.'],
    [
      person?.name,
      'authorizedPerson.name',
      'The first and last name of the person who may sign for the account.',
    ],
    [
      person?.email,
      'authorizedPerson.email',
      'The e-mail address to which Twilio sends the LOA for signing.',
    ],
  ];
  const requiredAddress: typeof required = [
    [address?.street, 'address.street', 'The street and house number of the service address.'],
    [address?.city, 'address.city', 'The city of the service address.'],
    [
      address?.region,
      'address.region',
      'The state of the service address, exactly as the losing carrier has it.',
    ],
    [address?.postalCode, 'address.postalCode', 'The postal code of the service address.'],
    [address?.country, 'address.country', 'The country of the service address, for example US.'],
  ];
  // A Twilio address replaces the whole address.
  const all = options.addressSid === undefined ? [...required, ...requiredAddress] : required;
  return all
    .filter(([value]) => !value?.trim())
    .map(([, field, message]) => ({ field: `subscriber.${field}`, message }));
}

function missingDocuments(documents: readonly RequestDocument[]): MissingField[] {
  const missing: MissingField[] = [];
  const need = (message: string) => missing.push({ field: 'documents', message });
  if (!documents.some(({ type, providerId, uri }) => type === 'utility_bill' && (providerId ?? uri))) {
    need('A utility bill of the account: its uri, or the RD sid that Twilio gave it as providerId.');
  }
  if (documents.some(({ providerId }) => providerId && !isSid('RD', providerId))) {
    need('A providerId is not a Twilio document: RD and 32 hex digits.');
  }
  return missing;
}

function missingAboutNumbers(request: PortRequest, check: readonly Portability[]): MissingField[] {
  const missing: MissingField[] = [];
  const needingPin = new Set(
    check
      .filter(
        (answer) => answer.pinAndAccountNumberRequired === true || answer.type?.toLowerCase() === 'mobile',
      )
      .map((answer) => answer.phoneNumber),
  );
  const pinNumbers = request.numbers.filter(({ phoneNumber }) => needingPin.has(phoneNumber));
  const addMissing = (field: string, message: string, without: typeof pinNumbers) => {
    if (without.length > 0)
      missing.push({ field, message, numbers: without.map(({ phoneNumber }) => phoneNumber) });
  };
  addMissing(
    'numbers.pin',
    'The PIN with which the losing carrier lets the number go.',
    pinNumbers.filter(({ pin }) => !pin?.trim()),
  );
  addMissing(
    'subscriber.accountNumber',
    'The account number at the losing carrier.',
    pinNumbers.filter(({ accountNumber }) => !(accountNumber ?? request.subscriber?.accountNumber)?.trim()),
  );
  return missing;
}

function missingAboutSchedule(
  request: PortRequest,
  now: number,
  accountZone: string | undefined,
): MissingField[] {
  const { date, timeRange } = request.schedule;
  if (date === 'asap') return [];
  const countries = [
    ...new Set(request.numbers.map(({ phoneNumber }) => countryOf(phoneNumber, undefined, undefined))),
  ];
  const zone = zoneOfSchedule(request, accountZone);
  const missing: MissingField[] = [];
  if (timeRange !== undefined && zone === undefined) {
    missing.push({
      field: 'schedule.timeZone',
      message: 'The time zone of the wanted hours, for example America/New_York.',
    });
  }
  const skipped = missingHour(request.schedule, zone);
  if (skipped !== undefined)
    missing.push({
      field: 'schedule.timeRange',
      message: `Another ${skipped.which}: this hour ${skipped.why}.`,
    });
  // Without a zone, the zone in which the day begins first decides, so that the lead is sufficient in all
  // zones.
  const earliest = countries
    .map((country) => {
      const today = DateTime.fromMillis(now, { zone: zone ?? zonesOf(country).easternmost });
      return today.plus({ days: LEAD_DAYS[country ?? ''] ?? LEAD_DAYS_ELSEWHERE }).toISODate() ?? '';
    })
    .reduce((latest, day) => (day > latest ? day : latest), '');
  if (!DateTime.fromISO(date).isValid || date < earliest) {
    missing.push({ field: 'schedule.date', message: `The wanted date: ${earliest} or later, or asap.` });
  }
  return missing;
}
