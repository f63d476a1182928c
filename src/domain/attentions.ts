import { currentItems, openAttempt, type Failure, type OrderItem, type Port } from './port';
import { isToBeSent } from './cancel';
import { isLeftBehind } from './ending';
import { isFinal } from './item-status';
import type { Instant } from './time';

/** Why a person is needed. */
export type AttentionCause =
  | 'missing_fields'
  | 'not_portable'
  | 'rejected'
  | 'expired'
  | 'canceled_by_carrier'
  | 'submission_unknown'
  | 'provider_asks'
  | 'no_news'
  | 'cancel_refused'
  | 'cutover_overdue'
  | 'no_worker_for_account'
  | 'read_failed'
  | 'supersede_blocked';

/** Something that a person must do. */
export interface Attention {
  readonly cause: AttentionCause;
  readonly numbers: readonly string[];
  /** The input fields to look at. */
  readonly fields?: readonly string[];
  readonly since: Instant;
  readonly answerBy?: Instant;
  /** What the provider or we said about it. */
  readonly message?: string;
}

/**
 * What a person must do now, most pressing first. Computed from the port as of its newest event, so it can neither
 * be forgotten nor outlive its cause.
 */
export function attentionsOf(port: Port): Attention[] {
  if (port.ending !== undefined) return [];
  return [
    ...missingFields(port),
    ...submissionUnknown(port),
    ...unansweredCalls(port),
    ...unansweredCancels(port),
    ...itemsWith(port, 'not_portable', 'not_portable'),
    ...itemsWith(port, 'rejected', 'rejected'),
    ...itemsWith(port, 'expired', 'expired'),
    ...itemsWith(port, 'canceled', 'canceled_by_carrier'),
    ...cancelRefused(port),
    ...providerAsks(port),
    ...overdueCutovers(port),
    ...noNews(port),
  ];
}

function missingFields(port: Port): Attention[] {
  const atProvider = currentItems(port).filter(
    (item) => item.missingFieldsSince !== undefined && isOpenAtProvider(item),
  );
  const drafts = currentItems(port).filter((item) => item.status === 'draft');
  const found: Attention[] = [];
  if (port.missing.length > 0 && drafts.length > 0) {
    const isAboutSome = port.missing.every((field) => field.numbers !== undefined);
    const numbers = isAboutSome
      ? port.missing.flatMap((field) => field.numbers ?? [])
      : drafts.map((item) => item.phoneNumber);
    found.push({
      cause: 'missing_fields',
      numbers: [...new Set(numbers)],
      fields: port.missing.map((field) => field.field),
      since: port.check?.at ?? port.createdAt,
      message: port.missing.map((field) => field.message).join(' '),
    });
  }
  if (atProvider.length > 0) {
    found.push({
      cause: 'missing_fields',
      numbers: atProvider.map((item) => item.phoneNumber),
      since: Math.min(...atProvider.map((item) => item.missingFieldsSince ?? item.changedAt)),
      message: 'The provider says that required data is missing for these numbers.',
    });
  }
  return found;
}

function submissionUnknown(port: Port): Attention[] {
  const attempt = openAttempt(port);
  // While searches are still to come nobody is needed.
  if (attempt?.state !== 'unknown' || attempt.search?.nextAt !== undefined) return [];
  return [
    {
      cause: 'submission_unknown',
      numbers: attempt.numbers,
      since: attempt.failure?.since ?? attempt.startedAt,
      ...messageOf(attempt.failure),
    },
  ];
}

/** Calls that the provider, or a worker, keeps not answering. */
function unansweredCalls(port: Port): Attention[] {
  const attempt = openAttempt(port);
  const failure =
    port.reading.failure ?? (attempt?.state === 'delayed' ? attempt.failure : attempt?.search?.failure);
  if (failure === undefined) return [];
  return [{ cause: causeOfFailure(failure), numbers: [], since: failure.since, ...messageOf(failure) }];
}

/** One failure may be chance: it is over in 15 s, before anybody could act on it. */
const FAILURES_BEFORE_TOLD = 2;

/** Cancels that were accepted here and that the provider keeps not answering, while its deadline comes nearer. */
function unansweredCancels(port: Port): Attention[] {
  const stuck = currentItems(port).filter(
    (item) => isToBeSent(item) && (item.cancel?.failure?.count ?? 0) >= FAILURES_BEFORE_TOLD,
  );
  const failure = stuck[0]?.cancel?.failure;
  if (failure === undefined) return [];
  return [
    {
      cause: causeOfFailure(failure),
      numbers: stuck.map((item) => item.phoneNumber),
      since: Math.min(...stuck.map((item) => item.cancel?.failure?.since ?? failure.since)),
      ...messageOf(failure),
    },
  ];
}

function causeOfFailure({ problem }: Failure): AttentionCause {
  return problem.code === 'no_worker_for_account' ? 'no_worker_for_account' : 'read_failed';
}

function itemsWith(port: Port, status: OrderItem['status'], cause: AttentionCause): Attention[] {
  const items = currentItems(port).filter(
    (item) => item.status === status && item.cancel === undefined && !isLeftBehind(port, item),
  );
  if (items.length === 0) return [];
  const fields = [...new Set(items.flatMap((item) => item.rejection?.field ?? []))];
  const messages = [...new Set(items.flatMap((item) => item.rejection?.message ?? []))];
  return [
    {
      cause,
      numbers: items.map((item) => item.phoneNumber),
      ...(fields.length > 0 && { fields }),
      since: latestChange(items),
      ...(messages.length > 0 && { message: messages.join(' · ') }),
    },
  ];
}

function cancelRefused(port: Port): Attention[] {
  const refused = currentItems(port).filter(
    (item) => item.cancel?.state === 'refused' && isOpenAtProvider(item),
  );
  if (refused.length === 0) return [];
  const messages = [...new Set(refused.flatMap((item) => item.cancel?.failure?.problem.message ?? []))];
  const tickets = port.orders.flatMap((order) => order.supportTicket ?? []);
  if (tickets.length > 0) messages.push(`The provider's support ticket is ${tickets.join(', ')}.`);
  return [
    {
      cause: 'cancel_refused',
      numbers: refused.map((item) => item.phoneNumber),
      since: Math.min(...refused.map((item) => item.cancel?.failure?.since ?? port.asOf)),
      ...(messages.length > 0 && { message: messages.join(' ') }),
    },
  ];
}

function providerAsks(port: Port): Attention[] {
  const items = currentItems(port);
  return port.orders.flatMap((order) => {
    const own = items.filter((item) => item.orderRef === order.ref);
    const isExplained = own.some(
      (item) => item.status === 'rejected' || item.missingFieldsSince !== undefined,
    );
    if (!order.actionRequired || isExplained || own.every((item) => isFinal(item.status))) return [];
    return [
      {
        cause: 'provider_asks' as const,
        numbers: own.map((item) => item.phoneNumber),
        since: order.actionRequiredSince ?? port.asOf,
        message: `The provider wants a person to look at order ${order.ref}${
          order.supportTicket === undefined ? '' : `, its support ticket ${order.supportTicket}`
        }.`,
      },
    ];
  });
}

/** Numbers that should have moved: the last of the single looks after the cutover has passed. */
function overdueCutovers(port: Port): Attention[] {
  const patience = port.policy.cutoverLooks.at(-1) ?? 0;
  const overdue = currentItems(port).filter(
    (item) =>
      item.status === 'foc_confirmed' &&
      item.foc !== undefined &&
      (port.reading.lookedAt ?? 0) >= item.foc.until + patience,
  );
  if (overdue.length === 0) return [];
  const since = Math.min(...overdue.map((item) => (item.foc?.until ?? 0) + patience));
  return [{ cause: 'cutover_overdue', numbers: overdue.map((item) => item.phoneNumber), since }];
}

/** Open items about which nothing new was seen for too long. A confirmed date is news enough until it is over. */
function noNews(port: Port): Attention[] {
  const silent = currentItems(port).filter((item) => {
    const at = noNewsAt(port, item);
    return at !== undefined && at <= port.asOf;
  });
  if (silent.length === 0) return [];
  const since = Math.min(...silent.map((item) => item.changedAt + port.policy.noNews));
  return [{ cause: 'no_news', numbers: silent.map((item) => item.phoneNumber), since }];
}

/** When silence about an item becomes an attention; undefined for items that are not waiting for news. */
export function noNewsAt(port: Port, item: OrderItem): Instant | undefined {
  const waits =
    item.status === 'in_review' || item.status === 'awaiting_signature' || item.status === 'submitted';
  return waits || item.status === 'canceling' ? item.changedAt + port.policy.noNews : undefined;
}

/** The item is at the provider, and the provider may still do something with it. */
export function isOpenAtProvider(item: OrderItem): boolean {
  return item.orderRef !== undefined && !isFinal(item.status);
}

/** The provider may say something new about it, though nobody tells us to look. */
export function isWorthReading(item: OrderItem): boolean {
  return isOpenAtProvider(item) || item.contradiction !== undefined;
}

function latestChange(items: readonly OrderItem[]): Instant {
  return Math.max(...items.map((item) => item.changedAt));
}

function messageOf(failure: { problem: { message: string } } | undefined): { message?: string } {
  return failure === undefined ? {} : { message: failure.problem.message };
}
