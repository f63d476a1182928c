import { parsePortRequest } from '../../src/contract/port-request-schema';
import { firstFaults, type InvalidField } from '../../src/contract/invalid-fields';
import { readPhoneNumber } from '../../src/contract/phone-number';
import { sizeFault } from '../../src/contract/request-size';
import type { Revision } from '../../src/domain/model/commands';
import type { PortRequest, RequestedNumber } from '../../src/domain/model/request';
import { mergePatched } from './merge-patch';

/** The fields that cannot be amended, with the alternative. */
const FIXED: ReadonlyMap<string, string> = new Map([
  ['requestId', 'cannot be amended: it is the name of this port'],
  ['provider', 'cannot be amended: start another port at that provider'],
  ['account', 'cannot be amended: start another port in that account'],
  ['tenant', 'cannot be amended'],
  ['policy', 'cannot be amended: the policy was fixed when the port began'],
  ['submit', 'cannot be amended: the command submit sends a complete draft'],
]);

/** The port stores a refusal, so it lists only as many faults as a person reads. */
const MAX_FAULTS = 20;

/**
 * Applies a person's patch to a request and parses the result as at the start, or returns at most 20 wrong fields.
 * Never throws.
 */
export function revisedRequest(request: PortRequest, patch: unknown): Revision {
  const size = sizeFault(patch, 'patch');
  if (size !== undefined) return refused([size], size.code);
  const wrong = wrongFields(request, patch);
  if (wrong.length > 0) return refused(firstFaults(wrong, MAX_FAULTS, 'patch'));
  const { numbers, ...others } = patch as { readonly numbers?: readonly NumberPatch[] };
  const patched = {
    ...(mergePatched(request, others) as object),
    numbers: withNumberPatches(request.numbers, numbers ?? []),
  };
  const parsed = parsePortRequest(patched, { maxFaults: MAX_FAULTS });
  if (!parsed.ok) return refused(parsed.invalid, parsed.code);
  const fields = changedFields(request, parsed.request);
  if (fields.length === 0) return refused([{ field: 'patch', message: 'changes nothing' }]);
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

function refused(
  invalid: readonly InvalidField[],
  code: 'invalid_request' | 'request_too_large' = 'invalid_request',
): Revision {
  return {
    ok: false,
    ...(code === 'request_too_large' && { code }),
    invalid,
  };
}

/** The patch of one number, matched by its phone number. */
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
    const read = readPhoneNumber(given);
    if (!read.ok) return [{ field, message: read.why }];
    return known.has(read.number)
      ? []
      : [{ field, message: `${read.number} is not in this port, and numbers are neither added nor removed` }];
  });
}

function withNumberPatches(numbers: readonly RequestedNumber[], patches: readonly NumberPatch[]): unknown[] {
  const byNumber = new Map<string, Readonly<Record<string, unknown>>[]>();
  for (const { phoneNumber, ...own } of patches) {
    const read = readPhoneNumber(phoneNumber);
    if (!read.ok) continue;
    const others = byNumber.get(read.number);
    if (others === undefined) byNumber.set(read.number, [own]);
    else others.push(own);
  }
  return numbers.map((number) =>
    (byNumber.get(number.phoneNumber) ?? []).reduce<unknown>(mergePatched, number),
  );
}

/** Paths of the changed fields, without the values: `subscriber.name`, `numbers.pin`. */
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
