import type { MissingField } from '../../domain/model/snapshot';
import { numbersInWords } from './instants';

/** What is missing, field by field, and for which numbers where it is not for all. */
export function missingLines(missing: readonly MissingField[]): string[] {
  return missing.map(({ field, message, numbers }) => {
    const whose = numbers === undefined ? '' : ` (${numbersInWords(numbers)})`;
    return `${field}: ${message}${whose}`;
  });
}
