import type { HintAfterClose, Orphan, ProviderAccount } from '../../src/domain/account/model';
import { nextTryAt } from '../../src/domain/account/delivery';
import type { Sweep } from '../../src/domain/account/model';
import { clipped, minute } from '../card-text';

/** How many entries each list on the card shows: the Web UI passes the card in a URL, so it stays under 2 KB. */
const LISTED = 5;
const MAX_NAME = 40;

/** The status card of a provider account, as markdown for the Temporal Web UI. Contains no phone number. */
export function accountCard(state: ProviderAccount): string {
  const { provider, account, buffered, afterClose, orphans, sweep } = state;
  const orphanCount = orphansEver(state);
  return [
    `### ${needsPerson(state) ? '⚠️' : '📬'} ${provider} · ${account}`,
    ...callOut(state),
    ...(sweep === undefined ? [] : ['', sweepLine(sweep)]),
    ...list(
      'Orders that no open port holds',
      (sweep?.last?.orphans ?? []).slice(0, LISTED).map(name),
      sweep?.last?.orphanCount ?? sweep?.last?.orphans.length ?? 0,
    ),
    ...list(
      'Orders of open ports that the provider does not list',
      (sweep?.last?.missingOrders ?? [])
        .slice(0, LISTED)
        .map(({ orderRef, requestId }) => `${name(orderRef)} of ${name(requestId)}`),
      sweep?.last?.missingOrderCount ?? sweep?.last?.missingOrders.length ?? 0,
    ),
    ...list(
      'Waiting',
      buffered.slice(0, LISTED).map(({ orderRef, since }) => `${name(orderRef)} since ${minute(since)}`),
      buffered.length,
    ),
    ...list(
      'No port holds these orders. They were created elsewhere, or their port was terminated',
      newest(orphans).map(
        ({ orderRef, since }: Orphan) => `${name(orderRef)} first heard of ${minute(since)}`,
      ),
      orphanCount,
    ),
    ...list(
      'Webhooks after the end of their port',
      newest(afterClose).map(
        ({ orderRef, requestId, at }: HintAfterClose) =>
          `${name(orderRef)} of ${name(requestId)}, the last ${minute(at)}`,
      ),
      afterClose.length,
    ),
  ].join('\n');
}

/** When the newest sweep ended, and its result. */
function sweepLine({ last, failure, nextAt }: Sweep): string {
  const next = `next ${minute(nextAt)}`;
  if (failure !== undefined)
    return `**Sweep** fails since ${minute(failure.since)}: ${clipped(failure.message)}; ${next}`;
  if (last === undefined) return `**Sweep** none yet; ${next}`;
  return `**Sweep** ${minute(last.endedAt)}: ${humanize(last.orders)}, ${String(last.changed)} changed; ${next}`;
}

/** Whether a person must act, and when the next search is due. */
function callOut(state: ProviderAccount): string[] {
  const { buffered } = state;
  const orphans = orphansEver(state);
  const next = nextTryAt(state);
  const orphan =
    orphans === 0 ? [] : [`> **A person should check ${humanize(orphans)} that no port holds.**`];
  const swept = isSweepWrong(state) ? ['> **A person should check the result of the sweep.**'] : [];
  return [
    ...(needsPerson(state) ? [...orphan, ...swept] : ['> **No action is needed.**']),
    next === undefined
      ? '> No webhook waits for a port.'
      : `> Webhooks of ${humanize(buffered.length)} wait for a port. Next search: ${minute(next)}.`,
  ];
}

function needsPerson(state: ProviderAccount): boolean {
  return orphansEver(state) > 0 || isSweepWrong(state);
}

/**
 * The count of all orphans. The list has only the newest, and not all of those that only unverified webhooks name.
 */
function orphansEver({ orphans, orphanCounts }: ProviderAccount): number {
  const { unclaimed, no_room: noRoom } = orphanCounts ?? { unclaimed: orphans.length, no_room: 0 };
  return unclaimed + noRoom;
}

/** Sweeps fail, or the newest found orphans or missing orders. */
function isSweepWrong({ sweep }: ProviderAccount): boolean {
  const { last, failure } = sweep ?? {};
  return failure !== undefined || (last !== undefined && last.orphans.length + last.missingOrders.length > 0);
}

function humanize(orders: number): string {
  return orders === 1 ? '1 order' : `${String(orders)} orders`;
}

function list(title: string, lines: readonly string[], of: number): string[] {
  if (of === 0) return [];
  const more = of - lines.length;
  return [
    '',
    `**${title}**`,
    // Without this line the Web UI shows dashes instead of a list.
    '',
    ...lines.map((line) => `- ${line}`),
    ...(more > 0 ? [`- and ${String(more)} more: see the query \`account\``] : []),
  ];
}

function newest<T>(items: readonly T[]): T[] {
  return items.slice(-LISTED).reverse();
}

/** A name from outside, which may have any length and content. */
function name(text: string): string {
  const plain = text.replace(/[^\w.:/-]/g, '?');
  return `\`${plain.length > MAX_NAME ? `${plain.slice(0, MAX_NAME)}…` : plain}\``;
}
