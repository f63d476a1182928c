import { isFinal, currentItems } from '../../src/domain/facts/items';
import { grouped } from '../../src/domain/facts/lookup';
import { outcomeOf } from '../../src/domain/facts/outcome';
import { waitsForPerson } from '../../src/domain/facts/superseding';
import type { OrderItem } from '../../src/domain/model/item';
import type { Port } from '../../src/domain/model/port';
import { clipped, minute } from '../card-text';

/** How many numbers the card lists one by one: the Web UI passes the card in a URL, so it stays under 2 KB. */
const LISTED_NUMBERS = 8;

/** The numbers, those that need a person first; with many numbers, also the count of each status. */
export function cardNumbers(port: Port): string[] {
  const items = currentItems(port);
  const more = items.length - LISTED_NUMBERS;
  const listed = more > 0 ? mostUrgentFirst(port, items).slice(0, LISTED_NUMBERS) : items;
  return [
    ...(more > 0 ? [`**${String(items.length)} numbers** ${countsOf(port, items)}`, ''] : []),
    tableRow(['Number', 'Status', 'FOC', 'Reason']),
    '|:---|:---|:---|:---|',
    ...listed.map((item) => rowOf(port, item)),
    ...(more > 0 ? [`and ${String(more)} more: see the query \`port\``] : []),
  ];
}

function mostUrgentFirst(port: Port, items: readonly OrderItem[]): OrderItem[] {
  const ranked = grouped(items, (item) =>
    waitsForPerson(port, item) ? 'first' : isFinal(item.status) ? 'last' : 'between',
  );
  return (['first', 'between', 'last'] as const).flatMap((rank) => ranked.get(rank) ?? []);
}

function countsOf(port: Port, items: readonly OrderItem[]): string {
  const counts = new Map<string, number>();
  for (const item of items) {
    const label = statusLabel(port, item);
    counts.set(label, (counts.get(label) ?? 0) + 1);
  }
  return [...counts].map(([label, count]) => `${String(count)} ${label}`).join(' · ');
}

function rowOf(port: Port, item: OrderItem): string {
  const { rejection } = item;
  const why = rejection === undefined ? '' : `${rejection.reason} ${clipped(rejection.code ?? '')}`.trim();
  return tableRow([
    `…${item.phoneNumber.slice(-4)}`,
    `${statusLabel(port, item)}${suffix(port, item)}`,
    item.foc === undefined ? '' : minute(item.foc.from),
    why,
  ]);
}

function statusLabel(port: Port, item: OrderItem): string {
  return port.ending === undefined ? (item.settled?.as ?? item.status) : outcomeOf(port, item);
}

/** The state that the number's status does not show. */
function suffix(port: Port, { status, cancel, givenUp, settled, attempt }: OrderItem): string {
  if (port.ending !== undefined) return '';
  if (settled !== undefined) return ' (settled)';
  if (givenUp !== undefined) return ' (given up)';
  if (status === 'draft') return attempt > 1 ? ' (again)' : '';
  if (cancel === undefined || isFinal(status) || status === 'canceling') return '';
  return cancel.state === 'refused' ? ' (cancel refused)' : ' (cancel asked)';
}

/** The Web UI gives table cells no padding, so each cell ends with no-break spaces. */
function tableRow(cells: readonly string[]): string {
  return `| ${cells.map((cell) => `${cell}\u00a0\u00a0\u00a0`).join(' | ')} |`;
}
