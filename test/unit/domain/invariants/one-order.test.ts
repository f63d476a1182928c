import type { PortEvent } from '../../../../src/domain/events';
import { isFinal } from '../../../../src/domain/item-status';
import { openAttempt, type Port } from '../../../../src/domain/port';
import type { Instant } from '../../../../src/domain/time';
import { plan, planUnknown } from '../arbitraries';
import { happenings, type Life } from '../life';
import { inEveryLife } from './every-life';

/**
 * What is known of an order for a number: none was made; one may have been made, and so many searches found nothing;
 * one was made, or the provider refused to.
 */
type Made = 'no' | { readonly absent: number } | 'yes';

/** How often a provider is searched in vain before an order counts as not made. */
const ENOUGH_SEARCHES = 2;

describe.each([
  ['every life', plan],
  ['every life whose first submission may be lost', planUnknown],
])('one-order, in %s', (_, plans) => {
  test('nothing is sent while an order of an earlier attempt for the same number may exist', () => {
    inEveryLife(plans, (life) => {
      const made = new Map<string, Made>();
      for (const line of life.lines) {
        if (line.kind === 'event') learn(made, line.event, line.before);
        else if (line.step.kind === 'send') {
          const { numbers } = line.step.attempt;
          expect(numbers.filter((number) => (made.get(number) ?? 'no') !== 'no')).toEqual([]);
        }
      }
    });
  });

  test('each search gives the provider time to show the order: after the send, and after the search before', () => {
    inEveryLife(plans, (life) => {
      let settled: { since: Instant } | undefined;
      for (const line of life.lines) {
        if (line.kind === 'step') {
          if (line.step.kind !== 'find' || settled === undefined) continue;
          expect(line.at).toBeGreaterThanOrEqual(settled.since + line.port.policy.settle);
        } else if (line.event.kind === 'submission_failed' && line.event.problem.outcome === 'unknown') {
          settled = { since: line.event.at };
        } else if (line.event.kind === 'searched') settled = { since: line.event.at };
        // A search that failed was none: it is tried again on the steps of the policy.
        else if (line.event.kind === 'call_failed' && line.event.call === 'find') settled = undefined;
        // Somebody asked to look again where only a person can go on: nothing is concluded from what is not found.
        else if (line.event.kind === 'judged' && openAttempt(line.before)?.search?.nextAt === undefined)
          settled = undefined;
        else if (line.event.kind === 'checked' || line.event.kind === 'attempt_began') settled = undefined;
      }
    });
  });

  test('a number is never in two open items', () => {
    inEveryLife(plans, (life) => {
      for (const { port } of life.lines) {
        const open = port.items.filter(({ status }) => !isFinal(status)).map((item) => item.phoneNumber);
        expect(open).toEqual([...new Set(open)]);
      }
    });
  });

  test('a number is never in two attempts of which an order may exist', () => {
    inEveryLife(plans, (life) => {
      for (const { port } of life.lines) {
        const live = port.attempts.filter(
          (attempt) => attempt.state === 'sent' || attempt === openAttempt(port),
        );
        const numbers = live.flatMap((attempt) => attempt.numbers);
        expect(numbers).toEqual([...new Set(numbers)]);
      }
    });
  });

  test('where only a person can tell, nothing is sent again, however often the search found nothing', () => {
    inEveryLife(plans, (life, { given }) => {
      if (given.capabilities?.afterUnknownSend !== 'ask_person') return;
      const unsure = new Set<string>();
      for (const line of life.lines) {
        if (line.kind === 'event' && line.event.kind === 'submission_failed') {
          if (line.event.problem.outcome !== 'unknown') continue;
          openAttempt(line.before)?.numbers.forEach((number) => unsure.add(number));
        } else if (line.kind === 'step' && line.step.kind === 'send') {
          expect(line.step.attempt.numbers.filter((number) => unsure.has(number))).toEqual([]);
        }
      }
    });
  });
});

test('one-order: lives do send again after two searches that found nothing, so the rule is put to the test', () => {
  let sentAgain = 0;
  inEveryLife(planUnknown, (life) => {
    if (sends(life) > 1) sentAgain++;
  });
  expect(sentAgain).toBeGreaterThan(0);
});

function learn(made: Map<string, Made>, event: PortEvent, before: Port): void {
  const attempt = openAttempt(before);
  const set = (how: (known: Made) => Made) =>
    attempt?.numbers.forEach((number) => made.set(number, how(made.get(number) ?? 'no')));
  if (event.kind === 'submitted') set(() => 'yes');
  else if (event.kind === 'submission_failed') {
    const { outcome, code } = event.problem;
    if (outcome === 'unknown') set(() => ({ absent: 0 }));
    // Nothing is sent again by itself after a refusal either; wrong credentials are ours to mend.
    else if (outcome === 'refused' && code !== 'provider_unauthorized') set(() => 'yes');
  } else if (event.kind === 'searched') {
    if (event.found.kind === 'found') set(() => 'yes');
    else if (event.found.kind === 'ambiguous') set(() => ({ absent: Number.NEGATIVE_INFINITY }));
    else set(searchedInVain);
  }
}

function searchedInVain(known: Made): Made {
  if (typeof known === 'string') return known;
  const absent = known.absent + 1;
  return absent >= ENOUGH_SEARCHES ? 'no' : { absent };
}

function sends(life: Life): number {
  return happenings(life).filter(
    ({ event }) => event.kind === 'submitted' || event.kind === 'submission_failed',
  ).length;
}
