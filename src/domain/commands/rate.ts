import { withOrderActions } from '../changes/order-actions';
import { currentItems } from '../facts/items';
import type { Decision } from '../model/commands';
import type { OrderItem } from '../model/item';
import type { Port } from '../model/port';
import type { CommandRule } from './rule';
import { notSupported } from './unsupported';

export const RATE: CommandRule<'rate'> = {
  decide: (port): Decision => {
    if (!port.capabilities.ratings) return notSupported(port, 'rate');
    const accepted = moved(port).map(({ phoneNumber }) => phoneNumber);
    if (accepted.length > 0) return { accepted, refused: [] };
    const message = 'No number has moved yet: there is nothing to rate.';
    return { accepted, refused: [{ code: 'not_moved_yet', message, allowed: ['addComment', 'refresh'] }] };
  },
  apply: (port, asked) => {
    const { stars, comment } = asked.command;
    const refs = new Set(moved(port).flatMap(({ orderRef }) => orderRef ?? []));
    const task = { kind: 'rate', stars, ...(comment !== undefined && { comment }) } as const;
    return { port: withOrderActions(port, asked, [...refs], task), entries: [] };
  },
};

function moved(port: Port): OrderItem[] {
  return currentItems(port).filter((item) => item.status === 'ported' && item.orderRef !== undefined);
}
