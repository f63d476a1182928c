import { IANAZone } from 'luxon';

/** The IANA zones in which a country's day begins first and ends last. */
export interface CountryZones {
  readonly easternmost: string;
  readonly westernmost: string;
  /**
   * The zones whose midnight can stand for a day: those in which most of the country lives. Midnight in a
   * remote zone is morning in the others, when numbers are cut over.
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

/** For an unknown country, a day can be anywhere on earth: UTC+14 to UTC-12. */
const ANYWHERE: CountryZones = {
  easternmost: 'Pacific/Kiritimati',
  westernmost: 'Etc/GMT+12',
  midnights: [],
};

/** The outermost zones of a country, given as an ISO 3166 code of two letters. */
export function zonesOf(country: string | undefined): CountryZones {
  // Own properties only: the country may be text of a provider.
  return Object.hasOwn(ZONES, country ?? '') ? (ZONES[country ?? ''] ?? ANYWHERE) : ANYWHERE;
}

/** The first existing zone of some names; names of configuration and requests may be absent. */
export function firstZone(...names: readonly (string | undefined)[]): string | undefined {
  // `create` caches the result for a name; `isValidZone` would build a date format at every read.
  return names.find((name) => name !== undefined && IANAZone.create(name).isValid);
}
