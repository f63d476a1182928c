import { attentionNotes } from './attention-notes';
import { attentionsOf } from './attentions';
import type { Cause, CommandCause, PortEvent } from './events';
import { observe, settleContradictions } from './observe';
import { openAttempt, type Attempt, type OrderItem, type Port } from './port';
import { rejectionFor } from './reasons';
import { draftItems, missingFromDrafts, nextFailure } from './submission';
import type { MissingField, OrderSnapshot, Portability, ProviderProblem, ReadResult } from './snapshot';
import { record, type Note } from './timeline';
import type { Instant } from './time';
import { speakWindows } from './window';

/** What an event makes of the port, and what is to be told about it. */
interface Change {
  readonly port: Port;
  readonly notes: readonly Note[];
}

/** Applies what happened. Pure, and total: every event is legal at every moment, however late it comes. */
export function evolve(port: Port, event: PortEvent): Port {
  const asOf = Math.max(port.asOf, event.at);
  const { port: changed, notes } = apply({ ...port, asOf }, event);
  const told = [...notes, ...attentionNotes(attentionsOf(port), attentionsOf(changed))];
  return { ...changed, timeline: record(changed.timeline, event.at, causeOf(event), told) };
}

function apply(port: Port, event: PortEvent): Change {
  switch (event.kind) {
    case 'hinted':
      return quietly({ ...port, reading: { ...port.reading, isHinted: true, hintedAt: event.at } });
    case 'read_asked':
      return quietly(readAsked(port, event.cause));
    case 'checked':
      return checked(port, event.at, event.answers, event.missing);
    case 'attempt_began':
      return quietly(attemptBegan(port, event.at));
    case 'submitted':
      return submitted(port, event.at, event.order);
    case 'submission_failed':
      return submissionFailed(port, event.at, event.problem);
    case 'read':
      return read(port, event.at, event.startedAt, event.result);
    case 'call_failed':
      return quietly(callFailed(port, event.at, event.startedAt, event.call, event.problem));
    case 'clock_struck': {
      const { items, notes } = speakWindows(port, event.at);
      return { port: { ...port, items }, notes };
    }
    case 'ended':
      return {
        // Whoever still waits for a read has the end for an answer.
        port: { ...port, reading: unasked(port.reading), ending: { ...event.ending, at: event.at } },
        notes: [{ kind: 'ended', data: { ending: event.ending.kind } }],
      };
  }
}

function quietly(port: Port): Change {
  return { port, notes: [] };
}

/** With nothing at the provider there is nothing to read, and whoever asks has the answer at once. */
function readAsked(port: Port, askedBy: CommandCause): Port {
  const isReadable = port.ending === undefined && port.items.some((item) => item.orderRef !== undefined);
  return isReadable ? { ...port, reading: { ...port.reading, askedBy } } : port;
}

function causeOf(event: PortEvent): Cause {
  switch (event.kind) {
    case 'read':
    case 'read_asked':
    case 'ended':
      return event.cause;
    case 'hinted':
      return { kind: 'hint' };
    case 'checked':
    case 'attempt_began':
    case 'submitted':
    case 'submission_failed':
      return { kind: 'start' };
    case 'call_failed':
    case 'clock_struck':
      return { kind: 'timer' };
  }
}

function checked(
  port: Port,
  at: Instant,
  answers: readonly Portability[],
  missing: readonly MissingField[],
): Change {
  const byNumber = new Map(answers.map((answer) => [answer.phoneNumber, answer]));
  const items = port.items.map((item) => {
    const answer = item.status === 'draft' ? byNumber.get(item.phoneNumber) : undefined;
    if (answer === undefined) return item;
    const told = {
      ...(answer.type !== undefined && { type: answer.type }),
      ...(answer.country !== undefined && { country: answer.country }),
    };
    if (answer.portable) return { ...item, ...told };
    const rejection = answer.rejection ?? rejectionFor('other');
    return { ...item, ...told, status: 'not_portable' as const, changedAt: at, rejection };
  });
  const refused = answers.filter((answer) => !answer.portable);
  return {
    port: {
      ...port,
      items,
      missing: missingFromDrafts(items, missing),
      check: { at, answers },
      reading: withoutFailure(port.reading),
    },
    notes: [
      {
        kind: 'checked',
        numbers: answers.map((answer) => answer.phoneNumber),
        data: {
          portable: answers.length - refused.length,
          ...(refused.length > 0 && {
            notPortable: refused.map(({ phoneNumber, rejection }) => ({ phoneNumber, ...rejection })),
          }),
        },
      },
    ],
  };
}

function attemptBegan(port: Port, at: Instant): Port {
  const number = (port.attempts.at(-1)?.number ?? 0) + 1;
  const attempt: Attempt = {
    number,
    key: `${port.request.requestId}/${String(number)}`,
    numbers: draftItems(port).map((item) => item.phoneNumber),
    documents: port.request.documents.flatMap((document) => document.providerId ?? []),
    state: 'ready',
    startedAt: at,
    orderRefs: [],
  };
  return { ...port, attempts: [...port.attempts, attempt] };
}

function submitted(port: Port, at: Instant, order: OrderSnapshot): Change {
  const attempt = openAttempt(port);
  if (attempt === undefined) return quietly(port);
  const { failure: _, ...kept } = attempt;
  const sent: Attempt = { ...kept, state: 'sent', sentAt: at, orderRefs: [order.ref] };
  const items = updateAttempted(port, attempt, (item) => ({
    ...item,
    orderRef: order.ref,
    status: 'in_review',
    changedAt: at,
  }));
  // The answer to a submission is the order as the provider has it: as good as a read.
  const reading = { ...withoutFailure(port.reading), lookedAt: at, readAt: at };
  const observed = observe({ ...withAttempt(port, sent), items, reading }, [order], at);
  const told: Note = {
    kind: 'submitted',
    numbers: attempt.numbers,
    data: { attempt: attempt.number, orderRef: order.ref },
  };
  return { port: observed.port, notes: [told, ...observed.notes] };
}

function submissionFailed(port: Port, at: Instant, problem: ProviderProblem): Change {
  const attempt = openAttempt(port);
  if (attempt === undefined) return quietly(port);
  const failure = nextFailure(attempt.failure, problem, at, port.policy.reread);
  const facts = factsOf(problem);
  // Our credentials are wrong: nothing is the matter with the request, so it waits until they are mended.
  const isOurs = problem.code === 'provider_unauthorized';
  if (problem.outcome === 'unavailable' || isOurs) {
    return quietly(withAttempt(port, { ...attempt, state: 'delayed', failure }));
  }
  if (problem.outcome === 'unknown') {
    return {
      port: withAttempt(port, { ...attempt, state: 'unknown', failure: { ...failure, since: at } }),
      notes: [{ kind: 'submission_unknown', numbers: attempt.numbers, data: facts }],
    };
  }
  const rejection = rejectionFor(problem.reason ?? 'other', problem.providerCode, problem.message);
  const items = updateAttempted(port, attempt, (item) => ({
    ...item,
    status: 'rejected',
    changedAt: at,
    rejection,
  }));
  return {
    port: { ...withAttempt(port, { ...attempt, state: 'refused', failure }), items },
    notes: [{ kind: 'submission_refused', numbers: attempt.numbers, data: facts }],
  };
}

function read(port: Port, at: Instant, startedAt: Instant, result: ReadResult): Change {
  const asked = unasked(withoutFailure(port.reading));
  const reading = { ...asked, isHinted: false, lookedAt: startedAt, readAt: startedAt };
  if (result.kind === 'unchanged') return settleContradictions({ ...port, reading }, at);
  return observe({ ...port, reading: { ...reading, digest: result.digest } }, result.orders, at);
}

function callFailed(
  port: Port,
  at: Instant,
  startedAt: Instant,
  call: 'check' | 'read',
  problem: ProviderProblem,
): Port {
  const failure = nextFailure(port.reading.failure, problem, at, port.policy.reread);
  if (call === 'check') return { ...port, reading: { ...port.reading, failure } };
  return { ...port, reading: { ...unasked(port.reading), failure, isHinted: false, lookedAt: startedAt } };
}

function updateAttempted(port: Port, attempt: Attempt, update: (item: OrderItem) => OrderItem): OrderItem[] {
  const numbers = new Set(attempt.numbers);
  return port.items.map((item) =>
    item.status === 'draft' && numbers.has(item.phoneNumber) ? update(item) : item,
  );
}

function withAttempt(port: Port, attempt: Attempt): Port {
  return {
    ...port,
    attempts: port.attempts.map((other) => (other.number === attempt.number ? attempt : other)),
  };
}

function withoutFailure(reading: Port['reading']): Port['reading'] {
  const { failure: _, ...kept } = reading;
  return kept;
}

function unasked(reading: Port['reading']): Port['reading'] {
  const { askedBy: _, ...kept } = reading;
  return kept;
}

/** What a person or a provider's support needs to know of a failed call. */
function factsOf(problem: ProviderProblem): Record<string, unknown> {
  const { code, message, status, providerCode, requestId } = problem;
  return {
    code,
    message,
    ...(status !== undefined && { status }),
    ...(providerCode !== undefined && { providerCode }),
    ...(requestId !== undefined && { requestId }),
  };
}
