import { cancelByOf, isBeingCanceled, isByTicket, unconfirmedAt } from '../facts/canceling';
import { answerByOf, missingAt, noNewsAt, overdueSince } from '../facts/ending';
import {
  blockingPredecessors,
  contradictsSettlement,
  currentItems,
  isActive,
  isFinal,
  isLeftBehind,
  isOpenAtProvider,
} from '../facts/items';
import { grouped, itemsByOrder, memoizeByIdentity, rejectionTextOf } from '../facts/lookup';
import { refusedEdits } from '../facts/order-actions';
import { draftItems } from '../facts/submission';
import { isBlocked, isRevived } from '../facts/superseding';
import type { Attention, AttentionCause } from '../model/attention';
import type { OrderItem } from '../model/item';
import type { ProviderOrder } from '../model/order';
import type { Port } from '../model/port';
import type { StrandedStatus } from '../model/status';
import { earliest, type Instant, toRfc3339 } from '../model/time';

/** The missing fields of a draft: nothing is sent before they are given. */
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

/** Fields that the provider found missing in an accepted order: it may still go on without them. */
export function missingAtProvider(port: Port): Attention[] {
  const lacking = activeItems(port).filter(
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

/** The attention causes of the stranded statuses. */
const STRANDED: readonly (readonly [status: StrandedStatus, cause: AttentionCause])[] = [
  ['not_portable', 'not_portable'],
  ['rejected', 'rejected'],
  ['expired', 'expired'],
  ['canceled', 'canceled_by_carrier'],
];

export function strandedNumbers(port: Port): Attention[] {
  return STRANDED.flatMap(([status, cause]) => {
    const items = (activeByStatus(currentItems(port)).get(status) ?? []).filter(
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

/** Settlements that the provider status contradicts. */
export function contradictedSettlements(port: Port): Attention[] {
  const items = currentItems(port).filter(contradictsSettlement);
  if (items.length === 0) return [];
  const contradictions = [
    ...new Set(items.map(({ settled, status }) => `settled as ${settled?.as ?? ''}, now ${status}`)),
  ];
  return [
    {
      cause: 'settlement_contradicted',
      numbers: numbersOf(items),
      since: Math.min(...items.map((item) => item.changedAt)),
      message: `The provider status contradicts the settlement: ${contradictions.join('; ')}.`,
    },
  ];
}

export function cancelRefused(port: Port): Attention[] {
  const refused = activeItems(port).filter(
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
 * Accepted cancels that the provider does not carry out: the number may still move, and only the provider's support
 * can help before the deadline.
 */
export function cancelUnconfirmed(port: Port): Attention[] {
  const { items, since } = dueItems(port, currentItems(port), unconfirmedAt);
  if (items.length === 0) return [];
  const statuses = [...new Set(items.map(({ status }) => status))].join(', ');
  const cancelBy = earliest(items.map(({ foc }) => foc && cancelByOf(foc, port.policy)));
  const until = cancelBy === undefined ? '' : ` It must be canceled by ${toRfc3339(cancelBy)}.`;
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

/** Replaced orders that are active again at the provider. */
export function revivedOrders(port: Port): Attention[] {
  const active = new Set(
    activeItems(port).flatMap(({ phoneNumber, status }) => (status === 'ported' ? [] : [phoneNumber])),
  );
  const revived = port.items.filter((item) => isRevived(item) && active.has(item.phoneNumber));
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
      message: `The provider works on the replaced order ${refs.join(', ')} again.${dates} Make sure that only one order stays.`,
    },
  ];
}

/** Numbers that their orders no longer list: the provider may have moved or dropped them. */
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

/** Edits of existing orders that the provider refused. */
export function refusedChanges(port: Port): Attention[] {
  return refusedEdits(port).map(({ orderRef, failure, askedAt }) => ({
    cause: 'edit_refused',
    numbers: numbersOf(itemsByOrder(activeItems(port)).get(orderRef) ?? []),
    since: failure?.since ?? askedAt,
    ...(failure !== undefined && { message: failure.problem.message }),
  }));
}

/** Numbers whose new order waits for an old one that does not end. */
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

/** How many orders, tickets or texts one message lists. */
const MAX_NAMED = 5;

function truncate(names: readonly string[]): string[] {
  return names.slice(0, MAX_NAMED);
}

export function providerAsks(port: Port): Attention[] {
  // A number that is being canceled needs no person, though its order may ask until the cancel is confirmed.
  const items = grouped(
    activeItems(port).filter((item) => !isBeingCanceled(item)),
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
        message: `The provider wants a person to check order ${order.ref}${
          order.supportTicket === undefined ? '' : `, its support ticket ${order.supportTicket}`
        }.`,
      },
    ];
  });
}

/**
 * A number of the order has its own problem, so an attention asks about that number, or a person has decided about
 * it. Its siblings raise no attention for the same order.
 */
function isExplained(port: Port, { ref }: ProviderOrder): boolean {
  return (itemsByOrder(port.items).get(ref) ?? []).some(
    ({ status, missingFieldsSince }) =>
      status === 'rejected' || status === 'not_portable' || missingFieldsSince !== undefined,
  );
}

/** Numbers that should have moved: the last single poll after the cutover found them unmoved. */
export function overdueCutovers(port: Port): Attention[] {
  const patience = port.policy.cutoverPolls.at(-1) ?? 0;
  const overdue = activeItems(port).filter(
    (item) =>
      item.status === 'foc_confirmed' &&
      item.foc !== undefined &&
      (port.reading.lastPolledAt ?? 0) >= item.foc.until + patience,
  );
  if (overdue.length === 0) return [];
  const since = Math.min(...overdue.map((item) => (item.foc?.until ?? 0) + patience));
  return [{ cause: 'cutover_overdue', numbers: numbersOf(overdue), since }];
}

/** Open items without a change for too long. A confirmed date counts as news until it is over. */
export function noNews(port: Port): Attention[] {
  const { items, since } = dueItems(port, activeItems(port), noNewsAt);
  return items.length === 0 ? [] : [{ cause: 'no_news', numbers: numbersOf(items), since }];
}

/** The items whose instant has come, and the first of those instants. */
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

/** Current items that the port still works on. */
function activeItems(port: Port): readonly OrderItem[] {
  return activeOf(currentItems(port));
}

const activeOf = memoizeByIdentity((items: readonly OrderItem[]): readonly OrderItem[] =>
  items.filter((item) => isActive(item)),
);

const activeByStatus = memoizeByIdentity((items: readonly OrderItem[]) =>
  grouped(activeOf(items), ({ status }) => status),
);

function numbersOf(items: readonly OrderItem[]): string[] {
  return items.map((item) => item.phoneNumber);
}

function answerBy(port: Port, items: readonly OrderItem[]): Pick<Attention, 'answerBy'> {
  const at = earliest(items.map((item) => answerByOf(port, item)));
  return at === undefined ? {} : { answerBy: at };
}
