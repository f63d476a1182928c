import type { RawResponse } from '../../contract/order-operations';
import { withoutPins } from '../order-detail';

/** A parsed answer with its raw response, without PINs. */
export interface WithRaw<Resource> {
  readonly read: Resource;
  readonly raw: RawResponse;
}

/** The raw response of one resource: bare, or in a list of one (docs/reference/telnyx-v1.md#resources). */
export function oneWithRaw<Resource>({
  read,
  raw,
}: {
  readonly read: Resource;
  readonly raw: unknown;
}): WithRaw<Resource> {
  const [one] = [raw].flat();
  return { read, raw: withoutPins(one) as RawResponse };
}

/** The raw rows of a list. The parsed list has all of its rows, in the same order. */
export function eachWithRaw<Row>(rows: readonly Row[], raw: unknown): WithRaw<Row>[] {
  const written = withoutPins(raw) as readonly RawResponse[];
  return rows.map((read, index) => ({ read, raw: written[index] ?? {} }));
}
