import type { z } from 'zod';

/** One wrong field of an input. */
export interface InvalidField {
  /** Path in the input, for example `numbers[0].pin`. */
  readonly field: string;
  /** What is wrong, to complete a sentence that begins with the field. Never quotes the value. */
  readonly message: string;
}

/**
 * The wrong fields that a parser found.
 *
 * @param whole - the name of the input as a whole
 */
export function invalidFields({ issues }: z.core.$ZodError, whole: string): InvalidField[] {
  return issues.flatMap((issue) => fieldsOf(issue, [], whole));
}

/** The maximum length of a path and of a message, in characters. */
const MAX_FAULT_CHARACTERS = 200;

/**
 * The first of many faults, truncated, and the count of the others: an answer may be stored for long.
 *
 * @param most - how many are listed
 */
export function firstFaults(faults: readonly InvalidField[], most: number, whole: string): InvalidField[] {
  const named = faults.slice(0, most).map(({ field, message }) => ({
    field: clipped(field),
    message: clipped(message),
  }));
  const more = faults.length - named.length;
  return more === 0 ? named : [...named, { field: whole, message: `… and ${String(more)} more` }];
}

function clipped(text: string): string {
  return text.length > MAX_FAULT_CHARACTERS ? `${text.slice(0, MAX_FAULT_CHARACTERS - 1)}…` : text;
}

function fieldsOf(issue: z.core.$ZodIssue, above: readonly PropertyKey[], whole: string): InvalidField[] {
  const path = [...above, ...issue.path];
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({
      field: nameOf([...path, key], whole),
      message: 'is not a known field',
    }));
  }
  // Of several forms, the intended one is the one whose faults are inside it.
  const intended =
    issue.code === 'invalid_union' &&
    issue.errors.find((faults) =>
      faults.every((fault) => fault.path.length > 0 || fault.code === 'unrecognized_keys'),
    );
  if (intended) return intended.flatMap((fault) => fieldsOf(fault, path, whole));
  return [{ field: nameOf(path, whole), message: humanize(issue) }];
}

/** A readable message; the parser's own if there is no better one. */
function humanize(issue: z.core.$ZodIssue): string {
  if (issue.code === 'invalid_type' && issue.message.endsWith('received undefined')) return 'is missing';
  if (issue.code === 'too_small' && issue.origin === 'string' && issue.message.startsWith('Too small'))
    return 'must not be empty';
  return lowerFirst(issue.message);
}

function nameOf(path: readonly PropertyKey[], whole: string): string {
  const joined = path.reduce<string>((before, key) => {
    if (typeof key === 'number') return `${before}[${String(key)}]`;
    return before === '' ? String(key) : `${before}.${String(key)}`;
  }, '');
  return joined === '' ? whole : joined;
}

function lowerFirst(message: string): string {
  return message.charAt(0).toLowerCase() + message.slice(1);
}
