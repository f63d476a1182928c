import type { ProviderItemStatus } from '../../domain/model/status';
import { ControlRefusal, type Push } from '../provider';
import type { Announcement, TwilioBackend } from './backend';
import type { TwilioNumber, TwilioOrder } from './order';
import { requestSignature, scheduleCutover } from './script';

type Move = (number: TwilioNumber, order: TwilioOrder, push: Push, backend: TwilioBackend) => Announcement;

const to =
  (state: TwilioNumber['state']): Move =>
  (number) => {
    number.state = state;
    return 'state';
  };

/** The change for each item status. */
const MOVES: Readonly<Record<ProviderItemStatus, Move>> = {
  not_portable: (number, _order, push) => {
    number.state = 'in_review';
    number.notPortable = push.code ?? 22130;
    return 'nothing';
  },
  in_review: to('in_review'),
  awaiting_signature: (number, order) => {
    requestSignature(order, number);
    return 'state';
  },
  submitted: to('port_submitted'),
  foc_confirmed: (number, order, push, backend) => {
    const now = backend.time.now();
    number.state = 'port_pending';
    number.portDate = push.focAt ?? now + backend.time.days(7);
    // A date in the past stays overdue until the next manual push.
    if (number.portDate > now) scheduleCutover(backend, order, number.portDate);
    return 'state';
  },
  rejected: (number, _order, push) => {
    number.state = 'port_rejected';
    number.rejection = push.code ?? 22155;
    return 'state';
  },
  canceling: to('canceling'),
  ported: (number, _order, _push, backend) => {
    number.state = 'completed';
    number.portDate ??= backend.time.now();
    return 'state';
  },
  canceled: to('canceled'),
  expired: (number) => {
    number.state = 'expired';
    number.loaExpired = true;
    return 'nothing';
  },
  // Twilio has no status for a reversal: a number that was ported becomes canceled.
  reversed: to('canceled'),
};

/** Statuses in which the number keeps its date. */
const KEEPS_DATE: ReadonlySet<string> = new Set(['canceling', 'canceled', 'ported', 'reversed']);

/** Pushes numbers of an order manually. Their script ends, but a given date stays scheduled. */
export function advance(backend: TwilioBackend, order: TwilioOrder, push: Push): void {
  const { to: status } = push;
  if (status === 'draft') {
    throw new ControlRefusal('A provider has no status for a draft: push to another status');
  }
  if (push.focAt !== undefined && status !== 'foc_confirmed') {
    throw new ControlRefusal('focAt goes with {"to": "foc_confirmed"} only');
  }
  if (push.code !== undefined && status !== 'rejected' && status !== 'not_portable') {
    throw new ControlRefusal('code goes with {"to": "rejected"} and {"to": "not_portable"} only');
  }
  const numbers = numbersOf(order, push.numbers);
  if (status === 'reversed' && numbers.some((number) => number.state !== 'completed')) {
    throw new ControlRefusal('Only a ported number can be reversed: push it to "ported" first');
  }
  backend.change(order, numbers, (number) => {
    number.pushed = true;
    number.evaluated = true;
    number.missingFields = false;
    number.notPortable = undefined;
    number.rejection = undefined;
    number.loaExpired = false;
    if (!KEEPS_DATE.has(status)) number.portDate = undefined;
    return MOVES[status](number, order, push, backend);
  });
}

function numbersOf(order: TwilioOrder, requested: readonly string[] | undefined): readonly TwilioNumber[] {
  if (requested === undefined) return order.numbers;
  return requested.map((phoneNumber) => {
    const number = order.numbers.find((candidate) => candidate.phoneNumber === phoneNumber);
    if (number !== undefined) return number;
    const known = order.numbers.map((candidate) => candidate.phoneNumber).join(', ');
    throw new ControlRefusal(`${phoneNumber} is not in order ${order.sid}, which has ${known}`);
  });
}
