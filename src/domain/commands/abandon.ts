import type { Change } from '../changes/change';
import { giveUp } from '../changes/give-up';
import { openAttempt } from '../facts/attempts';
import { cancelRefusal, isOnOldDate } from '../facts/canceling';
import { isAtItsEnd } from '../facts/ending';
import { currentItems } from '../facts/items';
import { once } from '../facts/memoize';
import type { AbandonCommand, AskedCommand, Need } from '../model/commands';
import type { OrderItem } from '../model/item';
import type { Port } from '../model/port';
import type { CommandRule } from './rule';

export const ABANDON: CommandRule<AbandonCommand> = {
  needs,
  judge: (port) => {
    const accepted = openItems(port).map((item) => item.phoneNumber);
    if (accepted.length > 0) return { accepted, refused: [] };
    const message = 'Every number of this port has ended already.';
    return { accepted, refused: [{ code: 'number_ended', message, allowed: [] }] };
  },
  apply: (port, asked, accepted): Change => {
    const { by, command } = asked;
    const given = giveUp(port, accepted, asked.at, 'abandoned', command.reason);
    return { ...given, port: { ...given.port, abandoned: { ...(by !== undefined && { by }) } } };
  },
};

/** A cancel that may still be in time is not given up on an old date. */
function needs(port: Port, { at, isLooked, isRecalled }: AskedCommand<AbandonCommand>): Need | undefined {
  const isLate = openItems(port).some((item) => cancelRefusal(port, item, at) !== undefined);
  if (!isLooked && isLate && isOnOldDate(port, at)) return 'look';
  const hasDraft = openItems(port).some((item) => item.status === 'draft');
  return hasDraft && isRecalled !== true && openAttempt(port)?.state !== 'unknown' ? 'recall' : undefined;
}

/** What has no end yet, and has not been given up. */
export const openItems = once((port: Port): readonly OrderItem[] =>
  currentItems(port).filter((item) => item.givenUp === undefined && !isAtItsEnd(port, item)),
);
