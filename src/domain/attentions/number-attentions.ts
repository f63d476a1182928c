import { answerByOf } from '../facts/answer-by';
import { unconfirmedAt } from '../facts/cancel-follow-up';
import { isBeingCanceled, isByTicket } from '../facts/canceling';
import { isLeftBehind } from '../facts/ending';
import { isFinal } from '../facts/item-status';
import { contradictsSettlement, currentItems, isActive, isOpenAtProvider } from '../facts/items';
import { grouped, itemsByOrder } from '../facts/lookup';
import { memoizeByIdentity } from '../facts/memoize';
import { missingAt, noNewsAt } from '../facts/no-news';
import { refusedEdits } from '../facts/order-actions';
import { blockingPredecessors } from '../facts/predecessors';
import { rejectionTextOf } from '../facts/rejection-text';
import { draftItems } from '../facts/submission';
import { isBlocked, isRevived, overdueSince } from '../facts/superseding';
import { cancelByOf } from '../facts/window';
import type { Attention, AttentionCause } from '../model/attention';
import type { OrderItem } from '../model/item';
import type { ProviderOrder } from '../model/order';
import type { Port } from '../model/port';
import type { StrandedStatus } from '../model/status';
import { earliest, type Instant, toRfc3339 } from '../model/time';

/** What a draft lacks: nothing is sent before somebody gives it. */
export function missingInDraft(port: Port): Attention[] {
  const drafts = draftItems(port);
  if (port.missing.length === 0 || drafts.length === 0) return [];
  const isAboutSome = port.missing.every((field) => field.numbers !== undefined);
  const numbers = isAboutSome
    ? port.missing.flatMap((field) => field.numbers ?? [])
    : drafts.map((item) => item.phoneNumber);
  return [
    {
      cause: 'missing_fields',
      numbers: [...new Set(numbers)],
      fields: port.missing.map((field) => field.field),
      since: port.missingSince ?? port.createdAt,
      ...answerBy(port, drafts),
      message: port.missing.map((field) => field.message).join(' '),
    },
  ];
}

/** What the provider found missing after it took the order: it may still go on without us. */
export function missingAtProvider(port: Port): Attention[] {
  const lacking = livingItems(port).filter(
    (item) => item.missingFieldsSince !== undefined && isOpenAtProvider(item),
  );
  if (lacking.length === 0) return [];
  return [
    {
      cause: 'missing_fields',
      numbers: numbersOf(lacking),
      since: Math.min(...lacking.map((item) => item.missingFieldsSince ?? item.changedAt)),
      message: 'The provider says that required data is missing for these numbers.',
    },
  ];
}

/** The causes of numbers that nothing moves but a person. */
const STRANDED: readonly (readonly [status: StrandedStatus, cause: AttentionCause])[] = [
  ['not_portable', 'not_portable'],
  ['rejected', 'rejected'],
  ['expired', 'expired'],
  ['canceled', 'canceled_by_carrier'],
];

export function strandedNumbers(port: Port): Attention[] {
  return STRANDED.flatMap(([status, cause]) => {
    const items = (livingByStatus(currentItems(port)).get(status) ?? []).filter(
      (item) => item.cancel === undefined && !isLeftBehind(port, item),
    );
    if (items.length === 0) return [];
    const fields = [...new Set(items.flatMap((item) => item.rejection?.field ?? []))];
    const messages = [...new Set(items.flatMap((item) => rejectionTextOf(port, item) ?? []))];
    return [
      {
        cause,
        numbers: numbersOf(items),
        ...(fields.length > 0 && { fields }),
        since: Math.min(...items.map((item) => item.changedAt)),
        ...answerBy(port, items),
        ...(messages.length > 0 && { message: truncate(messages).join(' · ') }),
      },
    ];
  });
}

/** What the provider says now is not what a person settled. */
export function contradictedSettlements(port: Port): Attention[] {
  const items = currentItems(port).filter(contradictsSettlement);
  if (items.length === 0) return [];
  const said = [
    ...new Set(items.map(({ settled, status }) => `settled as ${settled?.as ?? ''}, now ${status}`)),
  ];
  return [
    {
      cause: 'settlement_contradicted',
      numbers: numbersOf(items),
      since: Math.min(...items.map((item) => item.changedAt)),
      message: `The provider says otherwise than the person who settled it: ${said.join('; ')}.`,
    },
  ];
}

export function cancelRefused(port: Port): Attention[] {
  const refused = livingItems(port).filter(
    (item) => item.cancel?.state === 'refused' && isOpenAtProvider(item),
  );
  if (refused.length === 0) return [];
  const messages = [
    ...truncate([...new Set(refused.flatMap((item) => item.cancel?.failure?.problem.message ?? []))]),
    ...ticketsOf(port),
  ];
  return [
    {
      cause: 'cancel_refused',
      numbers: numbersOf(refused),
      since: Math.min(...refused.map((item) => item.cancel?.failure?.since ?? port.asOf)),
      ...(messages.length > 0 && { message: messages.join(' ') }),
    },
  ];
}

/**
 * Cancels that were accepted here, and that the provider does not carry out: the number may still move, and a call to its
 * support before the deadline is what helps.
 */
export function cancelUnconfirmed(port: Port): Attention[] {
  const { items, since } = dueItems(port, currentItems(port), unconfirmedAt);
  if (items.length === 0) return [];
  const statuses = [...new Set(items.map(({ status }) => status))].join(', ');
  const cancelBy = earliest(items.map(({ foc }) => foc && cancelByOf(foc, port.policy)));
  const until = cancelBy === undefined ? '' : ` It has to be out by ${toRfc3339(cancelBy)}.`;
  return [
    {
      cause: 'cancel_unconfirmed',
      numbers: numbersOf(items),
      since,
      message: [
        `A cancel was accepted, and the provider does not confirm it: it shows ${statuses}.${until} Ask its support.`,
        ...ticketsOf(port),
      ].join(' '),
    },
  ];
}

function ticketsOf({ orders }: Port): string[] {
  const tickets = truncate(orders.flatMap((order) => order.supportTicket ?? []));
  return tickets.length === 0 ? [] : [`The provider's support ticket is ${tickets.join(', ')}.`];
}

/** Orders that were replaced, and that the provider goes on with all the same. */
export function revivedOrders(port: Port): Attention[] {
  const living = new Set(
    livingItems(port).flatMap(({ phoneNumber, status }) => (status === 'ported' ? [] : [phoneNumber])),
  );
  const revived = port.items.filter((item) => isRevived(item) && living.has(item.phoneNumber));
  if (revived.length === 0) return [];
  const refs = truncate([...new Set(revived.flatMap(({ orderRef }) => orderRef ?? []))]);
  const first = earliest(revived.map(({ foc }) => foc?.from));
  const cancelBy = earliest(revived.map(({ foc }) => foc && cancelByOf(foc, port.policy)));
  const dates =
    first === undefined || cancelBy === undefined
      ? ''
      : ` It moves them at ${toRfc3339(first)} and can be canceled until ${toRfc3339(cancelBy)}.`;
  return [
    {
      cause: 'order_revived',
      numbers: [...new Set(numbersOf(revived))],
      since: Math.min(...revived.map(({ superseded }) => superseded?.revivedAt ?? port.asOf)),
      message: `The provider goes on with ${refs.join(', ')}, which was replaced.${dates} See that only one order stays.`,
    },
  ];
}

/** Numbers that their orders no longer list: the provider may have put them elsewhere, or dropped them. */
export function missingNumbers(port: Port): Attention[] {
  const { items, since } = dueItems(port, currentItems(port), missingAt);
  if (items.length === 0) return [];
  const refs = truncate([...new Set(items.flatMap(({ orderRef }) => orderRef ?? []))]);
  const date = earliest(items.map(({ foc }) => foc?.from));
  const known = date === undefined ? 'No date was known.' : `The last known date is ${toRfc3339(date)}.`;
  return [
    {
      cause: 'number_missing_at_provider',
      numbers: numbersOf(items),
      since,
      message: `${refs.join(', ')} no longer lists these numbers. ${known} Ask the provider where they are.`,
    },
  ];
}

/** What was to be changed in an order that the provider has, and it does not change it. */
export function refusedChanges(port: Port): Attention[] {
  return refusedEdits(port).map(({ orderRef, failure, askedAt }) => ({
    cause: 'edit_refused',
    numbers: numbersOf(itemsByOrder(livingItems(port)).get(orderRef) ?? []),
    since: failure?.since ?? askedAt,
    ...(failure !== undefined && { message: failure.problem.message }),
  }));
}

/** Numbers whose new order waits for the end of an old one that does not come. */
export function blockedNumbers(port: Port): Attention[] {
  const blocked = currentItems(port).filter((item) => isBlocked(port, item));
  if (blocked.length === 0) return [];
  const old = blocked.map((item) => blockingPredecessors(port, item));
  const refs = truncate([...new Set(old.flat().flatMap((item) => item.orderRef ?? []))]);
  return [
    {
      cause: 'supersede_blocked',
      numbers: numbersOf(blocked),
      since: Math.min(...old.map((own) => Math.max(...own.map((item) => overdueSince(port, item))))),
      message: isByTicket(port)
        ? `These numbers are still in ${refs.join(', ')}, which only the provider's support can close. ` +
          'Once it will not move them, resubmit with supersede.'
        : `The provider does not confirm that these numbers are out of ${refs.join(', ')}. ` +
          'If that order will not move them, resubmit with supersede.',
    },
  ];
}

/** How many orders, tickets or texts one message names. */
const MAX_NAMED = 5;

function truncate(names: readonly string[]): string[] {
  return names.slice(0, MAX_NAMED);
}

export function providerAsks(port: Port): Attention[] {
  // What is on its way out needs nobody, though its order goes on asking until the cancel is confirmed.
  const items = grouped(
    livingItems(port).filter((item) => !isBeingCanceled(item)),
    (item) => item.orderRef,
  );
  return port.orders.flatMap((order) => {
    if (!order.actionRequired) return [];
    const own = items.get(order.ref) ?? [];
    if (own.every((item) => isFinal(item.status)) || isExplained(port, order)) return [];
    return [
      {
        cause: 'provider_asks' as const,
        numbers: numbersOf(own),
        since: order.actionRequiredSince ?? port.asOf,
        message: `The provider wants a person to look at order ${order.ref}${
          order.supportTicket === undefined ? '' : `, its support ticket ${order.supportTicket}`
        }.`,
      },
    ];
  });
}

/**
 * A number of the order says itself what is wrong, so people are asked, or have decided, about that number. Its
 * siblings are not to blame for what the order goes on asking.
 */
function isExplained(port: Port, { ref }: ProviderOrder): boolean {
  return (itemsByOrder(port.items).get(ref) ?? []).some(
    ({ status, missingFieldsSince }) =>
      status === 'rejected' || status === 'not_portable' || missingFieldsSince !== undefined,
  );
}

/** Numbers that should have moved: the last of the single looks after the cutover has passed. */
export function overdueCutovers(port: Port): Attention[] {
  const patience = port.policy.cutoverPolls.at(-1) ?? 0;
  const overdue = livingItems(port).filter(
    (item) =>
      item.status === 'foc_confirmed' &&
      item.foc !== undefined &&
      (port.reading.lastPolledAt ?? 0) >= item.foc.until + patience,
  );
  if (overdue.length === 0) return [];
  const since = Math.min(...overdue.map((item) => (item.foc?.until ?? 0) + patience));
  return [{ cause: 'cutover_overdue', numbers: numbersOf(overdue), since }];
}

/** Open items about which nothing new was seen for too long. A confirmed date is news enough until it is over. */
export function noNews(port: Port): Attention[] {
  const { items, since } = dueItems(port, livingItems(port), noNewsAt);
  return items.length === 0 ? [] : [{ cause: 'no_news', numbers: numbersOf(items), since }];
}

/** The items of which an instant has come, and the first of those instants. */
function dueItems(
  port: Port,
  items: readonly OrderItem[],
  dueAt: (port: Port, item: OrderItem) => Instant | undefined,
): { readonly items: readonly OrderItem[]; readonly since: Instant } {
  const due = items.flatMap((item) => {
    const at = dueAt(port, item);
    return at === undefined || at > port.asOf ? [] : [{ item, at }];
  });
  return { items: due.map(({ item }) => item), since: Math.min(...due.map(({ at }) => at)) };
}

/** Current items that somebody here still goes on with. */
function livingItems(port: Port): readonly OrderItem[] {
  return livingOf(currentItems(port));
}

const livingOf = memoizeByIdentity((items: readonly OrderItem[]): readonly OrderItem[] =>
  items.filter((item) => isActive(item)),
);

const livingByStatus = memoizeByIdentity((items: readonly OrderItem[]) =>
  grouped(livingOf(items), ({ status }) => status),
);

function numbersOf(items: readonly OrderItem[]): string[] {
  return items.map((item) => item.phoneNumber);
}

function answerBy(port: Port, items: readonly OrderItem[]): Pick<Attention, 'answerBy'> {
  const at = earliest(items.map((item) => answerByOf(port, item)));
  return at === undefined ? {} : { answerBy: at };
}
