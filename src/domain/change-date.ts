import type { Decision } from './commands';
import { currentItems, openAttempt, type Port } from './port';
import type { Schedule } from './request';
import type { Note } from './timeline';

/** Wish for another date. */
export interface ChangeDateCommand {
  readonly name: 'changeDate';
  readonly schedule: Schedule;
}

/** Free before the submission; later the provider would have to do it. */
export function judgeChangeDate(port: Port): Decision {
  const numbers = currentItems(port).map((item) => item.phoneNumber);
  const isDraft =
    openAttempt(port) === undefined && currentItems(port).every((item) => item.orderRef === undefined);
  if (isDraft) return { accepted: numbers, refused: [] };
  return {
    accepted: [],
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
export function withDate(port: Port, { schedule }: ChangeDateCommand): { port: Port; notes: Note[] } {
  const { check: _, ...unchecked } = port;
  return {
    port: { ...unchecked, request: { ...port.request, schedule }, isReviewed: false },
    notes: [{ kind: 'amended', data: { fields: ['schedule'], date: schedule.date } }],
  };
}
