import type { Attention } from '../model/attention';
import type { NewEntry } from '../model/timeline';

/**
 * Attentions are computed, so their coming and going is seen by comparing. Number by number: a tenth rejected
 * number is no news about the other nine.
 */
export function attentionEntries(before: readonly Attention[], after: readonly Attention[]): NewEntry[] {
  if (before === after) return [];
  const [was, is] = [before, after].map(knownOf) as [Known, Known];
  return [
    ...before.flatMap((attention) => entriesFor('attention_cleared', attention, is)),
    ...after.flatMap((attention) => entriesFor('attention_raised', attention, was)),
  ];
}

/** By cause: the numbers that it concerns, and whether it concerns the port as a whole. */
type Known = ReadonlyMap<string, { readonly numbers: Set<string>; isAboutAll: boolean }>;

function knownOf(attentions: readonly Attention[]): Known {
  const known = new Map<string, { numbers: Set<string>; isAboutAll: boolean }>();
  for (const { cause, numbers } of attentions) {
    const same = known.get(cause) ?? { numbers: new Set(), isAboutAll: false };
    for (const number of numbers) same.numbers.add(number);
    known.set(cause, { numbers: same.numbers, isAboutAll: same.isAboutAll || numbers.length === 0 });
  }
  return known;
}

/** Tells of an attention what the other side does not have; nothing when it has it all. */
function entriesFor(kind: NewEntry['kind'], attention: Attention, others: Known): NewEntry[] {
  const { cause, numbers, message } = attention;
  const same = others.get(cause);
  const own = numbers.filter((number) => same?.numbers.has(number) !== true);
  const isKnown = numbers.length === 0 ? same?.isAboutAll === true : own.length === 0;
  if (isKnown) return [];
  return [
    {
      kind,
      ...(own.length > 0 && { numbers: own }),
      data: { cause, ...(message !== undefined && kind === 'attention_raised' && { message }) },
    },
  ];
}
