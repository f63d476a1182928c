import { isCurrent } from '../facts/items';
import { openAttempt, draftItems } from '../facts/submission';
import type { OrderItem } from '../model/item';
import type { Port } from '../model/port';
import { rejectionFor } from '../model/reasons';
import type { RequestDocument } from '../model/request';
import type { MissingField, Portability, StoredDocument } from '../model/snapshot';
import type { Instant } from '../model/time';
import type { NewEntry } from '../model/timeline';
import { searchFirst } from './attempts';
import { type Change, withAttempt } from './change';
import { withMissing, withoutDraftFailure } from './draft';

/** How many refusals of one check the timeline lists; the view has all. */
const MAX_LISTED_REFUSALS = 20;

/**
 * The numbers were checked. Those that are not portable get that status, unless they may be at the provider because
 * of this port.
 */
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
    const isDraft = item.status === 'draft' && isCurrent(item);
    const answer = isDraft ? byNumber.get(item.phoneNumber) : undefined;
    if (answer === undefined) return item;
    const known = {
      ...(answer.type !== undefined && { type: answer.type }),
      ...(answer.country !== undefined && { country: answer.country }),
    };
    return answer.portable || isMaybeOurs(answer)
      ? { ...item, ...known }
      : notPortable({ ...item, ...known }, answer, at);
  });
  const entry: NewEntry = {
    kind: 'checked',
    numbers: answers.map((answer) => answer.phoneNumber),
    data: {
      portable: answers.length - refused.length,
      ...(refused.length > 0 && {
        notPortable: refused
          .slice(0, MAX_LISTED_REFUSALS)
          .map(({ phoneNumber, rejection }) => ({ phoneNumber, ...rejection })),
      }),
    },
  };
  const known = withMissing(withoutDraftFailure({ ...port, items, check: { at, answers } }), missing, at);
  if (suspects.length > 0) return { port: searchFirst(known, at, suspects), entries: [entry] };
  return { port: withoutStaleAttempt(known), entries: [entry] };
}

/** Withdraws a delayed submission if the check shows that it cannot be sent as it is. */
function withoutStaleAttempt(port: Port): Port {
  const attempt = openAttempt(port);
  if (attempt === undefined) return port;
  const drafts = new Set(draftItems(port).map((item) => item.phoneNumber));
  const canGo = port.missing.length === 0 && attempt.numbers.every((number) => drafts.has(number));
  return canGo ? port : withAttempt(port, { ...attempt, state: 'withdrawn' });
}

/** The number is in an account of this provider, or being ported there. */
function isMaybeOurs({ rejection }: Portability): boolean {
  return rejection?.reason === 'already_ours' || rejection?.reason === 'duplicate_port';
}

export function notPortable(item: OrderItem, answer: Portability, at: Instant): OrderItem {
  const rejection = answer.rejection ?? rejectionFor('other');
  return { ...item, status: 'not_portable', changedAt: at, rejection };
}

/** The port with the provider's ids of uploaded documents, so that they are not uploaded again. */
export function withDocuments(port: Port, stored: readonly StoredDocument[] = []): Port {
  if (stored.length === 0) return port;
  const byUri = new Map(stored.map((document) => [document.uri, document]));
  const documents = port.request.documents.map((document): RequestDocument => {
    const found = document.providerId === undefined ? byUri.get(document.uri ?? '') : undefined;
    return found === undefined
      ? document
      : { ...document, providerId: found.providerId, digest: found.digest };
  });
  return { ...port, request: { ...port.request, documents } };
}
