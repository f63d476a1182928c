import type { ListedAccount } from '../../client/account-list';
import { columns } from './columns';
import { second } from './instants';
import { section } from './section';

const HEAD = ['ACCOUNT', 'OPEN PORTS', 'KEPT', 'LATE', 'ORPHANS', 'VANISHED', 'LAST SWEEP', 'NEXT SWEEP'];
/** More lines of one kind than this are for `--json`. */
const MOST_LISTED = 10;

/** Accounts as a table for people, and below it what somebody should look at. */
export function accountLines(accounts: readonly ListedAccount[]): string[] {
  if (accounts.length === 0)
    return ['No account has a workflow yet: configure a sweep and run `portkeeper setup`.'];
  return [
    ...columns([HEAD, ...accounts.map(row)]),
    ...section('Orders that no open port holds', accounts.flatMap(orphans)),
    ...section('Orders of open ports that the provider does not list', accounts.flatMap(vanished)),
    ...section('Sweeps that fail', accounts.flatMap(failures)),
  ];
}

function row({ provider, account, openPorts, view }: ListedAccount): string[] {
  const name = `${provider}/${account}`;
  if (view === undefined) return [name, String(openPorts), '?', '?', '?', '?', 'no worker answers', ''];
  const { kept, late, orphans: unclaimed, sweep } = view;
  return [
    name,
    String(openPorts),
    String(kept.length),
    String(late.length),
    String(
      Math.max(
        new Set([...unclaimed.map(({ orderRef }) => orderRef), ...(sweep?.last?.orphans ?? [])]).size,
        sweep?.last?.orphanCount ?? 0,
      ),
    ),
    sweep === undefined ? '-' : String(sweep.last?.vanishedCount ?? sweep.last?.vanished.length ?? 0),
    sweep?.last === undefined ? '-' : `${second(sweep.last.endedAt)} (${sweep.last.orders} orders)`,
    sweep === undefined ? 'none' : second(sweep.nextAt),
  ];
}

function orphans({ provider, account, view }: ListedAccount): string[] {
  const refs = new Set([
    ...(view?.orphans ?? []).map(({ orderRef }) => orderRef),
    ...(view?.sweep?.last?.orphans ?? []),
  ]);
  return listed([...refs].map((ref) => `${provider}/${account} ${ref}`));
}

function vanished({ provider, account, view }: ListedAccount): string[] {
  const orders = view?.sweep?.last?.vanished ?? [];
  return listed(
    orders.map(({ orderRef, requestId }) => `${provider}/${account} ${orderRef} of ${requestId}`),
  );
}

function failures({ provider, account, view }: ListedAccount): string[] {
  const failure = view?.sweep?.failure;
  return failure === undefined
    ? []
    : [`${provider}/${account} since ${second(failure.since)}: ${failure.message}`];
}

function listed(lines: readonly string[]): string[] {
  const rest = lines.length - MOST_LISTED;
  return [...lines.slice(0, MOST_LISTED), ...(rest > 0 ? [`… and ${rest} more; all in --json`] : [])];
}
