import { DAY, type Instant } from '../model/time';

/** The newest update time of each number, by the provider's clock. */
export type HintTimes = ReadonlyMap<string, Instant>;

/** The most numbers whose times are recorded: no port has more. */
export const MAX_HINTED_NUMBERS = 1_000;

const E164 = /^\+[0-9]{5,15}$/;

const MAX_E164_LENGTH = 16;

const MAX_AGE = 366 * DAY;

const MAX_LEAD = DAY;

/** Whether the time is plausible: at most a year ago, at most a day ahead in case the provider's clock is wrong. */
export function isPlausibleHintTime(value: unknown, now: Instant): value is Instant {
  return typeof value === 'number' && value >= now - MAX_AGE && value <= now + MAX_LEAD;
}

/** Whether a text can be a number of a port. Checks the length first, because the text may be of any length. */
export function isHintedNumber(value: unknown): value is string {
  return typeof value === 'string' && value.length <= MAX_E164_LENGTH && E164.test(value);
}

/** Collects times. The newer of two times of one number wins; numbers above `MAX_HINTED_NUMBERS` are ignored. */
export class HintTimesCollector {
  readonly #times = new Map<string, Instant>();

  get times(): HintTimes {
    return this.#times;
  }

  add(phoneNumber: string, at: Instant): void {
    const known = this.#times.get(phoneNumber);
    if (known === undefined && this.#times.size >= MAX_HINTED_NUMBERS) return;
    if (known === undefined || at > known) this.#times.set(phoneNumber, at);
  }

  /**
   * Collects the times of one hint of a signal. The hint is untrusted: a number that is not E.164 or a time that is
   * not plausible is ignored.
   *
   * @param isWanted - which numbers to collect; default: all
   */
  addHint(
    { phoneNumber, updatedAt, numbers }: Readonly<Record<string, unknown>>,
    now: Instant,
    isWanted: (phoneNumber: string) => boolean = () => true,
  ): void {
    const pairs = [[phoneNumber, updatedAt], ...Object.entries(fieldsOf(numbers))];
    for (const [number, at] of pairs) {
      if (isHintedNumber(number) && isPlausibleHintTime(at, now) && isWanted(number)) this.add(number, at);
    }
  }
}

/** The hints of a signal. The signal is untrusted, so each hint is an object of unknown fields. */
export function hintsOf(notification: unknown): readonly Readonly<Record<string, unknown>>[] {
  const { hints } = fieldsOf(notification);
  return Array.isArray(hints) ? hints.map(fieldsOf) : [];
}

function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}
