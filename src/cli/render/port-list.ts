import type { ListedPort } from '../../client/list-ports';
import { columns } from './columns';
import { second } from './instants';

const HEAD = ['REQUEST ID', 'PHASE', 'ACCOUNT', 'ATTENTION', 'FOC', 'CANCEL BY', 'STARTED'];

/** Ports as a table for people. */
export function listedLines(ports: readonly ListedPort[]): string[] {
  if (ports.length === 0) return ['No ports.'];
  return columns([
    HEAD,
    ...ports.map((port) => [
      port.requestId,
      port.phase,
      `${port.provider}/${port.account}`,
      attention(port),
      port.focAt === undefined ? '-' : second(port.focAt),
      port.cancelBy === undefined ? '-' : second(port.cancelBy),
      second(port.startedAt),
    ]),
  ]);
}

/** The causes, as `--attention` takes them. */
function attention({ attentions, actionRequired }: ListedPort): string {
  if (attentions.length > 0) return attentions.join(', ');
  return actionRequired ? 'needed' : '-';
}
