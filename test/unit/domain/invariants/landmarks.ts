import { answerByOf } from '../../../../src/domain/facts/ending';
import { attentionsOf } from '../../../../src/domain/attentions/attentions';
import { isFinal, currentItems } from '../../../../src/domain/facts/items';
import { outcomesOf } from '../../../../src/domain/facts/outcome';
import { HOUR } from '../../../../src/domain/model/time';
import type { Happening, Rest, Run } from '../random-run';
import { changed, confirmedLost, decidedBy, recordedBy } from './invariant';

/** What the runs of every kind reach. */
export const REACHED_BY_EVERY_KIND: readonly string[] = [
  ...['abandon', 'amend', 'cancel', 'changeDate', 'refresh', 'resubmit', 'settle'].map(
    (name) => `${name} is accepted`,
  ),
  ...['cancellation_window_closed', 'number_ended', 'unknown_number'].map(
    (code) => `cancel is refused: ${code}`,
  ),
  ...['being_canceled', 'not_submitted_yet', 'number_ended'].map((code) => `resubmit is refused: ${code}`),
  'rate is refused: not_supported',
  'changeDate is refused: date_not_possible',
  'an amendment is nonsense',
  'a whole order is canceled',
  'one number is canceled',
  'several submissions',
  'several orders live at once',
  'a submission becomes several orders',
  'the new one waits no more',
  'a webhook is ahead of reads',
  'extend is accepted',
  'an order alone cannot be read',
  'an order that is gone alone cannot be read',
  'an open order is read while another cannot be',
  'an order cannot be read just after it was made',
  'a cancel that was taken is sent again',
  'a number is settled while its cancel is to be sent',
  'an order no longer lists a number',
  'a long patience is asked for',
  'a look around the end of a time to answer fails',
  ...[
    'canceled_by_carrier',
    'cancel_refused',
    'cancel_unconfirmed',
    'number_missing_at_provider',
    'cutover_overdue',
    'edit_refused',
    'expired',
    'missing_fields',
    'no_news',
    'no_worker_for_account',
    'not_portable',
    'provider_asks',
    'read_failed',
    'rejected',
    'supersede_blocked',
    'settlement_contradicted',
  ].map((cause) => `attention ${cause}`),
  ...[
    'cancel_withdrawn',
    'date_unreadable',
    'extended',
    'ported_against_cancel',
    'reminder',
    'cancel_not_confirmed_in_time',
    'cancel_refused',
    'edited',
    'edit_refused',
    'commented',
    'comment_refused',
    'cancellation_window_closed',
    'cancellation_window_closing',
    'cancellation_window_reopened',
    'foc_changed',
    'foc_confirmed',
    'foc_withdrawn',
    'moved_back',
    'order_split',
    'unknown_provider_status',
    'window_closed_on_arrival',
  ].map((kind) => `recorded: ${kind}`),
  ...['abandoned', 'answer_by', 'natural'].map((kind) => `it ends: ${kind}`),
  ...['canceled', 'expired', 'left_open', 'not_portable', 'ported', 'rejected', 'reversed'].map(
    (outcome) => `outcome ${outcome}`,
  ),
];

/** The landmarks of a run, in words: an invariant without a case holds always. */
export function landmarksOf(run: Run): ReadonlySet<string> {
  const reached = new Set<string>();
  for (const happening of run.happenings)
    for (const landmark of ofHappening(happening)) reached.add(landmark);
  for (const rest of run.rests) for (const landmark of ofRest(rest)) reached.add(landmark);
  let sends = 0;
  for (const { step } of run.lines.filter((line) => line.kind === 'step')) {
    if (step.kind === 'cancel')
      reached.add(step.cancel.isWhole ? 'a whole order is canceled' : 'one number is canceled');
    if (step.kind === 'submit') sends++;
  }
  if (sends > 1) reached.add('several submissions');
  const { ending } = run.port;
  if (ending === undefined) return reached;
  reached.add(`it ends: ${ending.kind}`);
  for (const { outcome, againstCancel } of outcomesOf(run.port)) {
    reached.add(`outcome ${outcome}`);
    if (againstCancel === true) reached.add('outcome ported, against a cancel');
  }
  return reached;
}

function* ofHappening(happening: Happening): Generator<string> {
  const { event, before } = happening;
  yield* ofReading(happening);
  yield* ofCancels(happening);
  for (const { kind } of recordedBy(happening)) yield `recorded: ${kind}`;
  const decided = decidedBy(happening);
  if (decided !== undefined) {
    const { name } = decided.asked.command;
    if (decided.decision.accepted.length > 0) yield `${name} is accepted`;
    for (const { code } of decided.decision.refused) yield `${name} is refused: ${code}`;
    if (confirmedLost(happening) !== undefined) yield 'a person finds no order';
  }
  if (event.kind === 'submitted' && event.orders.length > 1) yield 'a submission becomes several orders';
  if (event.kind === 'searched') {
    const { found } = event;
    const isOld =
      found.kind === 'found' && before.orders.some(({ ref }) => found.orders.some((o) => o.ref === ref));
    yield isOld ? 'a search finds an old order' : `a search: ${found.kind}`;
    if (happening.port.attempts.at(-1)?.state === 'lost') yield 'searched in vain';
  }
  if (event.kind === 'reset_checked' && event.mayHaveSubmitted) yield 'a reset forgot';
  if (event.kind === 'revised' && !event.revision.ok) yield 'an amendment is nonsense';
  for (const [was, is] of changed(happening)) {
    if (is.superseded !== undefined && was.superseded === undefined) yield `superseded: ${was.status}`;
    if (is.superseded?.isConfirmed === true && was.superseded !== undefined)
      yield 'the new one waits no more';
    if (was.superseded !== undefined && is.superseded === undefined) yield 'an old one moved all the same';
    if (isFinal(was.status) && is.status !== was.status) yield 'a final status is left';
  }
}

/** Orders that fail alone, and looks that fail when something ends by them. */
function* ofReading({ event, before, port }: Happening): Generator<string> {
  if ('problem' in event && (event.problem.retryAfterMs ?? 0) > HOUR) yield 'a long patience is asked for';
  if (event.kind === 'read_failed') {
    const isEnding = currentItems(before).some((item) => (answerByOf(before, item) ?? Infinity) <= event.at);
    if (isEnding) yield 'a look around the end of a time to answer fails';
  }
  if (event.kind !== 'read') return;
  const failed = new Set(event.result.failures?.map(({ ref }) => ref));
  if (failed.size === 0) return;
  yield 'an order alone cannot be read';
  if (event.result.failures!.some(({ problem }) => problem.outcome === 'refused'))
    yield 'an order that is gone alone cannot be read';
  const isSeen = port.items.some(
    ({ orderRef = '', status }) =>
      !isFinal(status) && event.orderRefs.includes(orderRef) && !failed.has(orderRef),
  );
  if (isSeen) yield 'an open order is read while another cannot be';
  const newest = before.attempts.findLast(({ state }) => state === 'sent');
  if (newest?.sentAt !== undefined && newest.orderRefs.some((ref) => failed.has(ref))) {
    if (event.at < newest.sentAt + HOUR) yield 'an order cannot be read just after it was made';
  }
}

/** What becomes of cancels that were accepted. */
function* ofCancels(happening: Happening): Generator<string> {
  for (const [was, is] of changed(happening)) {
    const isTaken = was.cancel?.state === 'sent';
    if (is.unlistedSince !== undefined && was.unlistedSince === undefined)
      yield 'an order no longer lists a number';
    if ((is.cancel?.taken?.times ?? 0) > 1) yield 'a cancel that was taken is sent again';
    if (isTaken && was.status === 'canceling' && MOVING.includes(is.status))
      yield 'a cancel on its way is taken back';
    if (isTaken && was.status === 'canceled' && MOVING.includes(is.status))
      yield 'a number that was out after its cancel is open again';
    if (is.settled !== undefined && was.settled === undefined && was.cancel?.state === 'asked')
      yield 'a number is settled while its cancel is to be sent';
  }
}

const MOVING: readonly string[] = ['in_review', 'awaiting_signature', 'submitted', 'foc_confirmed'];

function* ofRest({ port, step }: Rest): Generator<string> {
  for (const { cause } of attentionsOf(port)) yield `attention ${cause}`;
  if (port.reading.ahead?.rereadAt !== undefined) yield 'a webhook is ahead of reads';
  const open = new Set(
    port.items.flatMap(({ orderRef, status }) => (isFinal(status) ? [] : (orderRef ?? []))),
  );
  if (open.size > 1) yield 'several orders live at once';
  if (step.until === undefined) yield 'it waits for people only';
}
