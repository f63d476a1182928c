import { evolve } from '../../../../src/domain/evolve';
import { plan, planAtProvider } from '../arbitraries';
import { happenings } from '../life';
import { inEveryLife } from './every-life';

describe('same-twice', () => {
  test('what was read is taken once, however often it is read', () => {
    inEveryLife(planAtProvider, (life) => {
      for (const line of happenings(life)) {
        if (line.event.kind !== 'read' || line.port.items.some((item) => item.contradiction !== undefined))
          continue;
        const at = line.event.at + 1;
        const again = evolve(line.port, { ...line.event, at, startedAt: at });
        expect(again.items).toEqual(line.port.items);
        expect(again.orders).toEqual(line.port.orders);
      }
    });
  });

  test('an order that is reported twice is one order', () => {
    inEveryLife(planAtProvider, (life) => {
      for (const { event, port } of happenings(life)) {
        if (event.kind === 'submitted') expect(evolve(port, event)).toEqual(port);
      }
    });
  });

  test('a cancel that the provider answered twice is answered once', () => {
    inEveryLife(planAtProvider, (life) => {
      for (const { event, port } of happenings(life)) {
        if (event.kind !== 'cancel_answered') continue;
        // A failure is no answer: the cancel is still to be sent, and its next failure counts.
        const isAnswered = event.results.every(
          ({ problem }) =>
            problem === undefined ||
            (problem.outcome === 'refused' && problem.code !== 'provider_unauthorized'),
        );
        if (isAnswered) expect(evolve(port, event)).toEqual(port);
      }
    });
  });

  test('a command that comes twice with the same id changes nothing the second time', () => {
    inEveryLife(plan, (life) => {
      for (const { event, port } of happenings(life)) {
        if (event.kind !== 'commanded') continue;
        expect(evolve(port, event)).toEqual(port);
        // Also later, when it is decided, and with another instant on it.
        const late = { ...event, at: life.port.asOf, asked: { ...event.asked, at: life.port.asOf } };
        expect(evolve(life.port, late)).toEqual(life.port);
      }
    });
  });

  test('every command is decided once, before the port rests, and its answer never changes', () => {
    inEveryLife(plan, (life) => {
      const asked = new Set<string>();
      const answers = new Map<string, unknown>();
      for (const line of life.lines) {
        for (const { id, ...answer } of line.port.decided) {
          if (answers.has(id)) expect(answer).toEqual(answers.get(id));
          answers.set(id, answer);
        }
        const ids = line.port.decided.map(({ id }) => id);
        expect(ids).toEqual([...new Set(ids)]);
        if (line.kind === 'event' && line.event.kind === 'commanded') asked.add(line.event.asked.id);
        if (line.kind !== 'step' || (line.step.kind !== 'wait' && line.step.kind !== 'done')) continue;
        expect([...asked].filter((id) => !answers.has(id))).toEqual([]);
      }
    });
  });
});
