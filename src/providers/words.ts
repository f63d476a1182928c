/** A provider's word in one spelling: providers write `In Review`, `in_review`, `in-process` and `In review`. */
export function normalizeWord(word: string): string {
  return word
    .trim()
    .toLowerCase()
    .replace(/[\s-]+/g, '_');
}
