import type { ListedAccount } from '../../client/account-list';
import { addCommand, type DefineCommand, type JsonOption } from '../command';
import { lazyModules } from '../lazy-modules';
import { columns, section } from '../render/layout';
import { formatInstant } from '../render/format';
import type { TemporalSession } from '../temporal-session';

export const defineAccounts: DefineCommand = (program, context) => {
  addCommand(program, {
    usage: 'accounts',
    summary:
      'list provider accounts: open ports, buffered webhooks, orders that no port holds, the newest sweep; those with neither ' +
      'a sweep nor such a webhook are not listed',
    examples: ['portkeeper accounts', 'portkeeper accounts --json'],
    json: 'print an array of {provider, account, workflowId, openPorts, view?}; view as the query "account" answers',
  }).action(async ({ json }: JsonOption) => {
    const show = async ({ porting }: TemporalSession) => {
      const accounts = await porting.accounts();
      if (json) context.output.json(accounts);
      else for (const line of accountLines(accounts)) context.output.line(line);
    };
    await lazyModules.temporalSession().withTemporal(context.env, show, { worksWithoutKeys: true });
  });
};

const HEAD = [
  'ACCOUNT',
  'OPEN PORTS',
  'BUFFERED',
  'AFTER CLOSE',
  'ORPHANS',
  'MISSING',
  'LAST SWEEP',
  'NEXT SWEEP',
];
/** A list with more lines ends with a pointer to `--json`. */
const MAX_LISTED = 10;

/** Accounts as a table, followed by the findings that need a person. */
function accountLines(accounts: readonly ListedAccount[]): string[] {
  if (accounts.length === 0)
    return ['No account has a workflow yet: configure a sweep and run `portkeeper setup`.'];
  return [
    ...columns([HEAD, ...accounts.map(row)]),
    ...section('Orders that no open port holds', accounts.flatMap(orphans)),
    ...section('Orders of open ports that the provider does not list', accounts.flatMap(missingOrders)),
    ...section('Sweeps that fail', accounts.flatMap(failures)),
  ];
}

function row({ provider, account, openPorts, view }: ListedAccount): string[] {
  const name = `${provider}/${account}`;
  if (view === undefined)
    return [name, String(openPorts), '?', '?', '?', '?', 'no worker answers, or no key', ''];
  const { buffered, afterClose, orphans: unclaimed, sweep } = view;
  return [
    name,
    String(openPorts),
    String(buffered.length),
    String(afterClose.length),
    String(
      Math.max(
        new Set([...unclaimed.map(({ orderRef }) => orderRef), ...(sweep?.last?.orphans ?? [])]).size,
        sweep?.last?.orphanCount ?? 0,
      ),
    ),
    sweep === undefined
      ? '-'
      : String(sweep.last?.missingOrderCount ?? sweep.last?.missingOrders.length ?? 0),
    sweep?.last === undefined ? '-' : `${formatInstant(sweep.last.endedAt)} (${sweep.last.orders} orders)`,
    sweep === undefined ? 'none' : formatInstant(sweep.nextAt),
  ];
}

function orphans({ provider, account, view }: ListedAccount): string[] {
  const refs = new Set([
    ...(view?.orphans ?? []).map(({ orderRef }) => orderRef),
    ...(view?.sweep?.last?.orphans ?? []),
  ]);
  return listed([...refs].map((ref) => `${provider}/${account} ${ref}`));
}

function missingOrders({ provider, account, view }: ListedAccount): string[] {
  const orders = view?.sweep?.last?.missingOrders ?? [];
  return listed(
    orders.map(({ orderRef, requestId }) => `${provider}/${account} ${orderRef} of ${requestId}`),
  );
}

function failures({ provider, account, view }: ListedAccount): string[] {
  const failure = view?.sweep?.failure;
  return failure === undefined
    ? []
    : [`${provider}/${account} since ${formatInstant(failure.since)}: ${failure.message}`];
}

function listed(lines: readonly string[]): string[] {
  const rest = lines.length - MAX_LISTED;
  return [...lines.slice(0, MAX_LISTED), ...(rest > 0 ? [`… and ${rest} more; all in --json`] : [])];
}
