import { isCurrent } from '../facts/items';
import { CALLED_OFF, nextFailure, NUMBER_IN_FLIGHT } from '../facts/retry';
import { draftItems } from '../facts/submission';
import type { Attempt } from '../model/attempt';
import type { AccountTerms, PortEvent } from '../model/events';
import type { Port } from '../model/port';
import type { RequestDocument } from '../model/request';
import type { MissingField, Portability, ProviderProblem, StoredDocument } from '../model/snapshot';
import type { Instant } from '../model/time';
import type { NewEntry } from '../model/timeline';
import { notPortable, searchFirst } from './attempts';
import { type Change, withAttempt } from './change';

/**
 * A worker with the account reported its terms: from here on the port is like any other. A second report has no
 * effect.
 */
export function accountPrepared(port: Port, at: Instant, terms: AccountTerms): Port {
  if (port.unprepared === undefined) return port;
  const { unprepared: _, ...known } = withoutDraftFailure(port);
  const { policy, capabilities, missing } = terms;
  const pollJitter = port.pollJitter % policy.watchEvery;
  return withMissing({ ...known, policy, capabilities, pollJitter, isReviewed: true }, missing, at);
}

/**
 * A call about the draft failed: it is retried on the policy's steps, independently of other failures. A wait for a
 * worker that was canceled for a command or a clock says nothing about workers. A number of another port is tried
 * again as often as a port polls: that port can run for weeks.
 */
export function draftCallFailed(
  port: Port,
  call: 'prepare' | 'review' | 'check',
  at: Instant,
  problem: ProviderProblem,
): Port {
  const isRelevant = call !== 'prepare' || (port.unprepared !== undefined && problem.code !== CALLED_OFF);
  if (!isRelevant) return port;
  const { policy } = port;
  const isOtherPorts = problem.code === NUMBER_IN_FLIGHT;
  const wasOtherPorts = port.draftFailure?.problem.code === NUMBER_IN_FLIGHT;
  // People are asked about another port's number for a time of its own.
  const isNews = isOtherPorts !== wasOtherPorts && problem.code !== CALLED_OFF;
  const known = isNews ? undefined : port.draftFailure;
  // A preempted check is retried soon, however often that happens: it did not fail.
  const isUncounted = problem.code === CALLED_OFF && known !== undefined;
  const before = isUncounted ? { ...known, count: Math.max(0, known.count - 1) } : known;
  const steps = isOtherPorts ? [policy.watchEvery] : policy.reread;
  return { ...port, draftFailure: nextFailure(before, problem, at, steps) };
}

/** The missing fields were reviewed. */
export function reviewed(port: Port, at: Instant, missing: readonly MissingField[]): Port {
  // From here on, people are asked for what is missing now.
  const { missingSince: _, ...known } = withoutDraftFailure(port);
  return withMissing({ ...known, isReviewed: true }, missing, at);
}

type Checked = Extract<PortEvent, { kind: 'checked' }>;

/**
 * The numbers were checked. Those that are not portable get that status, unless they may be at the provider because
 * of this port.
 *
 * @param open - the attempt that is open
 */
export function checked(port: Port, open: Attempt | undefined, event: Checked): Change {
  const { at, answers, missing } = event;
  const claimed = withClaims(withDocuments(port, event.documents), event.isClaimed);
  const refused = answers.filter((answer) => !answer.portable);
  const suspects = refused.filter(isMaybeOurs);
  const byNumber = new Map(answers.map((answer) => [answer.phoneNumber, answer]));
  const items = claimed.items.map((item) => {
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
  const known = withMissing(withoutDraftFailure({ ...claimed, items, check: { at, answers } }), missing, at);
  return {
    port: suspects.length === 0 ? withoutStaleAttempt(known, open) : searchFirst(known, open, at, suspects),
    entries: [entry],
  };
}

/** How many refusals of one check the timeline lists; the view has all. */
const MAX_LISTED_REFUSALS = 20;

/** Withdraws a delayed submission if the check shows that it cannot be sent as it is. */
function withoutStaleAttempt(port: Port, attempt: Attempt | undefined): Port {
  if (attempt === undefined) return port;
  const drafts = new Set(draftItems(port).map((item) => item.phoneNumber));
  const canGo = port.missing.length === 0 && attempt.numbers.every((number) => drafts.has(number));
  return canGo ? port : withAttempt(port, { ...attempt, state: 'withdrawn' });
}

/** The number is in an account of this provider, or being ported there. */
function isMaybeOurs({ rejection }: Portability): boolean {
  return rejection?.reason === 'already_ours' || rejection?.reason === 'duplicate_port';
}

/** The port with the provider's ids of uploaded documents, so that they are not uploaded again. */
function withDocuments(port: Port, stored: readonly StoredDocument[] = []): Port {
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

/** The port with the knowledge that its numbers are claimed. */
function withClaims(port: Port, isClaimed: true | undefined): Port {
  return isClaimed === undefined ? port : { ...port, hasClaims: true };
}

/** The port with the missing fields of its drafts. Fields of a number that is left behind do not count. */
export function withMissing(port: Port, missing: readonly MissingField[], at: Instant): Port {
  const drafts = new Set(draftItems(port).map((item) => item.phoneNumber));
  const wanted = missing.flatMap((field) => {
    if (field.numbers === undefined) return [field];
    const numbers = field.numbers.filter((number) => drafts.has(number));
    return numbers.length === 0 ? [] : [{ ...field, numbers }];
  });
  const { missingSince, ...kept } = port;
  return {
    ...kept,
    missing: wanted,
    ...(wanted.length > 0 && { missingSince: (port.missing.length > 0 ? missingSince : undefined) ?? at }),
  };
}

/** A call about the draft succeeded. */
export function withoutDraftFailure(port: Port): Port {
  const { draftFailure: _, ...kept } = port;
  return kept;
}
