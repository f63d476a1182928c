import { answerableAttentionsOf } from '../domain/attentions/attentions';
import type { AnswerableAttention } from '../domain/model/attention';
import { cancelRefusal, isAgainstCancel, cancelByOf } from '../domain/facts/canceling';
import { nextClock } from '../domain/lifecycle/clocks';
import { outcomeOf, outcomesOf } from '../domain/facts/outcome';
import { phaseOf } from '../domain/facts/phase';
import { currentItems, isCurrent, blockingPredecessors } from '../domain/facts/items';
import type { Attempt } from '../domain/model/attempt';
import type { OrderItem } from '../domain/model/item';
import type { Port } from '../domain/model/port';
import type { ProviderOrder } from '../domain/model/order';
import type { Policy } from '../domain/model/policy';
import type { Rejection } from '../domain/model/reasons';
import { rejectionTextOf } from '../domain/facts/lookup';
import { isRevived } from '../domain/facts/superseding';
import { earliest, toIsoDuration, toRfc3339, type Instant } from '../domain/model/time';
import { namedAttempts, clipText, textLimitOfNumber, textLimitOfOrder } from './view-bounds';
import type {
  CommentView,
  AttemptView,
  AttentionView,
  NumberView,
  OrderView,
  PolicyView,
  PortOutcome,
  PortView,
  TimelineEntryView,
} from './port-view';

/** The whole view of a port, without PINs. */
export function portView(port: Port): PortView {
  const { request, reading } = port;
  const clock = nextClock(port);
  const { focAt, cancelBy } = datesOf(port);
  return {
    requestId: request.requestId,
    provider: request.provider,
    account: request.account,
    ...(request.tenant !== undefined && { tenant: request.tenant }),
    ...(request.reference !== undefined && { reference: request.reference }),
    phase: phaseOf(port),
    ...(port.ending !== undefined && { outcome: portOutcome(port), ending: endingView(port) }),
    createdAt: toRfc3339(port.createdAt),
    ...(port.unprepared !== undefined && port.ending === undefined && { unprepared: true as const }),
    attentions: answerableAttentionsOf(port).map(attentionView),
    missing: port.missing,
    numbers: numberViews(port),
    orders: orderViews(port),
    attempts: attemptViews(port),
    editable: port.capabilities.edits,
    comments: commentsView(port),
    policy: policyView(port.policy),
    ...instant('focAt', focAt),
    ...instant('cancelBy', cancelBy),
    ...instant('lastReadAt', reading.readAt),
    ...instant('lastHintAt', reading.hintedAt),
    ...instant('nextWakeAt', clock?.at),
    ...(clock !== undefined && { nextWakeReason: clock.why }),
  };
}

/**
 * The next cutover and the next safe moment to cancel of the open items, including revived ones: the earliest in the
 * future, else the latest past one.
 */
export function datesOf(port: Port): { focAt: Instant | undefined; cancelBy: Instant | undefined } {
  const dates = port.items.flatMap((item) => (isDated(item) && item.foc !== undefined ? [item.foc] : []));
  return {
    focAt: nextOf(
      dates.map((foc) => foc.from),
      port.asOf,
    ),
    cancelBy: nextOf(
      dates.map((foc) => cancelByOf(foc, port.policy)),
      port.asOf,
    ),
  };
}

/** The provider can still move the number on its date. */
function isDated(item: OrderItem): boolean {
  if (!isCurrent(item)) return isRevived(item);
  return item.status === 'foc_confirmed' || item.status === 'canceling';
}

function nextOf(instants: readonly Instant[], asOf: Instant): Instant | undefined {
  const ahead = earliest(instants.filter((instant) => instant > asOf));
  if (ahead !== undefined || instants.length === 0) return ahead;
  return instants.reduce((latest, instant) => Math.max(latest, instant));
}

/** The timeline of a port, newest entries last. */
export function timelineView(port: Port): TimelineEntryView[] {
  return port.timeline.entries.map(({ sequence, at, kind, cause, numbers, data }) => ({
    sequence,
    at: toRfc3339(at),
    kind,
    cause: cause.kind,
    ...(cause.kind === 'command' && {
      command: cause.command,
      ...(cause.by !== undefined && { by: cause.by }),
    }),
    ...(numbers !== undefined && { numbers }),
    ...(data !== undefined && { data }),
  }));
}

/** The result of an ended port's workflow. */
export function portOutcome(port: Port): PortOutcome {
  return {
    requestId: port.request.requestId,
    phase: phaseOf(port),
    ending: endingView(port),
    numbers: outcomesOf(port),
  };
}

function endingView(port: Port): PortOutcome['ending'] {
  const { kind, at, by } = port.ending ?? { kind: 'natural' as const, at: port.asOf };
  return { kind, at: toRfc3339(at), ...(by !== undefined && { by }) };
}

/** How many comments a view shows. */
const NEWEST_COMMENTS = 20;

/** The comments at the provider, newest last. A comment on several orders appears once. */
function commentsView({ orders }: Port): CommentView[] {
  const byId = new Map(
    orders.flatMap(({ comments = [] }) => comments.map((comment) => [comment.id, comment])),
  );
  return [...byId.values()]
    .sort((a, b) => a.at - b.at)
    .slice(-NEWEST_COMMENTS)
    .map(({ at, body, by = 'unknown' }) => ({ at: toRfc3339(at), author: by, body: clipText(body) }));
}

function orderViews({ orders }: Port): OrderView[] {
  const cut = textLimitOfOrder(orders.length);
  return orders.map((order) => orderView(order, cut));
}

function orderView(order: ProviderOrder, cut: (text: string) => string): OrderView {
  const { ref, providerStatus, supportKey, supportTicket, signatureUrl, cancellationReason } = order;
  return {
    ref,
    status: cut(providerStatus),
    ...(supportKey !== undefined && { supportKey }),
    ...(supportTicket !== undefined && { supportTicket }),
    ...(signatureUrl !== undefined && { signatureUrl }),
    ...(cancellationReason !== undefined && { cancellationReason: cut(cancellationReason) }),
  };
}

function numberViews(port: Port): NumberView[] {
  const items = currentItems(port);
  const cut = textLimitOfNumber(items.length);
  const pinsGiven = new Set(port.pinsGiven);
  for (const { phoneNumber, pin } of port.request.numbers) if (pin !== undefined) pinsGiven.add(phoneNumber);
  return items.map((item) => numberView(port, item, cut, pinsGiven.has(item.phoneNumber)));
}

function numberView(
  port: Port,
  item: OrderItem,
  cut: (text: string) => string,
  isPinGiven: boolean,
): NumberView {
  const { foc } = item;
  const old = blockingPredecessors(port, item);
  return {
    phoneNumber: item.phoneNumber,
    ...(item.type !== undefined && { type: item.type }),
    ...(item.country !== undefined && { country: item.country }),
    status: item.status,
    ...(foc !== undefined && {
      foc: { from: toRfc3339(foc.from), until: toRfc3339(foc.until), precision: foc.precision },
      cancelBy: toRfc3339(cancelByOf(foc, port.policy)),
    }),
    cancellable: isCancellable(port, item),
    ...(item.cancel !== undefined && {
      cancel: { askedAt: toRfc3339(item.cancel.askedAt), state: item.cancel.state },
    }),
    ...(item.rejection !== undefined && { rejection: rejectionView(port, item, item.rejection, cut) }),
    ...(item.unreadableDate !== undefined && { unreadableDate: cut(item.unreadableDate) }),
    ...(old.length > 0 && { supersededOrders: old.flatMap(({ orderRef }) => orderRef ?? []) }),
    ...(item.givenUp !== undefined && {
      givenUp: { because: item.givenUp.because, at: toRfc3339(item.givenUp.at) },
    }),
    ...(item.settled !== undefined && { settled: { as: item.settled.as, at: toRfc3339(item.settled.at) } }),
    ...(port.ending !== undefined && { outcome: outcomeOf(port, item) }),
    ...(isAgainstCancel(item) && { againstCancel: true }),
    ...(isPinGiven && { pinGiven: true }),
    ...(item.providerStatus !== undefined && { providerStatus: cut(item.providerStatus) }),
    ...(item.orderRef !== undefined && { orderRef: item.orderRef }),
  };
}

function rejectionView(
  port: Port,
  item: OrderItem,
  rejection: Rejection,
  cut: (text: string) => string,
): Rejection {
  const { isTextOfOrder: _, textOfAttempt: __, message: ___, ...own } = rejection;
  const message = rejectionTextOf(port, item);
  return { ...own, ...(message !== undefined && { message: cut(message) }) };
}

function isCancellable(port: Port, item: OrderItem): boolean {
  return port.ending === undefined && cancelRefusal(port, item, port.asOf) === undefined;
}

function attentionView(attention: AnswerableAttention): AttentionView {
  return {
    cause: attention.cause,
    numbers: attention.numbers,
    ...(attention.fields !== undefined && { fields: attention.fields }),
    since: toRfc3339(attention.since),
    ...instant('answerBy', attention.answerBy),
    ...(attention.message !== undefined && { message: clipText(attention.message) }),
    commands: attention.commands,
  };
}

function attemptViews({ attempts }: Port): AttemptView[] {
  const named = namedAttempts(attempts);
  return attempts.map((attempt) => attemptView(attempt, named.has(attempt)));
}

function attemptView(attempt: Attempt, isNamed: boolean): AttemptView {
  const { numbers, failure } = attempt;
  return {
    number: attempt.number,
    ...instant('sentAt', attempt.sentAt),
    numbers: isNamed ? numbers : [],
    ...(!isNamed && { numbersLeftOut: numbers.length }),
    orderRefs: attempt.orderRefs,
    documentDigests: isNamed ? attempt.documentDigests : [],
    documents: isNamed ? attempt.documents : [],
    schedule: attempt.schedule,
    result: attempt.state,
    ...(failure !== undefined && {
      problem: { ...failure.problem, message: clipText(failure.problem.message) },
    }),
  };
}

function policyView(policy: Policy): PolicyView {
  return Object.fromEntries(
    Object.entries(policy).map(([key, value]: [string, string | number | readonly number[]]) => {
      if (typeof value === 'string') return [key, value];
      return [key, typeof value === 'number' ? toIsoDuration(value) : value.map(toIsoDuration)];
    }),
  );
}

function instant<K extends string>(key: K, at: Instant | undefined): { readonly [P in K]?: string } {
  return at === undefined ? {} : ({ [key]: toRfc3339(at) } as { readonly [P in K]?: string });
}
