import type { Change } from '../changes/change';
import { withOrderActions } from '../changes/order-actions';
import { currentItems } from '../facts/items';
import { editableOrders, isEditable } from '../facts/order-actions';
import type { AskedCommand, Decision, Refusal } from '../model/commands';
import type { DateFit } from '../model/date-fits';
import type { OrderItem } from '../model/item';
import type { Port } from '../model/port';
import { toRfc3339 } from '../model/time';
import { amended, isBeingCorrected } from './amend';
import type { CommandRule } from './rule';

export const CHANGE_DATE: CommandRule<'changeDate'> = {
  prerequisite: (port, { dates, command: { schedule } }) => {
    const orderRefs = [...new Set(editableItems(port).flatMap(({ orderRef }) => orderRef ?? []))];
    const isAsked = dates === undefined && orderRefs.length > 0;
    return isAsked ? { kind: 'fit_dates', orderRefs, schedule } : undefined;
  },
  decide: decideChangeDate,
  apply: withDate,
};

/**
 * A draft, or a number to resubmit, can take any date. The date of an existing order can only change to one that the
 * provider offers; until the provider confirms it, the old date applies.
 */
function decideChangeDate(port: Port, { dates }: AskedCommand): Decision {
  const editable = editableItems(port);
  const free = currentItems(port).filter((item) => isBeingCorrected(port, item) && !isEditable(port, item));
  const accepted = free.map(({ phoneNumber }) => phoneNumber);
  if (editable.length === 0) return accepted.length > 0 ? { accepted, refused: [] } : notPossible(port);
  if (dates?.ok !== true) return { accepted, refused: [unknownDates(dates?.problem.message)] };
  const fits = new Map(dates.fits.map((fit) => [fit.orderRef, fit]));
  const refused: Refusal[] = [];
  for (const { phoneNumber, orderRef } of editable) {
    const fit = fits.get(orderRef ?? '');
    if (fit?.isPossible !== false) accepted.push(phoneNumber);
    else refused.push(dateNotPossible(phoneNumber, fit));
  }
  return { accepted, refused };
}

function editableItems(port: Port): OrderItem[] {
  return currentItems(port).filter((item) => isEditable(port, item));
}

/** The request with the new date; missing fields and portability must be determined again. */
function withDate(port: Port, asked: AskedCommand<'changeDate'>, accepted: readonly string[]): Change {
  const {
    at,
    command: { schedule },
  } = asked;
  const changed = amended(port, { ...port.request, schedule }, accepted, at);
  return {
    port: withOrderActions(changed, asked, editableOrders(changed, accepted), { kind: 'edit' }),
    entries: [{ kind: 'amended', data: { fields: ['schedule'], date: schedule.date } }],
  };
}

function notPossible({ request }: Port): Decision {
  const message =
    `${request.provider} cannot change the wanted date of an order that it has. ` +
    'Ask its support, or cancel the port and start another with the date you want.';
  return { accepted: [], refused: [{ code: 'not_supported', message, allowed: ['cancel', 'refresh'] }] };
}

function unknownDates(why = 'It did not answer.'): Refusal {
  const message = `The provider could not say which dates are possible, so nothing was changed. ${why} Repeat it later.`;
  return { code: 'dates_unknown', message, allowed: ['changeDate', 'refresh'] };
}

/** How many of the possible dates a refusal lists. */
const MAX_NAMED = 5;

function dateNotPossible(number: string, { allowed }: DateFit): Refusal {
  const named = allowed
    .slice(0, MAX_NAMED)
    .map(({ from, until }) => `${toRfc3339(from)} to ${toRfc3339(until)}`);
  const message =
    named.length === 0
      ? `The provider offers no date for ${number} now.`
      : `The provider cannot move ${number} then. It can from ${named.join(', ')}${allowed.length > MAX_NAMED ? ' and later' : ''}.`;
  return { number, code: 'date_not_possible', message, allowed: ['changeDate', 'cancel'] };
}
