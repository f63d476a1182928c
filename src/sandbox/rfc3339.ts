/** RFC 3339 in UTC, without a zero fraction. Shortened days need the milliseconds. */
export function rfc3339(instant: number): string {
  return new Date(instant).toISOString().replace('.000Z', 'Z');
}
