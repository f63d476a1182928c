import type { PortingNumber, PortingRequest, StatusChange } from './schemas';

/**
 * Merges status histories from several answers, the oldest change first. Histories are merged and never
 * replaced: it is not published whether an answer has the whole history or only the requested time span
 * (docs/reference/fone-dynamics.md#status-history).
 */
export function mergeHistory(
  known: readonly StatusChange[],
  seen: readonly StatusChange[],
): readonly StatusChange[] {
  const byKey = new Map([...known, ...seen].map((change) => [keyOf(change), change]));
  return [...byKey.values()].sort((a, b) => (a.Created ?? 0) - (b.Created ?? 0));
}

/**
 * Merges the rows of several pages, one for each porting request, in the order of first appearance. A change
 * during paging shifts the following rows, so that a request can be on two pages: the later row wins, and
 * keeps fields that it omits.
 */
export function gathered(rows: readonly PortingRequest[]): PortingRequest[] {
  const byNo = new Map<string, PortingRequest>();
  for (const row of rows) {
    const known = byNo.get(row.PortingNo);
    byNo.set(row.PortingNo, known === undefined ? row : mergeRequest(known, row));
  }
  return [...byNo.values()];
}

function mergeRequest(known: PortingRequest, seen: PortingRequest): PortingRequest {
  const numbers = new Map(known.PortingNumbers.map((number) => [number.Number, number]));
  for (const number of seen.PortingNumbers) {
    const before = numbers.get(number.Number);
    numbers.set(number.Number, before === undefined ? number : mergeNumber(before, number));
  }
  return {
    ...seen,
    PropertySid: seen.PropertySid ?? known.PropertySid,
    CustomerDescription: seen.CustomerDescription ?? known.CustomerDescription,
    Created: seen.Created ?? known.Created,
    Status: seen.Status ?? known.Status,
    PortingNumbers: [...numbers.values()],
  };
}

function mergeNumber(known: PortingNumber, seen: PortingNumber): PortingNumber {
  return {
    Number: seen.Number,
    Status: seen.Status ?? known.Status,
    StatusHistory: [...mergeHistory(known.StatusHistory, seen.StatusHistory)],
  };
}

/**
 * Two changes with the same values of these are one change (docs/reference/fone-dynamics.md#status-history).
 */
function keyOf({ Created, FdxStatusTo, CarrierPortingStatusTo }: StatusChange): string {
  return JSON.stringify([Created, FdxStatusTo, CarrierPortingStatusTo]);
}
