import { IANAZone } from 'luxon';

/** Where a country's day begins first and ends last, as IANA zones. */
export interface CountryZones {
  readonly easternmost: string;
  readonly westernmost: string;
  /**
   * Whose midnight a day may be written as: those in which most of the country lives. At the midnight of a zone far off
   * it is morning in the others, when numbers are cut over.
   */
  readonly midnights: readonly string[];
}

/** One row per country whose numbers a provider ports. */
const ZONES: Readonly<Record<string, CountryZones>> = {
  US: {
    easternmost: 'America/New_York',
    westernmost: 'Pacific/Honolulu',
    midnights: ['America/New_York', 'America/Chicago', 'America/Denver', 'America/Los_Angeles'],
  },
  CA: {
    easternmost: 'America/St_Johns',
    westernmost: 'America/Vancouver',
    midnights: [
      'America/St_Johns',
      'America/Halifax',
      'America/Toronto',
      'America/Winnipeg',
      'America/Vancouver',
    ],
  },
  JP: { easternmost: 'Asia/Tokyo', westernmost: 'Asia/Tokyo', midnights: ['Asia/Tokyo'] },
};

/** A country that we do not know has its day somewhere on earth: UTC+14 to UTC-12. */
const ANYWHERE: CountryZones = {
  easternmost: 'Pacific/Kiritimati',
  westernmost: 'Etc/GMT+12',
  midnights: [],
};

/** The outermost zones of a country, given as an ISO 3166 code of two letters. */
export function zonesOf(country: string | undefined): CountryZones {
  // Own entries only: the country may be a provider's word.
  return Object.hasOwn(ZONES, country ?? '') ? (ZONES[country ?? ''] ?? ANYWHERE) : ANYWHERE;
}

/** The first of some zone names that exists; configuration and requests may leave it out. */
export function firstZone(...names: readonly (string | undefined)[]): string | undefined {
  // `create` remembers what it found out of a name; `isValidZone` would build a date format at every read.
  return names.find((name) => name !== undefined && IANAZone.create(name).isValid);
}
