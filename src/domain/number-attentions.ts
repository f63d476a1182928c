import { answerByOf } from './answer-by';
import { isOpenAtProvider } from './at-provider';
import type { Attention, AttentionCause } from './attentions';
import { isBeingCanceled, isByTicket } from './cancel';
import { isLeftBehind } from './ending';
import { refusedEdits } from './errands';
import { isFinal, type StrandedStatus } from './item-status';
import { grouped, itemsByOrder } from './lookup';
import { noNewsAt } from './no-news';
import { once } from './once';
import { currentItems, type OrderItem, type Port, type ProviderOrder } from './port';
import { draftItems } from './submission';
import { isBlocked, overdueSince, standingInTheWay } from './superseded';
import { earliest } from './time';
import { contradictsVerdict } from './verdict';

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
    const items = livingItems(port).filter(
      (item) => item.status === status && item.cancel === undefined && !isLeftBehind(port, item),
    );
    if (items.length === 0) return [];
    const fields = [...new Set(items.flatMap((item) => item.rejection?.field ?? []))];
    const messages = [...new Set(items.flatMap((item) => item.rejection?.message ?? []))];
    return [
      {
        cause,
        numbers: numbersOf(items),
        ...(fields.length > 0 && { fields }),
        since: Math.min(...items.map((item) => item.changedAt)),
        ...answerBy(port, items),
        ...(messages.length > 0 && { message: messages.join(' · ') }),
      },
    ];
  });
}

/** What the provider says now is not what a person settled. */
export function contradictedVerdicts(port: Port): Attention[] {
  const items = currentItems(port).filter(contradictsVerdict);
  if (items.length === 0) return [];
  const said = [
    ...new Set(items.map(({ settled, status }) => `settled as ${settled?.as ?? ''}, now ${status}`)),
  ];
  return [
    {
      cause: 'verdict_contradicted',
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
  const messages = [...new Set(refused.flatMap((item) => item.cancel?.failure?.problem.message ?? []))];
  const tickets = port.orders.flatMap((order) => order.supportTicket ?? []);
  if (tickets.length > 0) messages.push(`The provider's support ticket is ${tickets.join(', ')}.`);
  return [
    {
      cause: 'cancel_refused',
      numbers: numbersOf(refused),
      since: Math.min(...refused.map((item) => item.cancel?.failure?.since ?? port.asOf)),
      ...(messages.length > 0 && { message: messages.join(' ') }),
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
  const old = blocked.map((item) => standingInTheWay(port, item));
  const refs = [...new Set(old.flat().flatMap((item) => item.orderRef ?? []))].slice(0, MOST_REFS);
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

/** How many orders one message names. */
const MOST_REFS = 5;

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
  const patience = port.policy.cutoverLooks.at(-1) ?? 0;
  const overdue = livingItems(port).filter(
    (item) =>
      item.status === 'foc_confirmed' &&
      item.foc !== undefined &&
      (port.reading.lookedAt ?? 0) >= item.foc.until + patience,
  );
  if (overdue.length === 0) return [];
  const since = Math.min(...overdue.map((item) => (item.foc?.until ?? 0) + patience));
  return [{ cause: 'cutover_overdue', numbers: numbersOf(overdue), since }];
}

/** Open items about which nothing new was seen for too long. A confirmed date is news enough until it is over. */
export function noNews(port: Port): Attention[] {
  const silent = livingItems(port).filter((item) => {
    const at = noNewsAt(port, item);
    return at !== undefined && at <= port.asOf;
  });
  if (silent.length === 0) return [];
  const since = Math.min(...silent.map((item) => noNewsAt(port, item) ?? port.asOf));
  return [{ cause: 'no_news', numbers: numbersOf(silent), since }];
}

/** Current items that somebody here still goes on with. */
function livingItems(port: Port): readonly OrderItem[] {
  return livingOf(currentItems(port));
}

const livingOf = once((items: readonly OrderItem[]): readonly OrderItem[] =>
  items.filter((item) => item.givenUp === undefined && item.settled === undefined),
);

function numbersOf(items: readonly OrderItem[]): string[] {
  return items.map((item) => item.phoneNumber);
}

function answerBy(port: Port, items: readonly OrderItem[]): Pick<Attention, 'answerBy'> {
  const at = earliest(items.map((item) => answerByOf(port, item)));
  return at === undefined ? {} : { answerBy: at };
}
