import { type Change, withdrawAttempt } from '../changes/change';
import { withOrderActions } from '../changes/order-actions';
import { isAtItsEnd } from '../facts/ending';
import { currentItems, isActive, mayBeAtProvider } from '../facts/items';
import { setOf } from '../facts/lookup';
import { editableOrders, isEditable } from '../facts/order-actions';
import { waitsForPerson } from '../facts/superseding';
import type { AskedCommand, Decision, Refusal } from '../model/commands';
import type { OrderItem } from '../model/item';
import type { Port } from '../model/port';
import type { PortRequest } from '../model/request';
import type { Instant } from '../model/time';
import { resubmitRefusal } from './resubmit';
import type { CommandRule } from './rule';

export const AMEND: CommandRule<'amend'> = {
  prerequisite: (_port, { revision, command: { patch } }) =>
    revision === undefined ? { kind: 'revise', patch } : undefined,
  decide: decideAmend,
  apply: (port, asked, accepted): Change => {
    const { at, revision } = asked;
    if (revision?.ok !== true) return { port, entries: [] };
    const corrected = amended(port, revision.request, accepted, at);
    const orders = editableOrders(corrected, toBeEdited(corrected, accepted));
    return {
      port: withOrderActions(corrected, asked, orders, { kind: 'edit' }),
      entries: [{ kind: 'amended', numbers: accepted, data: { fields: revision.fields } }],
    };
  },
};

/** If some numbers wait for a person, only those are edited. */
function toBeEdited(port: Port, accepted: readonly string[]): readonly string[] {
  const waiting = currentItems(port).flatMap((item) =>
    setOf(accepted).has(item.phoneNumber) && waitsForPerson(port, item) ? [item.phoneNumber] : [],
  );
  return waiting.length > 0 ? waiting : accepted;
}

/** An amendment is one change: it is accepted as a whole or not at all. */
function decideAmend(port: Port, { at, revision }: AskedCommand<'amend'>): Decision {
  if (revision === undefined) return { accepted: [], refused: [] };
  if (!revision.ok)
    return { accepted: [], refused: revision.invalid.map(revision.code === undefined ? invalid : tooLarge) };
  const items = currentItems(port);
  const own = new Set(revision.numbers);
  const refused = items.flatMap((item) =>
    own.has(item.phoneNumber) ? (amendRefusal(port, item, at) ?? []) : [],
  );
  if (refused.length > 0) return { accepted: [], refused };
  const isAboutSome = own.size > 0 && revision.fields.every((field) => field.startsWith('numbers.'));
  const accepted = items
    .filter((item) => (isAboutSome ? own.has(item.phoneNumber) : amendRefusal(port, item, at) === undefined))
    .map((item) => item.phoneNumber);
  return accepted.length > 0 ? { accepted, refused } : { accepted, refused: [nothingToAmend(port)] };
}

/**
 * Why a number's data cannot change any more. Submitted data stays unless the provider can edit it, or the number can
 * be resubmitted.
 */
export function amendRefusal(port: Port, item: OrderItem, at: Instant): Refusal | undefined {
  if (isEditable(port, item)) return undefined;
  if (item.status !== 'draft') return resubmitRefusal(port, item, at);
  if (!isActive(item)) return resubmitRefusal(port, item, at);
  if (!mayBeAtProvider(port, item)) return undefined;
  return {
    number: item.phoneNumber,
    code: 'submission_in_flight',
    message: `It is not known yet whether the provider has the order of ${item.phoneNumber}: wait for the search.`,
    allowed: ['refresh', 'cancel', 'abandon'],
  };
}

function invalid({ field, message }: { readonly field: string; readonly message: string }): Refusal {
  return { code: 'invalid_request', message: `${field} ${message}.`, allowed: ['amend'] };
}

function tooLarge({ field, message }: { readonly field: string; readonly message: string }): Refusal {
  return { code: 'request_too_large', message: `${field} ${message}.`, allowed: ['amend'] };
}

function nothingToAmend(port: Port): Refusal {
  const isOver = currentItems(port).every((item) => isAtItsEnd(port, item));
  return isOver
    ? { code: 'number_ended', message: 'Every number of this port has ended already.', allowed: [] }
    : {
        code: 'not_supported',
        message:
          'Every number is at the provider and can neither be changed there nor be submitted again now.',
        allowed: ['refresh', 'cancel'],
      };
}

/** The number is not submitted yet, or a person must correct it before a resubmission. */
export function isBeingCorrected(port: Port, item: OrderItem): boolean {
  if (item.status === 'draft') {
    return isActive(item) && !mayBeAtProvider(port, item);
  }
  return waitsForPerson(port, item);
}

/** The port with a changed request: missing fields and portability must be determined again. */
export function amended(port: Port, request: PortRequest, numbers: readonly string[], at: Instant): Port {
  const { check: _, ...unchecked } = port;
  return {
    ...withdrawAttempt({ ...unchecked, request }, numbers),
    isReviewed: false,
    // A person works on it, so the time to answer restarts.
    ...(port.missing.length > 0 && { missingSince: at }),
  };
}
