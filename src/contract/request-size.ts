/** The maximum sizes of a port request. It is in a workflow's history and in every run that continues it. */

/** The maximum size of a whole request, in bytes of UTF-8 JSON. */
export const MAX_REQUEST_BYTES = 512 * 1024;

/** The maximum size of `providerOptions`, of all providers together and of one number, in bytes of UTF-8 JSON. */
export const MAX_OPTIONS_BYTES = 8 * 1024;

/** Deeper than any field of a request; provider options are flat. */
const MAX_DEPTH = 32;

/** Where counting stops: a cyclic or repeated reference never ends. */
const MAX_COUNTED = 16 * 1024 * 1024;

/** Why an input is refused unread, to complete a sentence. */
export interface SizeFault {
  readonly code: 'invalid_request' | 'request_too_large';
  readonly field: string;
  readonly message: string;
}

/**
 * Whether an input is plain JSON of a legal size. Iterative and without calls into the input, so that no input is too
 * deep or too large to be refused.
 *
 * @param whole - the name of the input as a whole
 */
export function sizeFault(input: unknown, whole: string): SizeFault | undefined {
  const rest: { readonly value: unknown; readonly depth: number }[] = [{ value: input, depth: 0 }];
  // A lower bound of the JSON size: a far too large input need not be encoded.
  let bytes = 0;
  for (let next = rest.pop(); next !== undefined; next = rest.pop()) {
    const { value, depth } = next;
    if (depth > MAX_DEPTH)
      return {
        code: 'invalid_request',
        field: whole,
        message: `is nested deeper than ${String(MAX_DEPTH)} levels`,
      };
    if (['bigint', 'function', 'symbol'].includes(typeof value))
      return { code: 'invalid_request', field: whole, message: `holds a ${typeof value}, which is no JSON` };
    bytes += typeof value === 'string' ? value.length + 2 : 1;
    if (typeof value === 'object' && value !== null) {
      for (const [key, inner] of Object.entries(value)) {
        if (key === '__proto__')
          return { code: 'invalid_request', field: key, message: 'is not a known field' };
        bytes += Array.isArray(value) ? 1 : key.length + 4;
        if (bytes > MAX_COUNTED) break;
        rest.push({ value: inner, depth: depth + 1 });
      }
    }
    if (bytes > MAX_COUNTED) return tooLarge(whole, `over ${inKib(MAX_COUNTED)}`, MAX_REQUEST_BYTES);
  }
  return overLimit(input, whole, MAX_REQUEST_BYTES);
}

/** Whether a value exceeds a limit, as UTF-8 JSON. */
export function overLimit(value: unknown, field: string, limit: number): SizeFault | undefined {
  const bytes = bytesOf(value);
  return bytes > limit ? tooLarge(field, inKib(bytes), limit) : undefined;
}

/** The size of a value as UTF-8 JSON. */
export function bytesOf(value: unknown): number {
  const json = JSON.stringify(value) as string | undefined;
  return json === undefined ? 0 : new TextEncoder().encode(json).length;
}

function tooLarge(field: string, size: string, limit: number): SizeFault {
  return {
    code: 'request_too_large',
    field,
    message: `has ${size} of JSON, and may have at most ${inKib(limit)}; shorten it, or split it into several requests`,
  };
}

function inKib(bytes: number): string {
  return `${String(Math.ceil((bytes / 1024) * 10) / 10)} KiB`;
}
