import type { AllowedDates, OrderCancel, OrderDetail, OrderNumber } from '../../../contract/order-operations';
import type { OrderRow } from '../../../contract/provider-operations';
import { lazyModules } from '../../lazy-modules';
import { commaList, integerBetween, numbersOption, wholeNumber } from '../../options';
import { columns, factLines, rawLines, section, type Stringify } from '../../render/layout';
import { describeRejection, formatInstant, humanizeCode } from '../../render/format';
import {
  addGroup,
  addOperation,
  answerWith,
  draftOption,
  type DefineOperation,
  type DraftOptions,
  type OperationOptions,
} from './operation';

interface OrdersOptions extends OperationOptions {
  readonly createdAfter?: string;
  readonly createdBefore?: string;
  readonly status?: string;
  readonly refs?: string[];
  readonly limit?: number;
  readonly search?: string;
}

export const defineOrders: DefineOperation = (parent, descriptor, context) => {
  const { name: provider, operationOptions } = descriptor;
  const search = operationOptions?.ordersSearch;
  const orders = addOperation(parent, descriptor, {
    operation: 'orders',
    usage: 'orders',
    summary: "list the account's orders at the provider, the newest first; also those that no port made",
    examples: [
      `portkeeper provider ${provider} orders --status "action required"`,
      `portkeeper provider ${provider} orders --created-after 2026-12-01 --limit 500 --json`,
    ],
    json: 'print an array of {ref, status, created?, updated?, numbers?, ported?, suggestedAction?}',
  })
    .option('--created-after <date>', 'only those made on this day or later, for example 2026-12-01')
    .option('--created-before <date>', 'only those made before this day')
    .option('--status <status>', "only those with this status, in the provider's words")
    .option('--refs <refs>', "only these, by the provider's references: a,b", commaList)
    .option('--limit <count>', 'the most orders to list; without it 100', wholeNumber);
  if (search !== undefined) orders.option('--search <text>', `only those that this is found in: ${search}`);
  orders.action(async ({ account, json, ...filter }: OrdersOptions) => {
    await lazyModules.temporalSession().withTemporal(context.env, async ({ porting }) => {
      const { orders, isComplete } = await porting.provider(provider, account).orders(filter);
      if (json) context.output.json(orders);
      else for (const line of orderLines(orders)) context.output.line(line);
      if (!isComplete) context.output.note(`There are more than these ${orders.length}: raise --limit.`);
    });
  });
};

interface CancelOptions extends OperationOptions {
  readonly numbers?: string[];
}

/**
 * Operations on one order at the provider, including an order that no port made, such as an orphan of the
 * sweep.
 */
export const defineOrder: DefineOperation = (parent, descriptor, context) => {
  const { name: provider, capabilities, sample } = descriptor;
  const exampleRef = sample?.orderRef ?? 'ORDER';
  const order = addGroup(parent, provider, {
    name: 'order',
    summary: 'one order at the provider, also one that no port made: show, cancel',
    example: 'order show <order>',
  });

  addOperation(order, descriptor, {
    operation: 'order.get',
    usage: 'show <order>',
    summary: 'show an order as it is now, with all fields of the provider',
    examples: [`portkeeper provider ${provider} order show ${exampleRef}`],
    json:
      'print {ref, status, cancellationReason?, supportKey?, supportTicket?, signatureUrl?, numbers, raw}; each number ' +
      "{phoneNumber, status?, providerStatus, foc?, rejection?, type?, country?}; raw: the provider's own fields",
  }).action(async (orderRef: string, options: OperationOptions) => {
    const { stringify } = lazyModules.yaml();
    await answerWith(
      context,
      options,
      provider,
      (client) => client.order.get({ orderRef }),
      (detail) => orderDetailLines(detail, stringify),
    );
  });

  addOperation(order, descriptor, {
    operation: 'order.cancel',
    usage: 'cancel <order>',
    summary:
      'cancel an order that no open port has; for a port use `portkeeper cancel`' +
      (capabilities.cancel === 'ticket'
        ? ' (its API cannot cancel, so this is refused: ask its support)'
        : ''),
    examples: [
      `portkeeper provider ${provider} order cancel ${exampleRef}`,
      ...(capabilities.cancel === 'order_and_number'
        ? [`portkeeper provider ${provider} order cancel ${exampleRef} --numbers +12125550100`]
        : []),
    ],
    json: 'print {orderRef, taken, refused: [{phoneNumber, code, message}]}',
  })
    .addOption(numbersOption('only these numbers of it'))
    .action(async (orderRef: string, { numbers, ...options }: CancelOptions) => {
      const input = { orderRef, numbers };
      const cancel = () =>
        answerWith(context, options, provider, (client) => client.order.cancel(input), orderCancelLines);
      const { taken, refused } = await cancel();
      if (taken.length === 0 && refused.length > 0) context.exitCode = 2;
    });
};

export const defineAllowedDates: DefineOperation = (parent, descriptor, context) => {
  const { name: provider } = descriptor;
  addOperation(parent, descriptor, {
    operation: 'allowed-dates',
    usage: 'allowed-dates <order>',
    summary: 'list the spans in which an order could move',
    examples: [
      `portkeeper provider ${provider} allowed-dates 8f2a/31c7`,
      `portkeeper provider ${provider} allowed-dates --draft 7d1c/92e0`,
    ],
    json: 'print an array of {from, until}, RFC 3339',
  })
    .addOption(draftOption())
    .action(async (orderRef: string, { draft: isDraft, ...options }: DraftOptions) => {
      await answerWith(
        context,
        options,
        provider,
        (client) => client.allowedDates({ orderRef, isDraft }),
        allowedDateLines,
      );
    });
};

interface RateOptions extends OperationOptions {
  readonly stars: number;
  readonly comment?: string;
}

export const defineOrderRating: DefineOperation = (parent, descriptor, context) => {
  const { name: provider } = descriptor;
  addOperation(parent, descriptor, {
    operation: 'rate',
    usage: 'rate <order>',
    summary: 'rate a finished order; for an order of a port use `portkeeper rate`',
    examples: [`portkeeper provider ${provider} rate 8f2a/31c7 --stars 5 --comment "on time"`],
    json: 'print {orderRef, stars}',
  })
    .requiredOption('--stars <count>', '1 to 5', (text) => integerBetween(1, 5, text))
    .option('--comment <text>', 'why')
    .action(async (orderRef: string, { stars, comment, ...options }: RateOptions) => {
      await answerWith(
        context,
        options,
        provider,
        (client) => client.rate({ orderRef, stars, comment }),
        (rated) => [`Rated ${rated.orderRef}: ${rated.stars} of 5.`],
      );
    });
};

const ORDERS_HEAD = ['ORDER', 'STATUS', 'NUMBERS', 'PORTED', 'CREATED', 'UPDATED', 'SUGGESTED ACTION'];

/** A provider's orders, as a table. */
export function orderLines(orders: readonly OrderRow[]): string[] {
  if (orders.length === 0) return ['No orders.'];
  return columns([
    ORDERS_HEAD,
    ...orders.map((order) => [
      order.ref,
      order.status,
      String(order.numbers ?? '-'),
      String(order.ported ?? '-'),
      order.created ?? '-',
      order.updated ?? '-',
      order.suggestedAction ?? '',
    ]),
  ]);
}

/** An order at the provider: Portkeeper's fields first, then the raw response. */
function orderDetailLines(order: OrderDetail, stringify: Stringify): string[] {
  const { ref, status, numbers, raw } = order;
  return [
    `${ref}: ${status === '' ? '-' : status}`,
    ...factLines([
      ['canceled because', order.cancellationReason],
      ['support key', order.supportKey],
      ['support ticket', order.supportTicket],
      ['sign at', order.signatureUrl],
    ]),
    ...section('Numbers', columns(numbers.map(numberRow))),
    ...section('Raw response', rawLines(raw, stringify)),
  ];
}

function numberRow({ phoneNumber, status, providerStatus, foc, rejection }: OrderNumber): string[] {
  return [
    phoneNumber,
    status === undefined ? 'in a status that Portkeeper does not know' : humanizeCode(status),
    providerStatus === '' ? '' : `(${providerStatus})`,
    foc === undefined ? '' : `FOC ${formatInstant(foc.from)}`,
    rejection === undefined ? '' : describeRejection(rejection),
  ];
}

/** The provider's answer to a cancel, number by number. */
function orderCancelLines({ orderRef, taken, refused }: OrderCancel): string[] {
  if (taken.length + refused.length === 0) return [`Nothing of ${orderRef} is open.`];
  return columns([
    ...taken.map((phoneNumber) => [phoneNumber, 'canceled, or being canceled']),
    ...refused.map(({ phoneNumber, code, message }) => [phoneNumber, 'refused', `${code}: ${message}`]),
  ]);
}

/** The allowed dates of an order, as a table. */
function allowedDateLines(dates: readonly AllowedDates[]): string[] {
  if (dates.length === 0) return ['The provider names no date.'];
  return columns([
    ['FROM', 'UNTIL'],
    ...dates.map(({ from, until }) => [formatInstant(from), formatInstant(until)]),
  ]);
}
