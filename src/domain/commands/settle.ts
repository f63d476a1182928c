import { type Change, withAttempt, withdrawAttempt } from '../changes/change';
import { isToBeSent, unknownNumber } from '../facts/canceling';
import { isAtItsEnd } from '../facts/ending';
import { currentItems, mayBeAtProvider, openAttempt } from '../facts/items';
import { itemsByNumber } from '../facts/lookup';
import type { AskedCommand, Decision, Refusal } from '../model/commands';
import type { OrderItem } from '../model/item';
import type { Port } from '../model/port';
import type { NewEntry } from '../model/timeline';
import type { CommandRule } from './rule';

export const SETTLE: CommandRule<'settle'> = {
  decide: decideSettle,
  apply: (port, asked, accepted) => settled(port, asked, accepted),
};

function decideSettle(port: Port, { command }: AskedCommand<'settle'>): Decision {
  const items = itemsByNumber(currentItems(port));
  const accepted: string[] = [];
  const refused: Refusal[] = [];
  for (const number of new Set(command.numbers)) {
    const item = items.get(number)?.[0];
    const refusal = item === undefined ? unknownNumber(number) : settleRefusal(port, item);
    if (refusal === undefined) accepted.push(number);
    else refused.push(refusal);
  }
  return { accepted, refused };
}

/** Why a number cannot be settled; undefined when it can. */
export function settleRefusal(port: Port, item: OrderItem): Refusal | undefined {
  const number = item.phoneNumber;
  // A wrong settlement can be corrected until the provider moves the number.
  if (isAtItsEnd(port, item) && (item.settled === undefined || item.status === 'ported')) {
    const message = `${number} has ended already: ${item.settled?.as ?? item.status}.`;
    return { number, code: 'number_ended', message, allowed: [] };
  }
  const wasSubmitted = item.status !== 'draft' || item.attempt > 1 || mayBeAtProvider(port, item);
  if (wasSubmitted) return undefined;
  const message = `${number} was never submitted, so nothing can have become of it.`;
  return { number, code: 'not_submitted_yet', message, allowed: ['amend', 'submit', 'cancel', 'abandon'] };
}

function settled(port: Port, { at, command }: AskedCommand<'settle'>, accepted: readonly string[]): Change {
  const chosen = new Set(accepted);
  const items = port.items.map((item): OrderItem => {
    if (!chosen.has(item.phoneNumber)) return item;
    // The number is settled, so its old items no longer block.
    if (item.superseded !== undefined)
      return { ...item, superseded: { ...item.superseded, isConfirmed: true } };
    const { contradiction: _, ...kept } = item;
    return { ...kept, settled: { as: command.as, at, status: item.status } };
  });
  const { as, evidence } = command;
  // An accepted cancel of a number that is settled as out is still sent; a moved number needs no cancel.
  const withdrawn = port.items.filter(
    (item) => chosen.has(item.phoneNumber) && isToBeSent(item) && (as === 'ported' || as === 'reversed'),
  );
  const newEntries: NewEntry[] = [{ kind: 'settled_by_person', numbers: accepted, data: { as, evidence } }];
  if (withdrawn.length > 0) {
    newEntries.push({
      kind: 'cancel_withdrawn',
      numbers: withdrawn.map(({ phoneNumber }) => phoneNumber),
      data: { as },
    });
  }
  return { port: withdrawAttempt(withoutSettledAttempt({ ...port, items }), accepted), entries: newEntries };
}

/** When all its numbers are settled, the outcome of a submission no longer matters. */
function withoutSettledAttempt(port: Port): Port {
  const attempt = openAttempt(port);
  if (attempt === undefined) return port;
  const settledNumbers = new Set(
    currentItems(port)
      .filter((item) => item.settled !== undefined)
      .map((item) => item.phoneNumber),
  );
  const isSettled = attempt.numbers.every((number) => settledNumbers.has(number));
  return isSettled ? withAttempt(port, { ...attempt, state: 'settled' }) : port;
}
