import { lazyModules } from '../../lazy-modules';
import { commaList } from '../../numbers-option';
import { orderLines } from '../../render/order-list';
import { addOperation, type DefineOperation, type OperationOptions } from './define-operation';
import { wholeNumber } from './whole-number';

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
