import { isFinal } from '../../../../src/domain/facts/items';
import type { OrderItem } from '../../../../src/domain/model/item';
import type { Port } from '../../../../src/domain/model/port';
import type { Instant } from '../../../../src/domain/model/time';
import type { Happening } from '../random-run';
import { changed, expectThat, GoodReads, isPerhapsOpen, keyOf, ordersOf, type Invariants } from './invariant';

export const NO_BLIND_ACT: Invariants = {
  'no number is given up for want of an answer unless what the provider says was read since, or could not be for long':
    (run) => {
      const reads = new GoodReads();
      for (const line of run.happenings) {
        for (const [was, is] of changed(line)) {
          if (was.givenUp !== undefined || is.givenUp?.because !== 'answer_by') continue;
          const until = answerByOf(line.before, was);
          expectKnown(reads, line, ordersOf(line.before, is.phoneNumber), until, `${keyOf(is)} is given up`);
        }
        reads.see(line);
      }
    },

  'no number is given up for want of an answer while a look shows that it came to run, and the second look is still to come':
    (run) => {
      for (const line of run.happenings) {
        for (const [was, is] of changed(line)) {
          if (was.givenUp !== undefined || is.givenUp?.because !== 'answer_by') continue;
          if (was.contradiction === undefined) continue;
          const until = answerByOf(line.before, was) + line.before.policy.readPatience;
          expectThat(line.event.at >= until, () => `${keyOf(is)} is given up between two looks`);
        }
      }
    },

  'no port ends for a hold that is over unless the numbers that moved were read since, or could not be for long':
    (run) => {
      const reads = new GoodReads();
      for (const line of run.happenings) {
        const { event, before } = line;
        if (event.kind === 'ended' && event.ending.kind !== 'draft_expired') {
          const moved = before.items.filter(
            ({ superseded, status }) => superseded === undefined && status === 'ported',
          );
          const hold = before.policy.holdAfterPorted;
          if (moved.length > 0 && hold > 0) {
            const until = Math.max(...moved.map(({ changedAt }) => changedAt)) + hold;
            const refs = moved.flatMap(({ orderRef }) => orderRef ?? []);
            expectKnown(reads, line, refs, until, 'the hold is over');
          }
        }
        reads.see(line);
      }
    },

  'no number is left open because its cancel was not confirmed in time, unless it was read since, or could not be for long':
    (run) => {
      const reads = new GoodReads();
      for (const line of run.happenings) {
        const { event, before } = line;
        if (event.kind === 'ended' && event.ending.kind !== 'draft_expired') {
          for (const item of before.items.filter((each) => isWaitedFor(before, each))) {
            const until = item.givenUp!.at + before.policy.confirmWithin;
            expectKnown(
              reads,
              line,
              ordersOf(before, item.phoneNumber),
              until,
              `${keyOf(item)} is left open`,
            );
          }
        }
        reads.see(line);
      }
    },
};

/** At least the time has come, and a read that began since has shown all of some orders. */
function expectKnown(
  reads: GoodReads,
  { event, port }: Happening,
  refs: readonly string[],
  instant: Instant,
  what: string,
): void {
  expectThat(event.at >= instant, () => `${what} before the time has come`);
  const isKnown = reads.areSince(refs, instant) || event.at >= instant + port.policy.readPatience;
  expectThat(isKnown, () => `${what}, and ${refs.join(', ')} was not read since`);
}

/** When the time to answer for a number ended, by its own facts. */
function answerByOf(port: Port, item: OrderItem): Instant {
  const own = port.items.filter(({ phoneNumber }) => phoneNumber === item.phoneNumber);
  const asked =
    item.status === 'draft'
      ? Math.max(port.missingSince ?? item.changedAt, ...own.map(({ changedAt }) => changedAt))
      : item.changedAt;
  const since = Math.max(asked, item.answeredAt ?? asked);
  return Math.max(since + port.policy.answerBy, item.extendedUntil ?? 0);
}

/** It is given up, and the provider was asked to take it out, has not refused, and may still do so. */
function isWaitedFor({ items }: Port, item: OrderItem): boolean {
  if (item.superseded !== undefined || item.givenUp === undefined || item.settled !== undefined) return false;
  const { cancel, status, phoneNumber } = item;
  if (cancel === undefined || cancel.state === 'refused' || !isPerhapsOpen(item) || isFinal(status))
    return false;
  return items.every((old) => old.phoneNumber !== phoneNumber || old === item || !isPerhapsOpen(old));
}
