import { attentionsOf } from '../../../../src/domain/attentions/attentions';
import type { OrderItem } from '../../../../src/domain/model/item';
import { expectThat, expectNone, expectSame, isPerhapsOpen, keyOf, type Invariants } from './invariant';

export const ISOLATED_FAILURE: Invariants = {
  'what is known of an order that a read could not read stays as it is, and the others are believed': (
    run,
  ) => {
    for (const { event, before, port } of run.happenings) {
      if (event.kind !== 'read' || event.result.failures === undefined) continue;
      const failed = new Set(event.result.failures.map(({ ref }) => ref));
      const shown = new Map(
        event.result.kind === 'changed'
          ? event.result.orders.flatMap(({ ref, items }) =>
              items.map((item) => [`${ref} ${item.phoneNumber}`, item] as const),
            )
          : [],
      );
      const known = new Map(before.items.map((item) => [keyOf(item), item]));
      for (const item of port.items) {
        const was = known.get(keyOf(item));
        if (item.orderRef === undefined || was?.orderRef !== item.orderRef) continue;
        if (failed.has(item.orderRef)) {
          const facts = ({ status, foc, changedAt, unlistedSince }: typeof item) => ({
            status,
            foc,
            changedAt,
            unlistedSince,
          });
          expectSame(facts(item), facts(was), `what is known of ${keyOf(item)}`);
        }
        const snapshot = shown.get(`${item.orderRef} ${item.phoneNumber}`);
        if (snapshot?.updatedAt !== undefined && !isPerhapsOpen(was)) continue;
        if (snapshot?.updatedAt !== undefined && was.contradiction === undefined)
          expectThat(item.updatedAt === snapshot.updatedAt, () => `${keyOf(item)} hides what was read`);
      }
    }
  },

  'an order of which nothing is open is no failure of the port while another can be read': (run) => {
    const failing = new Set<string>();
    for (const line of run.lines) {
      if (line.kind === 'event') {
        const { event } = line;
        if (event.kind === 'read') {
          const shown = event.result.kind === 'changed' ? event.result.orders.map(({ ref }) => ref) : [];
          for (const ref of [...event.orderRefs, ...shown]) failing.delete(ref);
          for (const { ref } of event.result.failures ?? []) failing.add(ref);
        } else if (event.kind === 'read_failed') for (const ref of event.orderRefs) failing.add(ref);
        continue;
      }
      if (line.step.kind !== 'wait') continue;
      const { items } = line.port;
      const open = items.filter(isPerhapsOpen).map(({ orderRef }) => orderRef!);
      // Every order of an open number can be read, and there are some.
      if (open.length === 0 || open.some((ref) => failing.has(ref))) continue;
      const attempt = line.port.attempts.at(-1);
      const isDrafting = line.port.draftFailure ?? attempt?.failure ?? attempt?.search?.failure;
      if (isDrafting !== undefined || items.some(({ cancel }) => cancel?.failure !== undefined)) continue;
      expectNone(
        attentionsOf(line.port).filter(({ cause }) => cause === 'read_failed'),
        'read_failed, and what is open was read',
      );
    }
  },

  'an order that has ended and is gone is not read again by the clocks of those that are open': (run) => {
    const gone = new Set<string>();
    for (const line of run.lines) {
      if (line.kind === 'event') {
        const { event } = line;
        // It was read again for a refresh, and the whole read failed: it is tried again.
        if (event.kind === 'read_failed') for (const ref of event.orderRefs) gone.delete(ref);
        if (event.kind !== 'read') continue;
        const shown = event.result.kind === 'changed' ? event.result.orders.map(({ ref }) => ref) : [];
        for (const ref of [...event.orderRefs, ...shown]) gone.delete(ref);
        for (const { ref, problem } of event.result.failures ?? [])
          if (problem.outcome === 'refused') gone.add(ref);
          else gone.delete(ref);
        continue;
      }
      if (line.step.kind !== 'read' || gone.size === 0) continue;
      const { cause, orderRefs } = line.step;
      if (cause.kind === 'hint' || cause.kind === 'command') continue;
      const open = new Set(line.port.items.filter(isPerhapsOpen).map(({ orderRef }) => orderRef));
      if (open.size === 0) continue;
      expectNone(
        orderRefs.filter((ref) => gone.has(ref) && !open.has(ref) && isReplaced(line.port.items, ref)),
        'orders that are gone, and read again',
      );
    }
  },
};

/** Other orders took its place: nothing waits for a word about it. */
function isReplaced(items: readonly OrderItem[], ref: string): boolean {
  return items.every(({ orderRef, superseded }) => orderRef !== ref || superseded !== undefined);
}
