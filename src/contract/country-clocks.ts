/** What time it is where: the zones of a country, as the runtime's own tables (CLDR) have them. */

/** ECMAScript 2024 has a method; Node 20 has the getter of the proposal. */
interface LocaleWithZones {
  readonly timeZones?: readonly string[];
  getTimeZones?(): readonly string[] | undefined;
}

/** The IANA zones of a country, ISO 3166; undefined where the runtime does not know. */
function zonesOfCountry(country: string): readonly string[] | undefined {
  const locale = new Intl.Locale('und', { region: country }) as LocaleWithZones;
  return locale.getTimeZones?.() ?? locale.timeZones;
}

/** Zones that belong to no country. */
const NOWHERE = /^(?:Etc\/|UTC$|GMT|UCT$|Universal$|Zulu$)/i;

/**
 * Whether a zone is one that none of some countries goes by: another country's, with another clock on that day too.
 * Where nothing is known, it may be right.
 *
 * @param day - `YYYY-MM-DD`, or `asap` for today's clock
 */
export function isForeignClock(zone: string, countries: readonly string[], day: string): boolean {
  if (NOWHERE.test(zone) || countries.length === 0) return false;
  const noon = Date.parse(`${day}T12:00:00Z`);
  const at = Number.isNaN(noon) ? Date.now() : noon;
  const clock = clockIn(zone, at);
  return countries.every((country) => {
    const zones = zonesOfCountry(country);
    if (zones === undefined || zones.length === 0) return false;
    return zones.every((own) => clockIn(own, at) !== clock);
  });
}

/** What a clock there shows. */
function clockIn(timeZone: string, at: number): string {
  return new Intl.DateTimeFormat('en-GB', { timeZone, dateStyle: 'short', timeStyle: 'short' }).format(at);
}
