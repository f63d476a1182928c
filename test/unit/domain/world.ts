import type { PortEvent } from '../../../src/domain/events';
import type { OutwardStep } from '../../../src/domain/proceed';
import type { Port } from '../../../src/domain/port';
import { rejectionFor, type CanonicalReason } from '../../../src/domain/reasons';
import type {
  ItemSnapshot,
  MissingField,
  OrderSnapshot,
  ProviderProblem,
} from '../../../src/domain/snapshot';
import type { Instant, Milliseconds } from '../../../src/domain/time';

/** A step that asks the world. */
export type Call = Exclude<OutwardStep, { kind: 'wait' | 'done' }>;

/** What the world answers when it is asked the next time; which part counts depends on what was asked. */
export interface Answer {
  readonly takes: Milliseconds;
  /** The whole call fails. */
  readonly problem?: ProviderProblem;
  /** Of a read: it shows the same as the one before. */
  readonly isSame: boolean;
  /** All numbers are shown as the first is. */
  readonly isUniform: boolean;
  readonly actionRequired: boolean;
  /** What is shown of each number, at this instant; shorter lists show only the first numbers. */
  readonly items: readonly ((phoneNumber: string, now: Instant) => ItemSnapshot)[];
  /** Of a check: `true`, or why a number cannot be moved. */
  readonly portable: readonly (true | CanonicalReason)[];
  readonly missing: readonly MissingField[];
  /** Of a search. */
  readonly finds: 'found' | 'absent' | 'ambiguous';
  /** Of a cancel: what stands against it, number by number. */
  readonly cancels: readonly (ProviderProblem | undefined)[];
}

/** A provider that answers as it is told, and keeps only what it must to be understood: which order has which number. */
export interface World {
  answerTo(call: Call, answer: Answer, port: Port, startedAt: Instant, at: Instant): PortEvent;
}

export function openWorld(): World {
  const numbersOf = new Map<string, readonly string[]>();
  let lastShown: readonly OrderSnapshot[] | undefined;

  const orderAs = (ref: string, { items, isUniform, actionRequired }: Answer, port: Port, at: Instant) => {
    const places = port.request.numbers.map(({ phoneNumber }) => phoneNumber);
    const shown = (phoneNumber: string) => items[isUniform ? 0 : places.indexOf(phoneNumber)];
    const order: OrderSnapshot = {
      ref,
      word: 'In Progress',
      actionRequired,
      items: (numbersOf.get(ref) ?? []).flatMap((number) => shown(number)?.(number, at) ?? []),
    };
    return order;
  };
  const made = (attempt: { number: number; numbers: readonly string[] }): string => {
    const ref = `KW${String(attempt.number)}`;
    numbersOf.set(ref, attempt.numbers);
    return ref;
  };
  const search = (call: Extract<Call, { kind: 'find' }>, answer: Answer, port: Port, at: Instant) => {
    switch (answer.finds) {
      case 'absent':
        return { kind: 'absent' as const };
      case 'ambiguous':
        return { kind: 'ambiguous' as const, orderRefs: ['KW98', 'KW99'] };
      case 'found':
        return { kind: 'found' as const, order: orderAs(made(call.attempt), answer, port, at) };
    }
  };

  return {
    answerTo(call, answer, port, startedAt, at) {
      const { problem } = answer;
      switch (call.kind) {
        case 'recall':
          return { kind: 'recalled', at, isForgetful: answer.finds === 'found' };
        case 'revise':
          return {
            kind: 'revised',
            at,
            revision: { ok: true, request: port.request, fields: ['subscriber.name'], numbers: [] },
          };
        case 'review':
          return { kind: 'reviewed', at, missing: answer.missing };
        case 'check': {
          if (problem !== undefined) return { kind: 'call_failed', at, startedAt, call: 'check', problem };
          const answers = call.numbers.map((phoneNumber, index) => {
            const says = answer.portable[index] ?? true;
            return says === true
              ? { phoneNumber, portable: true }
              : { phoneNumber, portable: false, rejection: rejectionFor(says, '22131', 'No.') };
          });
          return { kind: 'checked', at, answers, missing: answer.missing };
        }
        case 'send': {
          if (problem !== undefined) return { kind: 'submission_failed', at, problem };
          const order = orderAs(made(call.attempt), answer, port, at);
          lastShown = [...(lastShown ?? []).filter(({ ref }) => ref !== order.ref), order];
          return { kind: 'submitted', at, order };
        }
        case 'find': {
          if (problem !== undefined) return { kind: 'call_failed', at, startedAt, call: 'find', problem };
          const found = search(call, answer, port, at);
          if (found.kind === 'found') lastShown = [found.order];
          return { kind: 'searched', at, found, runId: 'run' };
        }
        case 'cancel':
          return {
            kind: 'cancel_answered',
            at,
            orderRef: call.cancel.orderRef,
            results: call.cancel.numbers.map(({ phoneNumber }, index) => {
              const against = problem ?? answer.cancels[call.cancel.isWhole ? 0 : index];
              return { phoneNumber, ...(against && { problem: against }) };
            }),
          };
        case 'read': {
          if (problem !== undefined) return { kind: 'call_failed', at, startedAt, call: 'read', problem };
          const known = answer.isSame ? lastShown : undefined;
          const orders = call.orderRefs.map(
            (ref) => known?.find((order) => order.ref === ref) ?? orderAs(ref, answer, port, at),
          );
          lastShown = orders;
          const digest = JSON.stringify(orders);
          const isSame = digest === call.digest;
          const result = isSame
            ? { kind: 'unchanged' as const }
            : { kind: 'changed' as const, digest, orders };
          return { kind: 'read', at, startedAt, cause: call.cause, result };
        }
      }
    },
  };
}
