import type { RawResponse } from '../../contract/order-operations';
import { withoutPins } from '../order-detail';

/** What was read of an answer, and beside it what Telnyx wrote, without PINs. */
export interface WithRaw<Resource> {
  readonly read: Resource;
  readonly raw: RawResponse;
}

/** One resource as Telnyx wrote it: bare, or in a list of one (docs/reference/telnyx-v1.md#resources). */
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

/** The rows of a list as Telnyx wrote them; a list that was read has all of its rows, in their order. */
export function eachWithRaw<Row>(rows: readonly Row[], raw: unknown): WithRaw<Row>[] {
  const written = withoutPins(raw) as readonly RawResponse[];
  return rows.map((read, index) => ({ read, raw: written[index] ?? {} }));
}
