/** The concurrency of requests to Temporal's visibility, which serves some 30 a second. */
const VISIBILITY_CONCURRENCY = 10;

/** Maps items concurrently in small batches; the results are in the items' order. */
export async function mapInBatches<T, R>(items: readonly T[], task: (item: T) => Promise<R>): Promise<R[]> {
  const answers: R[] = [];
  for (let first = 0; first < items.length; first += VISIBILITY_CONCURRENCY)
    answers.push(...(await Promise.all(items.slice(first, first + VISIBILITY_CONCURRENCY).map(task))));
  return answers;
}
