import { amended, isBeingMended } from './amend';
import type { Change } from './change';
import type { AskedCommand, CommandRule, Decision } from './commands';
import { currentItems, type Port } from './port';
import type { Schedule } from './request';

/** Wish for another date. */
export interface ChangeDateCommand {
  readonly name: 'changeDate';
  readonly schedule: Schedule;
}

export const CHANGE_DATE: CommandRule<ChangeDateCommand> = {
  judge: judgeChangeDate,
  apply: withDate,
};

/** Free for what has yet to be submitted, or submitted again; of an order that it has, the provider would have to do it. */
function judgeChangeDate(port: Port): Decision {
  const accepted = currentItems(port)
    .filter((item) => isBeingMended(port, item))
    .map((item) => item.phoneNumber);
  if (accepted.length > 0) return { accepted, refused: [] };
  return {
    accepted,
    refused: [
      {
        code: 'not_supported',
        message:
          `${port.request.provider} cannot change the wanted date of an order that it has. ` +
          'Ask its support, or cancel the port and start another with the date you want.',
        allowed: ['cancel', 'refresh'],
      },
    ],
  };
}

/** The draft with its new wish; what is missing and what was checked has to be seen again. */
function withDate(
  port: Port,
  { at, command: { schedule } }: AskedCommand<ChangeDateCommand>,
  accepted: readonly string[],
): Change {
  return {
    port: amended(port, { ...port.request, schedule }, accepted, at),
    notes: [{ kind: 'amended', data: { fields: ['schedule'], date: schedule.date } }],
  };
}
