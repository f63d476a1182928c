import type { PortingNumber, PortingRequest, StatusChange } from './schemas';

/**
 * Status histories from several answers as one, the oldest change first. Merged, never replaced: whether an answer
 * holds all of a history, or only what lies in the asked time, is not published
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
 * The rows of some pages, one for each porting request, in the order in which they were first seen. A change during
 * paging shifts what follows, so that a request can be on two pages: the later one was read later and is believed, and
 * keeps what it leaves out.
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

/** Two rows with the same of these are one change (docs/reference/fone-dynamics.md#status-history). */
function keyOf({ Created, FdxStatusTo, CarrierPortingStatusTo }: StatusChange): string {
  return JSON.stringify([Created, FdxStatusTo, CarrierPortingStatusTo]);
}
