import { toRfc3339 } from '../../domain/model/time';
import { instantFrom } from '../dates';
import type { OrderEdit, Rating } from '../provider';
import type { ProviderError } from '../provider-error';
import { type DateContext, earliestWanted, isWanted } from '../wanted-date';
import { describeWindows } from './describe-windows';
import { accountUpdate } from './group-update';
import { losingAccount } from './losing-account';
import { telnyxErrors } from './paths';
import { dateContext } from './prepare-draft';
import type { TelnyxSubRequest } from './schemas';
import type { TelnyxSession } from './session';
import type { SubRequestIds } from './sub-request-ids';
import type { SubRequestUpdate } from './update-body';

/**
 * Updates an open sub request with the current data of the request. Safe to repeat: it sends the same values
 * again.
 */
export async function editSubRequest(
  ids: SubRequestIds,
  edit: OrderEdit,
  session: TelnyxSession,
): Promise<void> {
  const { portRequestId, subRequestId } = ids;
  const { request, numbers } = edit;
  const { client, call } = session;
  const context = dateContext(edit, session);
  const present = await client.portRequests.getSubRequest(portRequestId, subRequestId, call);
  const requestedDate = instantFrom(present.foc_date_requested_by_user);
  // A date that still fits stays: another request could lose the date that the carrier already works on.
  const date =
    requestedDate !== undefined && isWanted(request.schedule, requestedDate, context)
      ? requestedDate
      : await allowedDate(ids, edit, context, session);
  const accounts = request.numbers
    .filter(({ phoneNumber }) => numbers.includes(phoneNumber))
    .map((number) => losingAccount(number, request));
  const update = accountUpdate(request, accounts, toRfc3339(date));
  if (update.kind === 'missing') {
    throw notEdited(update.missing.map(({ field, message }) => `${field}: ${message}`).join(' '));
  }
  const { default_message_profile_id: _, ...body } = update.body;
  await client.portRequests.updateSubRequest(portRequestId, subRequestId, body, call);
}

async function allowedDate(
  { portRequestId, subRequestId }: SubRequestIds,
  { request }: OrderEdit,
  context: DateContext,
  { client, call }: TelnyxSession,
): Promise<number> {
  const windows = await client.portRequests.allowedFocDates(portRequestId, subRequestId, call);
  const date = earliestWanted(request.schedule, windows, context);
  if (date !== undefined) return date;
  throw notEdited(`schedule.date: ${describeWindows(windows, context)}`);
}

function notEdited(why: string): ProviderError {
  const ifRefused = 'Nothing was changed. Correct the request.';
  return telnyxErrors.notSendable({ what: 'edit the sub request', method: 'PUT', ifRefused }, why);
}

/** A PUT needs its required fields even for a rating, so they are sent with their current values. */
export function ratingUpdate(present: TelnyxSubRequest, { stars, comment }: Rating): SubRequestUpdate {
  const current = {
    foc_date_requested_by_user: present.foc_date_requested_by_user,
    auth_person_name: present.auth_person_name,
    billing_phone_number: present.billing_phone_number,
    street_address: present.street_address,
    locality: present.locality,
    administrative_area: present.administrative_area,
    postal_code: present.postal_code,
    country_code: present.country_code,
    default_connection_id: present.default_connection_id,
  };
  const known = Object.entries(current).filter(([, value]) => value !== undefined);
  return {
    ...(Object.fromEntries(known) as SubRequestUpdate),
    customer_rating: stars,
    ...(comment !== undefined && { customer_rating_comment: comment }),
  };
}
