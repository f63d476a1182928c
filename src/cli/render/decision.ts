import type { CommandRefusal, CommandResult } from '../../contract/messages';
import type { AttentionCause } from '../../domain/model/attention';
import { answerCommandLine, countNumbers } from './format';

/** The accepted part of a command. */
export function acceptedLine(accepted: readonly string[]): string {
  return `Accepted for ${countNumbers(accepted)}.`;
}

/** Why a command was refused, number by number, and the commands that are allowed now. */
export function refusalLines(refused: readonly CommandRefusal[]): string[] {
  return refused.map(({ code, message, allowed }) => {
    const commands = allowed.map((command) => answerCommandLine(command, code)).join(', ');
    const instead = commands === '' ? '' : ` Allowed now: ${commands}.`;
    return `portkeeper: ${code}: ${message}${instead}`;
  });
}

/** Causes whose numbers `resubmit` takes without `--numbers`. */
const WAITING: ReadonlySet<AttentionCause> = new Set([
  'rejected',
  'not_portable',
  'expired',
  'canceled_by_carrier',
]);

/** The maximum number of phone numbers in a command to copy. */
const MAX_TYPED = 10;

/** What an amendment does not do by itself: an order that was sent keeps its data. */
export function amendedLines({ accepted, view }: CommandResult): string[] {
  const chosen = new Set(accepted);
  const isWaiting = view.attentions.some(
    ({ cause, numbers }) => WAITING.has(cause) && numbers.some((number) => chosen.has(number)),
  );
  const sent = view.numbers.filter(
    ({ phoneNumber, orderRef, status }) =>
      chosen.has(phoneNumber) && orderRef !== undefined && status !== 'draft',
  );
  if (view.editable && sent.length > 0)
    return [
      `The new data goes to the existing order: \`portkeeper show ${view.requestId}\` shows the result.`,
    ];
  const keeps = sent.length > 0 ? 'The provider keeps what was sent; ' : '';
  // Waiting numbers first: `resubmit` is never proposed for them together with numbers of a running order.
  if (isWaiting)
    return [`${keeps}\`portkeeper resubmit ${view.requestId}\` sends the new data as a new order.`];
  if (sent.length === 0) return [];
  const typed = sent.slice(0, MAX_TYPED).map(({ phoneNumber }) => phoneNumber);
  const which = [...typed, ...(sent.length > MAX_TYPED ? ['…'] : [])].join(',');
  return [
    `${keeps}\`portkeeper resubmit ${view.requestId} --numbers ${which}\` has it canceled there and sends the new data ` +
      'as a new order.',
  ];
}
