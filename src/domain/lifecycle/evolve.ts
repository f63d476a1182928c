import { attentionEntries } from '../attentions/attention-entries';
import { attentionsOf } from '../attentions/attentions';
import { attemptAnswered, attemptBegan, resetChecked } from '../changes/attempts';
import { cancelAnswered } from '../changes/cancel';
import { type Change, withoutEntries } from '../changes/change';
import { accountPrepared, checked, draftCallFailed, reviewed, withMissing } from '../changes/draft';
import { orderActionAnswered } from '../changes/order-actions';
import { commanded, revised, withAnswer } from '../changes/pending-commands';
import { hinted, read, readFailed, withoutHopelessFailures } from '../changes/reading';
import { record } from '../changes/timeline';
import { timerFired } from '../changes/timer';
import { withoutUsedPins } from '../changes/used-pins';
import { commandDecided } from '../commands/command-rules';
import { openAttempt } from '../facts/items';
import { MAX_HANDOVER_BYTES } from '../facts/json-size';
import { outcomesOf } from '../facts/outcome';
import { withoutUndefined } from '../facts/without-undefined';
import type { Cause } from '../model/cause';
import type { PortEvent } from '../model/events';
import type { OrderItem } from '../model/item';
import type { Port } from '../model/port';
import type { Instant } from '../model/time';
import type { NewEntry } from '../model/timeline';

/** Applies an event. Pure and total: every event is legal at every moment, however late. */
export function evolve(port: Port, event: PortEvent): Port {
  // A hint or a command alone is only stored for the next step; it raises no attention.
  if (event.kind === 'hinted' || event.kind === 'commanded') return apply(port, event).port;
  const asOf = Math.max(port.asOf, event.at);
  const { port: applied, entries, cause = causeOf(event) } = apply({ ...port, asOf }, event);
  const isAfterRead = event.kind === 'read';
  const known = withoutUsedPins(withoutHopelessFailures(stillMissing(applied, event.at), isAfterRead));
  const changed = likeInShape(known, port.items);
  const newEntries = [...entries, ...attentionEntries(attentionsOf(port), attentionsOf(changed))];
  return { ...changed, timeline: record(changed.timeline, event.at, cause, newEntries) };
}

/** Changed items are copied once, so that they share a hidden class: later code reads each of them often. */
function likeInShape(port: Port, before: readonly OrderItem[]): Port {
  if (port.items === before) return port;
  return {
    ...port,
    items: port.items.map((item, index) => (item === before[index] ? item : withoutUndefined(item))),
  };
}

function apply(port: Port, event: PortEvent): Change {
  const attempt = openAttempt(port);
  switch (event.kind) {
    case 'hinted':
      return hinted(port, event.at, event.numbers);
    case 'read_failed':
      return readFailed(port, event.at, event, event.problem);
    case 'read':
      return read(port, event.at, event, event.result);
    case 'commanded':
      return withoutEntries(commanded(port, event.asked));
    case 'revised':
      return withoutEntries(revised(port, event.revision));
    case 'dates_fitted':
      return withoutEntries(withAnswer(port, { dates: event.dates }));
    case 'command_decided':
      return commandDecided(port);
    case 'account_prepared':
      return withoutEntries(accountPrepared(port, event.at, event.terms));
    case 'reviewed':
      return withoutEntries(reviewed(port, event.at, event.missing));
    case 'call_failed':
      return withoutEntries(draftCallFailed(port, event.call, event.at, event.problem));
    case 'checked':
      return checked(port, attempt, event);
    case 'reset_checked':
      return withoutEntries(resetChecked(port, attempt, event.at, event.mayHaveSubmitted));
    case 'attempt_began':
      return withoutEntries(attemptBegan(port, attempt, event.at));
    case 'submitted':
    case 'submission_failed':
    case 'searched':
    case 'search_failed':
      return attemptAnswered(port, attempt, event);
    case 'cancel_answered':
      return cancelAnswered(port, event.at, event.orderRef, event.results);
    case 'order_action_answered':
      return orderActionAnswered(port, event.at, event.id, event.problem);
    case 'timer_fired':
      return timerFired(port, event.at);
    case 'measured':
      return withoutEntries(measured(port, event.at, event.bytes));
    case 'ended':
      return ended(port, event);
  }
}

/** Missing fields that only concern numbers without a draft are dropped. */
function stillMissing(port: Port, at: Instant): Port {
  return port.missing.length === 0 ? port : withMissing(port, port.missing, at);
}

/** The cause of an event that does not depend on the port. */
function causeOf(event: PortEvent): Cause {
  switch (event.kind) {
    case 'read':
    case 'ended':
      return event.cause;
    case 'dates_fitted':
    case 'reset_checked':
    case 'revised':
    case 'reviewed':
    case 'account_prepared':
    case 'checked':
    case 'attempt_began':
    case 'submitted':
    case 'submission_failed':
    case 'searched':
      return { kind: 'start' };
    default:
      return { kind: 'timer' };
  }
}

/** The port ends. A number whose order stays open is named: from now on, another port can have it. */
function ended(port: Port, { at, ending }: Extract<PortEvent, { kind: 'ended' }>): Change {
  const after = { ...port, ending: { ...ending, at } };
  const leftOpen = outcomesOf(after).flatMap(({ phoneNumber, outcome }) =>
    outcome === 'left_open' ? [phoneNumber] : [],
  );
  const entry: NewEntry = { kind: 'ended', data: { ending: ending.kind } };
  const released: NewEntry[] = leftOpen.length === 0 ? [] : [{ kind: 'claim_released', numbers: leftOpen }];
  return { port: after, entries: [...released, entry] };
}

/** Stores the measured size of the handover: while it is too large, the port stays in its current run. */
function measured(port: Port, at: Instant, bytes: number): Port {
  const { tooLarge, ...fitting } = port;
  return bytes <= MAX_HANDOVER_BYTES
    ? fitting
    : { ...port, tooLarge: { since: tooLarge?.since ?? at, bytes } };
}
