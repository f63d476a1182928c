import { evolve } from '../../../../src/domain/lifecycle/evolve';
import { isAnswer } from './accepted-sent';
import { expectThat, expectNone, expectSame, type Invariants } from './invariant';

export const SAME_TWICE: Invariants = {
  'what was read is taken once, however often it is read': (run) => {
    for (const { event, port } of run.happenings) {
      if (event.kind !== 'read' || port.items.some((item) => item.contradiction !== undefined)) continue;
      const again = evolve(port, { ...event, at: event.at + 1 });
      expectSame(again.items, port.items, 'the items after the second read');
      expectSame(again.orders, port.orders, 'the orders after the second read');
    }
  },

  'an order that is reported twice is one order': (run) => {
    for (const { event, port } of run.happenings) {
      if (event.kind === 'submitted')
        expectSame(evolve(port, event), port, 'the port after the second report');
    }
  },

  'a cancel that the provider answered twice is answered once': (run) => {
    for (const { event, port } of run.happenings) {
      if (event.kind !== 'cancel_answered' || !event.results.every(({ problem }) => isAnswer(problem)))
        continue;
      expectSame(evolve(port, event), port, 'the port after the second answer');
    }
  },

  'a command that comes twice with the same id changes nothing the second time': (run) => {
    for (const { event, port } of run.happenings) {
      if (event.kind !== 'commanded') continue;
      expectSame(evolve(port, event), port, 'the port after the second command');
      // Also later, when it is decided, and with another instant on it.
      const late = { ...event, at: run.port.asOf, asked: { ...event.asked, at: run.port.asOf } };
      expectSame(evolve(run.port, late), run.port, 'the last port after the second command');
    }
  },

  'every command is decided once, before the port rests, and its answer never changes': (run) => {
    const asked = new Set<string>();
    const answers = new Map<string, unknown>();
    for (const line of run.lines) {
      if (line.kind === 'event') {
        if (line.event.kind === 'commanded') asked.add(line.event.asked.id);
        if (line.port.recentDecisions === line.before.recentDecisions) continue;
        const { recentDecisions: decided } = line.port;
        expectThat(new Set(decided.map(({ id }) => id)).size === decided.length, () => 'decided twice');
        for (const { id, ...answer } of decided) {
          if (answers.has(id)) expectSame(answer, answers.get(id), `the answer to ${id}`);
          answers.set(id, answer);
        }
      } else if (line.step.kind === 'wait' || line.step.kind === 'done') {
        expectNone(
          [...asked].filter((id) => !answers.has(id)),
          'commands without an answer',
        );
      }
    }
  },
};
