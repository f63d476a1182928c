/** Normalizes a provider status: providers write `In Review`, `in_review`, `in-process` and `In review`. */
export function normalizeStatus(providerStatus: string): string {
  return providerStatus
    .trim()
    .toLowerCase()
    .replace(/[\s-]+/g, '_');
}
