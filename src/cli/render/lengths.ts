import { DAY, HOUR, MINUTE, SECOND, type Milliseconds } from '../../domain/model/time';

/**
 * A length of time for people, in the largest unit of which there are at least two.
 *
 * @param parts - into how many parts a unit is divided
 */
export function inWords(length: Milliseconds, parts = 10): string {
  const units = [
    [DAY, 'days'],
    [HOUR, 'h'],
    [MINUTE, 'min'],
  ] as const;
  const [size, unit] = units.find(([each]) => length >= 2 * each) ?? [SECOND, 's'];
  return `${Math.round((length / size) * parts) / parts} ${unit}`;
}

/** The same, in whole units. */
export function roughly(length: Milliseconds): string {
  return inWords(length, 1);
}
