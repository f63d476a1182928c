import type { Change } from '../changes/change';
import { giveUp } from '../changes/timer';
import { cancelRefusal, isOnOldDate } from '../facts/canceling';
import { isAtItsEnd } from '../facts/ending';
import { currentItems, openAttempt } from '../facts/items';
import { memoizeByIdentity } from '../facts/lookup';
import type { AskedCommand, Prerequisite } from '../model/commands';
import type { OrderItem } from '../model/item';
import type { Port } from '../model/port';
import type { CommandRule } from './rule';

export const ABANDON: CommandRule<'abandon'> = {
  prerequisite,
  decide: (port) => {
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

/** A poll precedes the loss of a cancel that may still be in time. */
function prerequisite(
  port: Port,
  { at, isPolled, isResetChecked }: AskedCommand<'abandon'>,
): Prerequisite | undefined {
  const isLate = openItems(port).some((item) => cancelRefusal(port, item, at) !== undefined);
  if (!isPolled && isLate && isOnOldDate(port, at)) return { kind: 'poll' };
  const hasDraft = openItems(port).some((item) => item.status === 'draft');
  return hasDraft && isResetChecked !== true && openAttempt(port)?.state !== 'unknown'
    ? { kind: 'check_reset' }
    : undefined;
}

/** Numbers that have not ended and were not given up. */
export const openItems = memoizeByIdentity((port: Port): readonly OrderItem[] =>
  currentItems(port).filter((item) => item.givenUp === undefined && !isAtItsEnd(port, item)),
);
