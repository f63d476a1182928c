import { BEHAVIOR } from '../model/behavior';
import { CANCEL } from '../commands/cancel';
import { cancelToSend, type CancelToSend } from '../facts/canceling';
import type { Capabilities } from '../model/capabilities';
import type { AskedCommand, Refusal } from '../model/commands';
import type { Policy } from '../model/policy';
import type { Port } from '../model/port';
import type { PortRequest } from '../model/request';
import type { OrderSnapshot } from '../model/snapshot';
import type { Instant } from '../model/time';
import { begin } from './begin';
import { evolve } from './evolve';

/** The rules for an order that no port holds. */
export interface OrderRules {
  readonly provider: string;
  readonly policy: Policy;
  readonly capabilities: Capabilities;
  readonly now: Instant;
}

/** The cancel to send for some numbers of an order, and the refused numbers. */
export interface OrderCancelDecision {
  /** Absent: nothing to send. */
  readonly cancel?: CancelToSend;
  readonly refused: readonly Refusal[];
}

/** Decides like a new port that has just read the order. */
export function decideOrderCancel(
  order: OrderSnapshot,
  numbers: readonly string[],
  rules: OrderRules,
): OrderCancelDecision {
  if (numbers.length === 0) return { refused: [] };
  const port = portWith(order, rules);
  const { now } = rules;
  const asked: AskedCommand<'cancel'> = {
    id: order.ref,
    at: now,
    command: { name: 'cancel', numbers },
    isPolled: true,
    isResetChecked: true,
  };
  const { accepted, refused } = CANCEL.decide(port, asked);
  const cancel = cancelToSend(CANCEL.apply(port, asked, accepted).port, now);
  return { refused, ...(cancel !== undefined && { cancel }) };
}

function portWith(order: OrderSnapshot, { provider, policy, capabilities, now }: OrderRules): Port {
  const request: PortRequest = {
    requestId: order.ref,
    provider,
    account: '',
    numbers: order.items.map(({ phoneNumber }) => ({ phoneNumber })),
    portScope: { type: 'full' },
    schedule: { date: 'asap' },
    documents: [],
    notificationEmails: [],
    providerOptions: {},
    submit: 'when_ready',
    onNotPortable: 'hold',
  };
  const numbersPerOrder = Math.max(capabilities.numbersPerOrder, order.items.length);
  const prepared = {
    behavior: BEHAVIOR,
    request,
    policy,
    capabilities: { ...capabilities, numbersPerOrder },
    missing: [],
    requestDigest: '',
  };
  const begun = evolve(begin(prepared, now, 0), { kind: 'attempt_began', at: now });
  return evolve(begun, { kind: 'submitted', at: now, orders: [order] });
}
