/** How many questions to Temporal are under way at once: its index takes some 30 a second. */
const AT_ONCE = 10;

/** Asks about each of some accounts, a few at a time; the answers are in their order. */
export async function inTurns<T, R>(items: readonly T[], ask: (item: T) => Promise<R>): Promise<R[]> {
  const answers: R[] = [];
  for (let first = 0; first < items.length; first += AT_ONCE)
    answers.push(...(await Promise.all(items.slice(first, first + AT_ONCE).map(ask))));
  return answers;
}
