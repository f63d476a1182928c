import type { Said } from '../../contract/order-operations';
import { withoutPins } from '../order-detail';

/** What was read of an answer, and beside it what Telnyx wrote, without PINs. */
export interface AsSaid<Resource> {
  readonly read: Resource;
  readonly said: Said;
}

/** One resource as Telnyx wrote it: bare, or in a list of one (docs/reference/telnyx-v1.md#resources). */
export function oneAsSaid<Resource>({
  read,
  said,
}: {
  readonly read: Resource;
  readonly said: unknown;
}): AsSaid<Resource> {
  const [one] = [said].flat();
  return { read, said: withoutPins(one) as Said };
}

/** The rows of a list as Telnyx wrote them; a list that was read has all of its rows, in their order. */
export function eachAsSaid<Row>(rows: readonly Row[], said: unknown): AsSaid<Row>[] {
  const written = withoutPins(said) as readonly Said[];
  return rows.map((read, index) => ({ read, said: written[index] ?? {} }));
}
