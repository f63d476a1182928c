import type { Instant } from '../time';

/** A hint as an account takes it in. */
export interface ArrivedHint {
  readonly orderRef: string;
  readonly phoneNumber?: string;
  readonly updatedAt?: Instant;
  readonly receivedAt: Instant;
  /** The request id of the port that held the order, when the sender found that it has ended. */
  readonly endedPort?: string;
}

const LONGEST_REF = 255;
const E164 = /^\+[0-9]{5,15}$/;

/**
 * The hints in a signal. A signal cannot be refused, so nothing in it is relied on: what names no order is left out,
 * and of the rest only what can be used is kept.
 */
export function hintsIn(notification: unknown, now: Instant): ArrivedHint[] {
  const hints = fieldsOf(notification)['hints'];
  return Array.isArray(hints) ? hints.flatMap((hint) => hintIn(fieldsOf(hint), now) ?? []) : [];
}

function hintIn(fields: Readonly<Record<string, unknown>>, now: Instant): ArrivedHint | undefined {
  const { orderRef, phoneNumber, updatedAt, receivedAt, endedPort } = fields;
  if (typeof orderRef !== 'string' || orderRef === '') return undefined;
  return {
    orderRef: orderRef.slice(0, LONGEST_REF),
    ...(typeof phoneNumber === 'string' && E164.test(phoneNumber) && { phoneNumber }),
    ...(isInstant(updatedAt) && { updatedAt }),
    receivedAt: isInstant(receivedAt) ? receivedAt : now,
    ...(typeof endedPort === 'string' && endedPort !== '' && { endedPort: endedPort.slice(0, LONGEST_REF) }),
  };
}

/** The range of `Date`: beyond it, nothing can be written as a date. */
const LAST_INSTANT = 8.64e15;

function isInstant(value: unknown): value is Instant {
  return typeof value === 'number' && Math.abs(value) <= LAST_INSTANT;
}

function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}
