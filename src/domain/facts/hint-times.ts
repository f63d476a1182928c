import { DAY, type Instant } from '../model/time';

/** When something last happened to which number, by the provider's clock. */
export type HintTimes = ReadonlyMap<string, Instant>;

/** The most numbers of which times are noted: no port has more. */
export const MAX_HINTED_NUMBERS = 1_000;

const E164 = /^\+[0-9]{5,15}$/;

const MAX_E164_LENGTH = 16;

const MAX_AGE = 366 * DAY;

const MAX_LEAD = DAY;

/** Whether a provider can mean this time: a year back at most, a day ahead in case its clock is wrong. */
export function isPlausibleHintTime(value: unknown, now: Instant): value is Instant {
  return typeof value === 'number' && value >= now - MAX_AGE && value <= now + MAX_LEAD;
}

/** Whether a text can be a number of a port. The length is looked at first, because the text may be of any. */
export function isHintedNumber(value: unknown): value is string {
  return typeof value === 'string' && value.length <= MAX_E164_LENGTH && E164.test(value);
}

/** Gathers times: of two for one number the newer counts, and those of more numbers than a port has are left out. */
export class HintTimesCollector {
  readonly #times = new Map<string, Instant>();

  get times(): HintTimes {
    return this.#times;
  }

  note(phoneNumber: string, at: Instant): void {
    const known = this.#times.get(phoneNumber);
    if (known === undefined && this.#times.size >= MAX_HINTED_NUMBERS) return;
    if (known === undefined || at > known) this.#times.set(phoneNumber, at);
  }

  /**
   * Notes what one hint of a signal says. It may be anything: what is no number in E.164 or no plausible time is left
   * out.
   *
   * @param isWanted - which numbers matter; default: all
   */
  noteHint(
    { phoneNumber, updatedAt, numbers }: Readonly<Record<string, unknown>>,
    now: Instant,
    isWanted: (phoneNumber: string) => boolean = () => true,
  ): void {
    const pairs = [[phoneNumber, updatedAt], ...Object.entries(fieldsOf(numbers))];
    for (const [number, at] of pairs) {
      if (isHintedNumber(number) && isPlausibleHintTime(at, now) && isWanted(number)) this.note(number, at);
    }
  }
}

/** The hints in a signal, which may be anything, each as an object of unknown fields. */
export function hintsOf(notification: unknown): readonly Readonly<Record<string, unknown>>[] {
  const { hints } = fieldsOf(notification);
  return Array.isArray(hints) ? hints.map(fieldsOf) : [];
}

function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}
