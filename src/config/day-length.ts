const SECONDS_PER_DAY = 86_400;

/** The rule for the length of a provider-side day, to complete a sentence. */
export const DAY_LENGTH_RULE = `must be a number above 0 and at most ${SECONDS_PER_DAY}`;

/**
 * Parses the length of a provider-side day in seconds: `PORTKEEPER_DAY_SECONDS`, and `--day-seconds` of the sandbox.
 * Without a parser, which `--help` must not load.
 *
 * @returns undefined: it breaks {@link DAY_LENGTH_RULE}
 */
export function parseDaySeconds(text: string): number | undefined {
  const seconds = /^\d+(\.\d+)?$/.test(text) ? Number(text) : NaN;
  return seconds > 0 && seconds <= SECONDS_PER_DAY ? seconds : undefined;
}
