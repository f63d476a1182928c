/** The optional parts of a port request or a draft: `include_phone_numbers`, `include_sub_requests`. */
export interface Inclusion {
  readonly phoneNumbers: boolean;
  readonly subRequests: boolean;
}

/** The defaults (docs/reference/telnyx-v1.md#lists-and-paging). */
export const DEFAULT_INCLUSION: Inclusion = { phoneNumbers: true, subRequests: false };

type Query = Readonly<Record<string, string>>;

/** Parses the two parameters; returns a sentence if they are invalid. */
export function inclusionOf(query: Query): Inclusion | string {
  for (const name of ['include_phone_numbers', 'include_sub_requests']) {
    if (!['true', 'false', undefined].includes(query[name])) return `${name} must be true or false`;
  }
  return {
    phoneNumbers: query['include_phone_numbers'] !== 'false',
    subRequests: query['include_sub_requests'] === 'true',
  };
}
