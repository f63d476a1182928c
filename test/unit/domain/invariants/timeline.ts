import { expectThat, expectNone, expectSame, recordedBy, type Invariants } from './invariant';

/** What is recorded once in a run, for each number; an unknown status, once at all. */
const ONCE_IN_A_LIFE: readonly string[] = ['created', 'ended', 'given_up', 'unknown_provider_status'];

export const TIMELINE: Invariants = {
  'entries are numbered one after the other without a gap, and at most 200 are kept': (run) => {
    for (const { before, port } of run.happenings) {
      if (before.timeline === port.timeline) continue;
      const { entries, nextSequence } = port.timeline;
      expectThat(entries.length <= 200, () => 'more than 200 entries');
      expectThat(nextSequence >= before.timeline.nextSequence, () => 'numbers went back');
      const first = nextSequence - entries.length;
      expectThat(
        entries.every(({ sequence }, index) => sequence === first + index),
        () => 'a gap in the numbers',
      );
    }
  },

  'no entry is ever changed': (run) => {
    for (const { before, port } of run.happenings) {
      const known = before.timeline.entries.at(-1);
      if (known === undefined) continue;
      const kept = port.timeline.entries.find(({ sequence }) => sequence === known.sequence);
      // Two hundred new ones at once would take it away.
      if (kept !== undefined) expectSame(kept, known, 'the newest entry of before');
    }
  },

  'what happened is recorded at most once for each number': (run) => {
    for (const happening of run.happenings) {
      const told = recordedBy(happening).flatMap(({ kind, data, numbers }) =>
        (numbers ?? ['']).map((number) => `${kind} ${number} ${JSON.stringify(data ?? null)}`),
      );
      expectNone(
        told.filter((entry, index) => told.indexOf(entry) < index),
        'told twice at once',
      );
    }
  },

  'what happens once in a run is recorded once': (run) => {
    const told = new Set<string>(run.lines[0]!.port.timeline.entries.map(({ kind }) => kind));
    for (const happening of run.happenings) {
      for (const { kind, numbers, data } of recordedBy(happening)) {
        if (!ONCE_IN_A_LIFE.includes(kind)) continue;
        const about =
          kind === 'unknown_provider_status' ? [String(data?.['providerStatus'])] : (numbers ?? ['']);
        for (const each of about) {
          const entry = `${kind} ${each}`;
          expectThat(!told.has(entry), () => `told again: ${entry}`);
          told.add(entry);
        }
      }
    }
  },
};
