import type { Address, PortRequest } from '../domain/model/request';
import { isForeignClock } from './country-clocks';
import { countryOfNumber } from './phone-number';
import { isPostBox } from './post-box';
import type { RequestWarning } from './provider-operations';
import { sheetNumberFault } from './spreadsheet';

/** The most warnings of one request. */
const MAX_WARNINGS = 20;

/** The possible mistakes in a parsed request; they do not refuse it. */
export function requestWarnings(request: PortRequest): RequestWarning[] {
  const all = [...aboutAddresses(request), ...aboutSheets(request), ...aboutSchedule(request)];
  const more = all.length - MAX_WARNINGS;
  if (more <= 0) return all;
  return [...all.slice(0, MAX_WARNINGS), { field: '(the request)', message: `… and ${String(more)} more.` }];
}

function aboutAddresses({ subscriber, numbers }: PortRequest): RequestWarning[] {
  return [
    ...aboutAddress('subscriber.address', subscriber?.address),
    ...numbers.flatMap(({ address }, index) => aboutAddress(`numbers[${String(index)}].address`, address)),
  ];
}

function aboutAddress(path: string, address: Address | undefined): RequestWarning[] {
  if (address === undefined) return [];
  const boxes = (['street', 'street2'] as const).flatMap((part): RequestWarning[] => {
    if (!isPostBox(address[part] ?? '')) return [];
    const message =
      'This looks like a PO box, and carriers reject those: give the place where the service is, its street and house number.';
    return [{ field: `${path}.${part}`, message }];
  });
  const isCut = address.country === 'US' && /^\d{3,4}$/.test(address.postalCode ?? '');
  const message =
    'A ZIP code has five digits: a spreadsheet takes the zeros off its front, so "02138" becomes 2138.';
  return [...boxes, ...(isCut ? [{ field: `${path}.postalCode`, message }] : [])];
}

function aboutSheets({ subscriber, numbers }: PortRequest): RequestWarning[] {
  const warningsFor = (field: string, value: string | undefined): RequestWarning[] => {
    const fault = value === undefined ? undefined : sheetNumberFault(value);
    return fault === undefined ? [] : [{ field, message: `This ${fault}.` }];
  };
  return [
    ...warningsFor('subscriber.accountNumber', subscriber?.accountNumber),
    ...warningsFor('subscriber.taxId', subscriber?.taxId),
    ...warningsFor('subscriber.businessId', subscriber?.businessId),
    ...warningsFor('subscriber.address.postalCode', subscriber?.address?.postalCode),
    ...numbers.flatMap(({ pin, accountNumber, address }, index) => {
      const path = `numbers[${String(index)}]`;
      return [
        ...warningsFor(`${path}.pin`, pin),
        ...warningsFor(`${path}.accountNumber`, accountNumber),
        ...warningsFor(`${path}.address.postalCode`, address?.postalCode),
      ];
    }),
  ];
}

function aboutSchedule({ schedule: { date, timeZone }, numbers }: PortRequest): RequestWarning[] {
  if (timeZone === undefined) return [];
  const known = numbers.map(({ phoneNumber }) => countryOfNumber(phoneNumber));
  const countries = [...new Set(known)].filter((country) => country !== undefined);
  // A number without a country may be anywhere.
  if (countries.length === 0 || known.includes(undefined) || !isForeignClock(timeZone, countries, date))
    return [];
  const message = `${timeZone} is a time zone of another country than the numbers (${countries.slice(0, 5).join(', ')}): the wanted day and hours are read in it.`;
  return [{ field: 'schedule.timeZone', message }];
}
