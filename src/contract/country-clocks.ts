/** The time zones of countries, from the runtime's own tables (CLDR). */

/** ECMAScript 2024 has a method; Node 20 has the getter of the earlier proposal. */
interface LocaleWithZones {
  readonly timeZones?: readonly string[];
  getTimeZones?(): readonly string[] | undefined;
}

/** The IANA zones of a country, ISO 3166; undefined if the runtime has none. */
function zonesOfCountry(country: string): readonly string[] | undefined {
  const locale = new Intl.Locale('und', { region: country }) as LocaleWithZones;
  return locale.getTimeZones?.() ?? locale.timeZones;
}

/** Zones without a country. */
const WITHOUT_COUNTRY = /^(?:Etc\/|UTC$|GMT|UCT$|Universal$|Zulu$)/i;

/**
 * Whether a zone belongs to none of some countries: its clock differs from those of all their zones on that day.
 * False if nothing is known.
 *
 * @param day - `YYYY-MM-DD`, or `asap` for today's clock
 */
export function isForeignClock(zone: string, countries: readonly string[], day: string): boolean {
  if (WITHOUT_COUNTRY.test(zone) || countries.length === 0) return false;
  const noon = Date.parse(`${day}T12:00:00Z`);
  const at = Number.isNaN(noon) ? Date.now() : noon;
  const clock = clockIn(zone, at);
  return countries.every((country) => {
    const zones = zonesOfCountry(country);
    if (zones === undefined || zones.length === 0) return false;
    return zones.every((own) => clockIn(own, at) !== clock);
  });
}

/** The local time in a zone. */
function clockIn(timeZone: string, at: number): string {
  return new Intl.DateTimeFormat('en-GB', { timeZone, dateStyle: 'short', timeStyle: 'short' }).format(at);
}
