import { attributesOf } from '../../../../src/contract/port-attributes';
import { portView, timelineView } from '../../../../src/contract/view';
import { attentionsOf } from '../../../../src/domain/attentions/attentions';
import type { Failure } from '../../../../src/domain/model/snapshot';
import type { Port } from '../../../../src/domain/model/port';
import { HOUR } from '../../../../src/domain/model/time';
import { statusCard } from '../../../../workflows/port/status-card';
import type { Happening } from '../random-run';
import { expectThat, type Invariants } from './invariant';

/** The most that a port of few numbers hands to its next run, however long it runs. */
const MAX_CARRIED = 400_000;

export const BOUNDED: Invariants = {
  'nothing waits over an hour because of what a provider asks for': (run) => {
    for (const happening of run.happenings) {
      if (happening.event.kind === 'hinted' || happening.event.kind === 'commanded') continue;
      const { event, port } = happening;
      const longest = Math.max(HOUR, ...port.policy.reread);
      for (const { retryAt, count } of newFailures(happening))
        expectThat(
          retryAt <= event.at + longest,
          () => `try ${String(count)} waits until ${String(retryAt)}`,
        );
    }
  },

  'card, view, timeline and attributes can be had of every port that rests or has ended': (run) => {
    const seen = run.isSample ? run.rests.map(({ port }) => port) : [];
    for (const port of [...seen, run.port]) {
      expectThat(statusCard(port).length > 0, () => 'an empty card');
      const view = portView(port);
      expectThat(view.numbers.length === port.request.numbers.length, () => 'the view lacks numbers');
      expectThat(view.attentions.length === attentionsOf(port).length, () => 'the view lacks attentions');
      expectThat(timelineView(port).length <= 200, () => 'a timeline without an end');
      expectThat(attributesOf(port).length > 0, () => 'no attributes');
    }
  },

  'what a port hands to its next run stays small': (run) => {
    if (!run.isSample) return;
    const size = Buffer.byteLength(JSON.stringify(run.port));
    expectThat(size < MAX_CARRIED, () => `${String(size)} bytes`);
  },
};

/** The failures that something added, or put off. */
function newFailures({ before, port }: Happening): Failure[] {
  const known = new Set(failuresOf(before));
  return failuresOf(port).filter((failure) => !known.has(failure));
}

function failuresOf({ draftFailure, attempts, reading, items, orderActions = [] }: Port): Failure[] {
  const attempt = attempts.at(-1);
  const all = [
    draftFailure,
    attempt?.failure,
    attempt?.search?.failure,
    ...Object.values(reading.failures ?? {}),
    ...items.map(({ cancel }) => cancel?.failure),
    ...orderActions.map(({ failure }) => failure),
  ];
  return all.filter((failure) => failure !== undefined);
}
