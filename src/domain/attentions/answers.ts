import { openItems } from '../commands/abandon';
import { amendRefusal, isBeingCorrected } from '../commands/amend';
import { decideNumbers } from '../commands/cancel';
import { isDecidable } from '../commands/command-rules';
import { resubmitRefusal } from '../commands/resubmit';
import { settleRefusal } from '../commands/settle';
import { answerByOf } from '../facts/ending';
import { currentItems, openAttempt } from '../facts/items';
import { itemsByNumber } from '../facts/lookup';
import { isBlocked } from '../facts/superseding';
import type { Attention, AttentionCause } from '../model/attention';
import type { OrderItem } from '../model/item';
import type { Port } from '../model/port';
import type { CommandName } from '../model/port-commands';

/** The commands that answer each cause, the usual one first. */
const ANSWERS: Readonly<Record<AttentionCause, readonly CommandName[]>> = {
  missing_fields: ['amend', 'changeDate', 'resubmit', 'cancel', 'refresh', 'settle', 'abandon', 'extend'],
  not_portable: ['cancel', 'resubmit', 'refresh', 'settle', 'abandon', 'extend'],
  number_in_flight: ['refresh', 'cancel', 'abandon', 'extend'],
  rejected: ['amend', 'changeDate', 'resubmit', 'cancel', 'refresh', 'settle', 'abandon', 'extend'],
  expired: ['amend', 'resubmit', 'refresh', 'settle', 'abandon', 'extend'],
  canceled_by_carrier: ['amend', 'resubmit', 'refresh', 'settle', 'abandon', 'extend'],
  submission_unknown: ['refresh', 'resubmit', 'settle', 'abandon'],
  provider_asks: ['refresh', 'resubmit', 'cancel', 'settle', 'abandon'],
  no_news: ['refresh', 'resubmit', 'cancel', 'settle', 'abandon'],
  cancel_refused: ['refresh', 'cancel', 'settle', 'abandon'],
  cancel_unconfirmed: ['cancel', 'refresh', 'settle', 'abandon'],
  order_revived: ['refresh', 'cancel', 'settle', 'abandon'],
  number_missing_at_provider: ['refresh', 'cancel', 'settle', 'abandon'],
  edit_refused: ['amend', 'changeDate', 'addComment', 'refresh', 'cancel', 'settle', 'abandon'],
  cutover_overdue: ['refresh', 'settle', 'abandon'],
  no_worker_for_account: ['refresh', 'abandon'],
  read_failed: ['refresh', 'cancel', 'settle', 'abandon'],
  supersede_blocked: ['resubmit', 'refresh', 'settle', 'abandon'],
  settlement_contradicted: ['settle', 'cancel', 'refresh'],
  port_too_large: ['settle', 'cancel', 'abandon', 'refresh'],
};

/** The option of `resubmit` that is required, by attention cause or refusal code. */
export const RESUBMIT_OPTIONS: Readonly<Record<string, 'supersede' | 'confirm' | 'numbers'>> = {
  supersede_blocked: 'supersede',
  submission_unknown: 'confirm',
  // Numbers must be named, so that an order without problems is not resubmitted by mistake.
  no_news: 'numbers',
  provider_asks: 'numbers',
};

/** The commands that answer an attention now. */
export function answersTo(port: Port, attention: Attention): CommandName[] {
  const items = currentItems(port);
  const byNumber = itemsByNumber(items);
  const concerned =
    attention.numbers.length === 0
      ? items
      : attention.numbers.flatMap((number) => byNumber.get(number) ?? []);
  return ANSWERS[attention.cause].filter(
    (command) => isDecidable(port, command) && (IS_USEFUL[command]?.(port, attention, concerned) ?? true),
  );
}

/** Whether a command can answer an attention now; a command without a test always can. */
const IS_USEFUL: Readonly<Partial<Record<CommandName, IsUseful>>> = {
  abandon: (port) => openItems(port).length > 0,
  amend: (port, _attention, concerned) =>
    concerned.some((item) => amendRefusal(port, item, port.asOf) === undefined),
  changeDate: (port, { cause, fields }, concerned) =>
    cause === 'edit_refused' ||
    (fields?.includes('schedule.date') === true && concerned.some((item) => isBeingCorrected(port, item))),
  addComment: ({ capabilities }) => capabilities.comments,
  extend: (port, _attention, concerned) => concerned.some((item) => answerByOf(port, item) !== undefined),
  cancel: (port, _attention, concerned) =>
    decideNumbers(
      port,
      concerned.map((item) => item.phoneNumber),
      port.asOf,
    ).accepted.length > 0,
  refresh: (_port, { cause, numbers }, concerned) =>
    cause === 'submission_unknown' ||
    cause === 'number_in_flight' ||
    numbers.length === 0 ||
    concerned.some((item) => item.orderRef !== undefined || item.attempt > 1),
  resubmit: (port, { cause }, concerned) => {
    if (cause === 'submission_unknown') return true;
    if (openAttempt(port) !== undefined) return false;
    return concerned.some((item) =>
      cause === 'supersede_blocked'
        ? item.status === 'draft' && isBlocked(port, item)
        : resubmitRefusal(port, item, port.asOf) === undefined,
    );
  },
  settle: (port, _attention, concerned) => concerned.some((item) => settleRefusal(port, item) === undefined),
};

type IsUseful = (port: Port, attention: Attention, concerned: readonly OrderItem[]) => boolean;
