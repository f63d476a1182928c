import type { Attention } from '../model/attention';
import type { NewEntry } from '../model/timeline';

/**
 * Attentions are computed, so a comparison finds the raised and cleared ones. The comparison is by number: a tenth
 * rejected number does not raise the other nine again.
 */
export function attentionEntries(before: readonly Attention[], after: readonly Attention[]): NewEntry[] {
  if (before === after) return [];
  const [was, is] = [before, after].map(knownOf) as [Known, Known];
  return [
    ...before.flatMap((attention) => entriesFor('attention_cleared', attention, is)),
    ...after.flatMap((attention) => entriesFor('attention_raised', attention, was)),
  ];
}

/** By cause: the affected numbers, and whether the port as a whole is affected. */
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

/** The part of an attention that the other side lacks, as an entry; none if it lacks nothing. */
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
