import type { Attention } from './attentions';
import type { Note } from './timeline';

/**
 * Attentions are computed, so their coming and going is seen by comparing. Number by number: a tenth rejected
 * number is no news about the other nine.
 */
export function attentionNotes(before: readonly Attention[], after: readonly Attention[]): Note[] {
  return [
    ...before.flatMap((attention) => told('attention_cleared', attention, after)),
    ...after.flatMap((attention) => told('attention_raised', attention, before)),
  ];
}

/** Tells of an attention what the other side does not have; nothing when it has it all. */
function told(kind: Note['kind'], attention: Attention, others: readonly Attention[]): Note[] {
  const { cause, numbers, message } = attention;
  const same = others.filter((other) => other.cause === cause);
  const known = new Set(same.flatMap((other) => other.numbers));
  const own = numbers.filter((number) => !known.has(number));
  const isKnown = numbers.length === 0 ? same.some((other) => other.numbers.length === 0) : own.length === 0;
  if (isKnown) return [];
  return [
    {
      kind,
      ...(own.length > 0 && { numbers: own }),
      data: { cause, ...(message !== undefined && kind === 'attention_raised' && { message }) },
    },
  ];
}
