import { attentionsOf } from '../../../../src/domain/attentions/attentions';
import { isFinal } from '../../../../src/domain/facts/items';
import type { OrderItem } from '../../../../src/domain/model/item';
import type { Port } from '../../../../src/domain/model/port';
import type { ProviderProblem } from '../../../../src/domain/model/snapshot';
import { MINUTE, SECOND, type Instant, type Milliseconds } from '../../../../src/domain/model/time';
import type { Happening } from '../random-run';
import {
  changed,
  cancelDecidedBy,
  currentOf,
  expectThat,
  expectNone,
  keyOf,
  numbersRecorded,
  observations,
  type Invariants,
} from './invariant';

export const ACCEPTED_SENT: Invariants = {
  'a cancel that was accepted is sent, and sent again until the provider answers, within five minutes and a quarter of the time left':
    (run) => {
      const owed = new Map<string, Owed>();
      for (const line of run.lines) {
        if (line.kind === 'event') account(line, owed);
        else if (line.step.kind === 'wait' && owed.size > 0) {
          const { until } = line.step;
          for (const item of line.port.items) {
            const { failedAt, patience } = owed.get(keyOf(item)) ?? {};
            if (patience === undefined || isFinal(item.status) || item.orderRef === undefined) continue;
            if (item.settled?.as === 'ported' || item.settled?.as === 'reversed') continue;
            expectThat(failedAt !== undefined, () => `the cancel of ${keyOf(item)} was not sent`);
            expectThat(
              until !== undefined && until <= failedAt! + patience,
              () => `the cancel of ${keyOf(item)} is not sent again`,
            );
          }
        }
      }
    },

  'a cancel that the provider takes back, or does not carry out in its time, is sent again while the window allows':
    (run) => {
      const taken = new Map<string, Taken>();
      const looks = observations(run);
      let next = 0;
      for (const line of run.lines) {
        if (line.kind === 'event') {
          follow(line, taken);
          for (; looks[next]?.line === line; next++) watch(line, looks[next]!, taken);
        } else if (line.step.kind === 'cancel') {
          const { orderRef } = line.step.cancel;
          for (const item of line.port.items) if (item.orderRef === orderRef) disown(item, taken);
        } else if (line.step.kind === 'wait') {
          const dropped = line.port.items.filter((item) => {
            const isOpen = !isFinal(item.status) && item.status !== 'canceling';
            return isOpen && item.settled === undefined && taken.get(keyOf(item))?.isOwed === true;
          });
          expectNone(dropped.map(keyOf), 'cancels that are not carried out, and not sent again');
        }
      }
    },

  'a number that is to be out, and still has a date at its deadline, is in an attention': (run) => {
    for (const { port, at } of run.rests) {
      const late = port.items.filter((item) => isLate(port, item, at)).map(({ phoneNumber }) => phoneNumber);
      if (late.length === 0) continue;
      const asked = new Set(attentionsOf(port).flatMap(({ numbers }) => numbers));
      expectNone(
        late.filter((number) => !asked.has(number)),
        'numbers on their date that were to be out, without an attention',
      );
    }
  },

  'a cancel that the provider took, and shows nothing of, is an attention after its time, and before the deadline when it says that it is canceling':
    (run) => {
      for (const { port, at } of run.rests) {
        const asked = new Set(
          attentionsOf(port).flatMap(({ cause, numbers }) => (cause === 'cancel_unconfirmed' ? numbers : [])),
        );
        for (const item of port.items) {
          const { cancel, status, settled, superseded, foc, givenUp } = item;
          if (superseded !== undefined || settled !== undefined || isFinal(status)) continue;
          if (cancel?.state !== 'sent' || cancel.takenAt === undefined) continue;
          const { cancelConfirmation, cancellationWindow, notice } = port.policy;
          const closes = foc && foc.from - cancellationWindow;
          const isDue =
            status === 'canceling'
              ? closes !== undefined && cancel.askedAt < closes - notice && at >= closes - notice
              : // A number that was given up is left open soon: only its deadline asks.
                givenUp === undefined &&
                at >= cancel.takenAt + cancelConfirmation &&
                (closes === undefined || cancel.askedAt < closes);
          expectThat(
            !isDue || asked.has(item.phoneNumber),
            () => `no attention is raised about ${keyOf(item)}`,
          );
        }
      }
    },

  'a number that ported against a cancel is told, and its outcome says so': (run) => {
    for (const happening of run.happenings) {
      const told = numbersRecorded(happening, 'ported_against_cancel');
      for (const [was, is] of changed(happening)) {
        if (is.superseded !== undefined || was.superseded !== undefined) continue;
        if (is.status !== 'ported' || was.status === 'ported') continue;
        const isAgainst = is.cancel !== undefined && is.cancel.state !== 'refused';
        expectThat(
          told.has(is.phoneNumber) === isAgainst,
          () => `${keyOf(is)} ported, and its cancel is ${isAgainst ? 'not ' : ''}told`,
        );
      }
    }
  },
};

interface Owed {
  readonly failedAt?: Instant;
  readonly patience: Milliseconds;
}

/** Which cancels are still to be sent: those that were wanted and neither taken nor refused by the provider since. */
function account(line: Happening, owed: Map<string, Owed>): void {
  for (const number of cancelDecidedBy(line)?.decision.accepted ?? []) {
    const item = currentOf(line.before, number);
    // What the provider carries out, and what it is being asked, is not asked of it once more.
    const isCarriedOut = item.cancel?.state === 'sent' && item.status === 'canceling';
    if (!isCarriedOut && !owed.has(keyOf(item))) owed.set(keyOf(item), { patience: 0 });
  }
  for (const [was, is] of changed(line)) {
    const isNobodys = is.superseded !== undefined || is.givenUp !== undefined;
    if (isNobodys && was.cancel === undefined && is.cancel !== undefined)
      owed.set(keyOf(is), { patience: 0 });
  }
  if (line.event.kind !== 'cancel_answered') return;
  const { orderRef, results, at } = line.event;
  for (const { phoneNumber, problem } of results) {
    const item = line.port.items.find(
      (each) => each.orderRef === orderRef && each.phoneNumber === phoneNumber,
    )!;
    if (isAnswer(problem)) owed.delete(keyOf(item));
    else owed.set(keyOf(item), { failedAt: at, patience: patienceWith(line.port, item, at) });
  }
}

/** How long a cancel that failed waits at most: whatever the provider asks for, it is tried again before the deadline. */
function patienceWith({ policy }: Port, { foc }: OrderItem, at: Instant): Milliseconds {
  const left = foc === undefined ? Infinity : foc.from - policy.cancellationWindow - at;
  return left <= 0 ? 5 * MINUTE : Math.min(5 * MINUTE, Math.max(SECOND, left / 4));
}

/** A failure is no answer: the cancel is still to be sent. */
export function isAnswer(problem: ProviderProblem | undefined): boolean {
  return problem === undefined || (problem.outcome === 'refused' && problem.code !== 'provider_unauthorized');
}

/** A cancel that the provider took. */
interface Taken {
  readonly since: Instant;
  readonly times: number;
  /** A read showed the number on its way out, or out. */
  readonly isBegun: boolean;
  /** It is to be sent again. */
  readonly isOwed: boolean;
  /** It was sent again, and not taken yet: failures are tried again. */
  readonly isUnderWay?: true;
}

function follow({ event, port }: Happening, taken: Map<string, Taken>): void {
  if (event.kind !== 'cancel_answered') return;
  for (const { phoneNumber, problem } of event.results) {
    const item = port.items.find(
      (each) => each.orderRef === event.orderRef && each.phoneNumber === phoneNumber,
    )!;
    const key = keyOf(item);
    if (problem !== undefined) {
      if (isAnswer(problem)) disown(item, taken);
      continue;
    }
    const { since = event.at, times = 0 } = taken.get(key) ?? {};
    taken.set(key, { since, times: times + 1, isBegun: false, isOwed: false });
  }
}

/** What a look shows of an item whose cancel was taken. */
function watch(
  { event, port }: Happening,
  { item, was, status, at }: ReturnType<typeof observations>[number],
  taken: Map<string, Taken>,
): void {
  const known = taken.get(keyOf(item));
  if (known === undefined || known.isUnderWay === true || event.kind !== 'read') return;
  if (status === 'canceling' || item.status === 'canceling' || item.status === 'canceled') {
    taken.set(keyOf(item), { ...known, isBegun: true });
    return;
  }
  if (isFinal(item.status) || item.settled !== undefined || port.capabilities.cancel === 'ticket') return;
  const isTakenBack = known.isBegun && (was.status === 'canceling' || was.status === 'canceled');
  const isTooLong = known.times === 1 && event.startedAt >= known.since + port.policy.cancelConfirmation;
  const closes = item.foc && item.foc.until - port.policy.cancellationWindow;
  const isAllowed = closes === undefined || port.policy.enforcement !== 'hard' || at < closes;
  if ((isTakenBack || isTooLong) && isAllowed) taken.set(keyOf(item), { ...known, isOwed: true });
}

/** It is sent again. */
function disown(item: OrderItem, taken: Map<string, Taken>): void {
  const known = taken.get(keyOf(item));
  if (known !== undefined) taken.set(keyOf(item), { ...known, isOwed: false, isUnderWay: true });
}

/** Asked for in time, not refused, and at its deadline the number is still on its date. */
function isLate({ policy }: Port, item: OrderItem, at: Instant): boolean {
  const { cancel, foc, status, settled, superseded } = item;
  if (cancel === undefined || foc === undefined || isFinal(status) || settled !== undefined) return false;
  // Of an old order people hear when it does not end.
  if (superseded !== undefined) return false;
  const closes = foc.from - policy.cancellationWindow;
  return cancel.askedAt < closes && at >= closes && status !== 'rejected';
}
