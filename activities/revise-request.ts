import { parsePortRequest } from '../src/contract/port-request-schema';
import type { InvalidField } from '../src/contract/invalid-fields';
import { phoneNumber } from '../src/contract/phone-number';
import type { Revision } from '../src/domain/amend';
import type { PortRequest, RequestedNumber } from '../src/domain/request';
import { mergePatched } from './merge-patch';

/** What stays as it was when the port began, and what to do instead. */
const FIXED: ReadonlyMap<string, string> = new Map([
  ['requestId', 'cannot be amended: it is the name of this port'],
  ['provider', 'cannot be amended: start another port at that provider'],
  ['account', 'cannot be amended: start another port in that account'],
  ['tenant', 'cannot be amended'],
  ['policy', 'cannot be amended: the policy was fixed when the port began'],
  ['submit', 'cannot be amended: the command submit sends a complete draft'],
]);

/** A request with a person's patch on it, parsed as at the start; or every field of it that is wrong. */
export function revisedRequest(request: PortRequest, patch: unknown): Revision {
  const wrong = wrongFields(request, patch);
  if (wrong.length > 0) return { ok: false, invalid: wrong };
  const { numbers, ...others } = patch as { readonly numbers?: readonly NumberPatch[] };
  const patched = {
    ...(mergePatched(request, others) as object),
    numbers: withNumberPatches(request.numbers, numbers ?? []),
  };
  const parsed = parsePortRequest(patched);
  if (!parsed.ok) return { ok: false, invalid: parsed.invalid };
  const fields = changedFields(request, parsed.request);
  if (fields.length === 0) return { ok: false, invalid: [{ field: 'patch', message: 'changes nothing' }] };
  const changed = parsed.request.numbers.filter(
    (number, index) => JSON.stringify(number) !== JSON.stringify(request.numbers[index]),
  );
  return {
    ok: true,
    request: parsed.request,
    fields,
    numbers: changed.map(({ phoneNumber }) => phoneNumber),
  };
}

/** The patch of one number: its own data, told apart by its phone number. */
type NumberPatch = Readonly<Record<string, unknown>> & { readonly phoneNumber: string };

function wrongFields(request: PortRequest, patch: unknown): InvalidField[] {
  if (!isObject(patch)) return [{ field: 'patch', message: 'must be an object with the fields to change' }];
  if (Object.keys(patch).length === 0) return [{ field: 'patch', message: 'names no field to change' }];
  const fixed = Object.keys(patch).flatMap((field) => {
    const message = FIXED.get(field);
    return message === undefined ? [] : [{ field, message }];
  });
  return [...fixed, ...wrongNumbers(request, patch['numbers'])];
}

function wrongNumbers(request: PortRequest, numbers: unknown): InvalidField[] {
  if (numbers === undefined) return [];
  if (!Array.isArray(numbers)) {
    return [{ field: 'numbers', message: 'must be a list of numbers, each with its phoneNumber' }];
  }
  const known = new Set(request.numbers.map(({ phoneNumber }) => phoneNumber));
  return numbers.flatMap((entry: unknown, index) => {
    const given = isObject(entry) ? entry['phoneNumber'] : undefined;
    const field = `numbers[${String(index)}].phoneNumber`;
    if (typeof given !== 'string') return [{ field, message: 'is missing: it tells which number is meant' }];
    return known.has(normalized(given))
      ? []
      : [{ field, message: `${given} is not in this port, and numbers are neither added nor removed` }];
  });
}

function withNumberPatches(numbers: readonly RequestedNumber[], patches: readonly NumberPatch[]): unknown[] {
  return numbers.map((number) =>
    patches
      .filter(({ phoneNumber }) => normalized(phoneNumber) === number.phoneNumber)
      .map(({ phoneNumber: _, ...own }) => own)
      .reduce<unknown>(mergePatched, number),
  );
}

/** E.164, however it was typed; what is no phone number stays as it is and is found in no port. */
function normalized(text: string): string {
  return phoneNumber.safeParse(text).data ?? text;
}

/** Paths of what differs, without the values: `subscriber.name`, `numbers.pin`. */
function changedFields(before: unknown, after: unknown, path: readonly string[] = []): string[] {
  if (JSON.stringify(before) === JSON.stringify(after)) return [];
  if (path[0] === 'numbers' && Array.isArray(before) && Array.isArray(after)) {
    return [...new Set(before.flatMap((entry, index) => changedFields(entry, after[index], path)))];
  }
  if (!isObject(before) || !isObject(after)) return [path.join('.')];
  const keys = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...keys].flatMap((key) => changedFields(before[key], after[key], [...path, key]));
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
