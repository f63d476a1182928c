/** `Retry-After` in milliseconds from `now`: seconds, or an HTTP date (RFC 9110). Undefined: absent or unreadable. */
export function retryAfter(header: string | undefined, now: number): number | undefined {
  if (header === undefined) return undefined;
  const seconds = /^\s*(\d+(?:\.\d+)?)\s*$/.exec(header)?.[1];
  if (seconds !== undefined) return Math.ceil(Number(seconds) * 1000);
  const at = Date.parse(header);
  return Number.isNaN(at) ? undefined : Math.max(0, at - now);
}
