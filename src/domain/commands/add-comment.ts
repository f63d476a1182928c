import { withOrderActions } from '../changes/order-actions';
import { unknownNumber } from '../facts/canceling';
import { currentItems } from '../facts/items';
import { setOf } from '../facts/lookup';
import { refusedEdits } from '../facts/order-actions';
import { waitsForPerson } from '../facts/superseding';
import type { Decision } from '../model/commands';
import type { CommandOf } from '../model/port-commands';
import type { OrderItem } from '../model/item';
import type { Port } from '../model/port';
import type { CommandRule } from './rule';
import { notSupported } from './unsupported';

export const ADD_COMMENT: CommandRule<'addComment'> = {
  decide: (port, { command }): Decision => {
    if (!port.capabilities.comments) return notSupported(port, 'addComment');
    const items = currentItems(port);
    const known = new Set(items.map(({ phoneNumber }) => phoneNumber));
    const unknown = (command.numbers ?? []).filter((number) => !known.has(number));
    if (unknown.length > 0) return { accepted: [], refused: unknown.map(unknownNumber) };
    const accepted = addressed(port, command).map(({ phoneNumber }) => phoneNumber);
    if (accepted.length > 0) return { accepted, refused: [] };
    const message = 'The provider has no order of these numbers yet.';
    return { accepted, refused: [{ code: 'not_submitted_yet', message, allowed: ['amend', 'submit'] }] };
  },
  apply: (port, asked) => {
    const { command } = asked;
    const refs = addressed(port, command).flatMap(({ orderRef }) => orderRef ?? []);
    const task = { kind: 'comment', body: command.body } as const;
    return { port: withOrderActions(port, asked, [...new Set(refs)], task), entries: [] };
  },
};

/** The numbers whose orders the comment is about. */
function addressed(port: Port, { numbers }: CommandOf<'addComment'>): OrderItem[] {
  const ordered = currentItems(port).filter((item) => item.orderRef !== undefined);
  if (numbers !== undefined) return ordered.filter(({ phoneNumber }) => setOf(numbers).has(phoneNumber));
  const refused = new Set(refusedEdits(port).map(({ orderRef }) => orderRef));
  const waiting = ordered.filter(
    (item) => waitsForPerson(port, item) || (item.orderRef !== undefined && refused.has(item.orderRef)),
  );
  return waiting.length > 0 ? waiting : ordered;
}
