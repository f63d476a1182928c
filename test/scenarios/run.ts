import type { PortOutcome, TimelineEntryView } from '../../src/contract/port-view';
import type { Decision } from '../../src/domain/model/commands';
import { numbersOf, type Scenario } from './scenario';

/** What a port did, seen from outside: the same in every shell. */
export interface Run {
  readonly outcome: PortOutcome;
  readonly timeline: readonly TimelineEntryView[];
  /** What each act was answered, in order. */
  readonly answers: readonly Decision[];
  /** How many orders the provider has. */
  readonly orders: number;
}

/** Expects a run to go as its scenario says, to the end, with every command answered. */
export function expectRun(run: Run, scenario: Scenario): void {
  const { actual, expected } = comparison(run, scenario);
  expect(actual).toEqual(expected);
}

/** What a run did, and what its scenario says, in the same form. */
export function comparison({ outcome, timeline, answers, orders }: Run, scenario: Scenario) {
  const { phoneNumber, beside, does, end } = scenario;
  const counts = Object.keys(end.timeline).map((kind) => [
    kind,
    timeline.filter((entry) => entry.kind === kind).length,
  ]);
  const { raised, standing } = attentionsRecorded(timeline);
  const actual = {
    phase: outcome.phase,
    ending: outcome.ending.kind,
    // all-accounted: every number of the input is in the outcome, exactly once.
    numbers: outcome.numbers,
    counts: Object.fromEntries(counts) as unknown,
    attentions: raised.filter((cause) => !end.perhaps.some((other) => other === cause)),
    standing,
    orders,
    answers: answers.map(({ accepted, refused }) => ({ accepted, refused: refused.map(({ code }) => code) })),
  };
  const expected = {
    phase: end.phase,
    ending: end.ending,
    numbers: [
      { phoneNumber, outcome: end.outcome, ...(end.againstCancel && { againstCancel: true }) },
      ...beside,
    ],
    counts: end.timeline,
    attentions: end.attentions,
    standing: [],
    orders: end.orders,
    answers: does.map(({ accepts = numbersOf(scenario), refusedAs }) =>
      refusedAs === undefined ? { accepted: accepts, refused: [] } : { accepted: [], refused: [refusedAs] },
    ),
  };
  return { actual, expected };
}

/**
 * The attentions as the timeline tells them: every cause that was raised, in order, and what still stands, as cause
 * and number.
 *
 * @throws when one is raised that stands already, or cleared that does not
 */
export function attentionsRecorded(
  timeline: readonly {
    readonly kind: string;
    readonly numbers?: readonly string[];
    readonly data?: object;
  }[],
): { raised: string[]; standing: string[] } {
  const raised: string[] = [];
  const standing = new Set<string>();
  for (const { kind, numbers = [''], data } of timeline) {
    if (kind !== 'attention_raised' && kind !== 'attention_cleared') continue;
    const { cause } = data as { cause: string };
    if (kind === 'attention_raised') raised.push(cause);
    for (const number of numbers) {
      const attention = `${cause} ${number}`.trim();
      if (standing.has(attention) !== (kind === 'attention_cleared'))
        throw new Error(`${kind} of what does ${standing.has(attention) ? '' : 'not '}stand: ${attention}`);
      if (kind === 'attention_raised') standing.add(attention);
      else standing.delete(attention);
    }
  }
  return { raised, standing: [...standing].sort() };
}
