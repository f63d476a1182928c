import type { Attention, AttentionCause } from './attentions';
import { cancelRefusal } from './cancel';
import type { CommandName } from './commands';
import { currentItems, type OrderItem, type Port } from './port';
import { resubmitRefusal } from './resubmit';
import { isBlocked } from './superseded';

/** The commands that answer each cause, the usual one first. */
const ANSWERS: Readonly<Record<AttentionCause, readonly CommandName[]>> = {
  missing_fields: ['amend', 'changeDate', 'resubmit', 'cancel', 'settle', 'abandon'],
  not_portable: ['cancel', 'resubmit', 'settle', 'abandon'],
  rejected: ['amend', 'changeDate', 'resubmit', 'cancel', 'settle', 'abandon'],
  expired: ['amend', 'resubmit', 'settle', 'abandon'],
  canceled_by_carrier: ['amend', 'resubmit', 'settle', 'abandon'],
  submission_unknown: ['refresh', 'resubmit', 'settle', 'abandon'],
  provider_asks: ['refresh', 'resubmit', 'cancel', 'settle', 'abandon'],
  no_news: ['refresh', 'resubmit', 'cancel', 'settle', 'abandon'],
  cancel_refused: ['refresh', 'cancel', 'settle', 'abandon'],
  cutover_overdue: ['refresh', 'settle', 'abandon'],
  no_worker_for_account: ['refresh', 'abandon'],
  read_failed: ['refresh', 'abandon'],
  supersede_blocked: ['resubmit', 'refresh', 'settle', 'abandon'],
  verdict_contradicted: ['settle', 'refresh'],
};

/** What can be told to the port about an attention now. */
export function answersTo(port: Port, attention: Attention): CommandName[] {
  const own = new Set(attention.numbers);
  const concerned = currentItems(port).filter((item) => own.size === 0 || own.has(item.phoneNumber));
  return ANSWERS[attention.cause].filter((command) => isOfUse(port, attention, concerned, command));
}

function isOfUse(
  port: Port,
  { cause, fields }: Attention,
  concerned: readonly OrderItem[],
  command: CommandName,
): boolean {
  switch (command) {
    case 'changeDate':
      return fields?.includes('schedule.date') === true;
    case 'cancel':
      return concerned.some((item) => cancelRefusal(port, item, port.asOf) === undefined);
    case 'resubmit':
      if (cause === 'submission_unknown') return true;
      return concerned.some(
        (item) => isBlocked(port, item) || resubmitRefusal(port, item, port.asOf) === undefined,
      );
    case 'settle':
      return (
        concerned.some((item) => item.status !== 'draft' || item.attempt > 1) ||
        cause === 'submission_unknown'
      );
    default:
      return true;
  }
}
