import { datesOf } from '../../../../src/contract/view';
import type { OrderItem } from '../../../../src/domain/model/item';
import type { Port } from '../../../../src/domain/model/port';
import type { Instant } from '../../../../src/domain/model/time';
import { expectThat, expectSame, type Invariants } from './invariant';

export const NEXT_DEADLINE: Invariants = {
  'the next cutover and the next deadline are ahead while any is ahead, and otherwise the latest past': (
    run,
  ) => {
    for (const { port } of run.rests) {
      if (port.ending !== undefined) continue;
      const dates = port.items.flatMap((item) => (mayMove(port, item) ? [item.foc!.from] : []));
      const { focAt, cancelBy } = datesOf(port);
      expectSame(focAt, nextOf(dates, port.asOf), 'the next cutover');
      const closes = dates.map((from) => from - port.policy.cancellationWindow);
      expectSame(cancelBy, nextOf(closes, port.asOf), 'the next deadline');
    }
  },

  'a replaced order that the provider goes on with is an attention, with its date': (run) => {
    for (const happening of run.happenings) {
      const { before, port } = happening;
      if (before.items === port.items || port.ending !== undefined) continue;
      for (const item of port.items) {
        if (!isAlive(item) || item.superseded?.isConfirmed !== true) continue;
        const moved = port.items.some(
          ({ phoneNumber, superseded, status }) =>
            phoneNumber === item.phoneNumber && superseded === undefined && status === 'ported',
        );
        const was = before.items.find(
          ({ phoneNumber, attempt }) => phoneNumber === item.phoneNumber && attempt === item.attempt,
        );
        // The command that ended the wait was given with knowledge of it.
        const isNews = was?.superseded?.isConfirmed === true && was.status !== item.status;
        expectThat(!isNews || moved, () => `${item.phoneNumber} came to run in ${item.orderRef!}, unheard`);
      }
    }
  },
};

const MOVING: readonly string[] = ['in_review', 'awaiting_signature', 'submitted', 'foc_confirmed'];

function isAlive({ superseded, status, orderRef }: OrderItem): boolean {
  return superseded !== undefined && orderRef !== undefined && MOVING.includes(status);
}

/** The provider may move the number on its date: by its own order, or by an old one that came to run. */
function mayMove({ items }: Port, item: OrderItem): boolean {
  if (item.foc === undefined) return false;
  if (item.superseded === undefined) return item.status === 'foc_confirmed' || item.status === 'canceling';
  return item.superseded.revivedAt !== undefined && isAlive(item) && items.length > 0;
}

function nextOf(instants: readonly Instant[], now: Instant): Instant | undefined {
  const ahead = instants.filter((instant) => instant > now);
  if (ahead.length > 0) return Math.min(...ahead);
  return instants.length === 0 ? undefined : Math.max(...instants);
}
