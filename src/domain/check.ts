import { searchFirst } from './attempts';
import type { Change } from './change';
import { openAttempt, withAttempt, type OrderItem, type Port } from './port';
import { rejectionFor } from './reasons';
import type { MissingField, Portability } from './snapshot';
import { draftItems, withMissing, withoutDraftFailure } from './submission';
import type { Note } from './timeline';
import type { Instant } from './time';

/** How many refusals of one check the timeline tells in full; the others are in the view. */
const TOLD_REFUSALS = 20;

/** The numbers were checked: those that cannot be moved say so, unless they are at the provider because of us. */
export function checked(
  port: Port,
  at: Instant,
  answers: readonly Portability[],
  missing: readonly MissingField[],
): Change {
  const refused = answers.filter((answer) => !answer.portable);
  const suspects = refused.filter(isMaybeOurs);
  const byNumber = new Map(answers.map((answer) => [answer.phoneNumber, answer]));
  const items = port.items.map((item) => {
    const isDraft = item.status === 'draft' && item.superseded === undefined;
    const answer = isDraft ? byNumber.get(item.phoneNumber) : undefined;
    if (answer === undefined) return item;
    const told = {
      ...(answer.type !== undefined && { type: answer.type }),
      ...(answer.country !== undefined && { country: answer.country }),
    };
    return answer.portable || isMaybeOurs(answer)
      ? { ...item, ...told }
      : notPortable({ ...item, ...told }, answer, at);
  });
  const note: Note = {
    kind: 'checked',
    numbers: answers.map((answer) => answer.phoneNumber),
    data: {
      portable: answers.length - refused.length,
      ...(refused.length > 0 && {
        notPortable: refused
          .slice(0, TOLD_REFUSALS)
          .map(({ phoneNumber, rejection }) => ({ phoneNumber, ...rejection })),
      }),
    },
  };
  const known = withMissing(withoutDraftFailure({ ...port, items, check: { at, answers } }), missing, at);
  if (suspects.length > 0) return { port: searchFirst(known, at, suspects), notes: [note] };
  return { port: withoutStaleAttempt(known), notes: [note] };
}

/** A submission that waits to be tried again is withdrawn when the check says that it cannot go as it is. */
function withoutStaleAttempt(port: Port): Port {
  const attempt = openAttempt(port);
  if (attempt === undefined) return port;
  const drafts = new Set(draftItems(port).map((item) => item.phoneNumber));
  const canGo = port.missing.length === 0 && attempt.numbers.every((number) => drafts.has(number));
  return canGo ? port : withAttempt(port, { ...attempt, state: 'withdrawn' });
}

/** The number is in, or on its way into, an account of ours. */
function isMaybeOurs({ rejection }: Portability): boolean {
  return rejection?.reason === 'already_ours' || rejection?.reason === 'duplicate_port';
}

export function notPortable(item: OrderItem, answer: Portability, at: Instant): OrderItem {
  const rejection = answer.rejection ?? rejectionFor('other');
  return { ...item, status: 'not_portable', changedAt: at, rejection };
}
