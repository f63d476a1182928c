import type { CommandRule, Decision } from './commands';
import { withErrands } from './errands';
import { currentItems, type OrderItem, type Port } from './port';
import { notSupported } from './unsupported';

/** Tell the provider how it went, for every order of which a number has moved. */
export interface RateCommand {
  readonly name: 'rate';
  /** 1 to 5. */
  readonly stars: number;
  readonly comment?: string;
}

export const RATE: CommandRule<RateCommand> = {
  judge: (port): Decision => {
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
    return { port: withErrands(port, asked, [...refs], task), notes: [] };
  },
};

function moved(port: Port): OrderItem[] {
  return currentItems(port).filter((item) => item.status === 'ported' && item.orderRef !== undefined);
}
