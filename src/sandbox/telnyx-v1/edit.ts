import { parseJson, type Answer } from '../http';
import { problemsIn } from '../problems';
import { liveUpdate, sameFields, updated, wantedAt, type AccountFields } from './account-fields';
import type { PortingDesk } from './backend';
import { unprocessable } from './errors';
import { NEW_DATE_TAKES_DAYS } from './scenarios';
import { FOC_DATE_REFUSED, isAllowedFocDate } from './foc-windows';
import type { SubRequest } from './port-request';
import { renderSubRequest } from './rendering';
import { giveDate, sendAgain } from './script';
import { isClosed } from './states';

/** Takes a PUT on a live sub request. */
export function editSubRequest(backend: PortingDesk, subRequest: SubRequest, body: string): Answer {
  const parsed = liveUpdate.safeParse(parseJson(body));
  if (!parsed.success) return unprocessable(problemsIn(parsed.error));
  const { customer_rating: rating, customer_rating_comment: ratingComment } = parsed.data;
  const wanted = updated(subRequest.fields, parsed.data);
  const refusal =
    refusalOfChange(backend, subRequest, wanted) ??
    (rating == null && ratingComment == null ? undefined : refusalOfRating(subRequest));
  if (refusal !== undefined) return unprocessable(refusal);

  subRequest.rating = rating ?? subRequest.rating;
  subRequest.ratingComment = ratingComment ?? subRequest.ratingComment;
  backend.touch(subRequest);
  if (!isOver(subRequest)) change(backend, subRequest, wanted);
  return { status: 200, json: [renderSubRequest(backend, subRequest)] };
}

/** Nothing is changed any more where it ended, or is about to. */
function isOver({ state }: SubRequest): boolean {
  return isClosed(state) || state === 'cancel-pending';
}

function refusalOfChange(
  backend: PortingDesk,
  subRequest: SubRequest,
  wanted: AccountFields,
): string | undefined {
  if (isOver(subRequest)) {
    if (sameFields(subRequest.fields, wanted)) return undefined;
    return `The sub request is ${subRequest.state}: it can no longer be changed`;
  }
  // A date that stays is not looked at again: it may be near by now.
  const { foc_date_requested_by_user: date } = wanted;
  const isNew = wantedAt(wanted) !== wantedAt(subRequest.fields);
  return isNew && date !== null && !isAllowedFocDate(date, backend.time.now()) ? FOC_DATE_REFUSED : undefined;
}

/** A rating is for what has ported, is canceled, or is about to be (docs/reference/telnyx-v1.md#rating). */
function refusalOfRating(subRequest: SubRequest): string | undefined {
  return isOver(subRequest) ? undefined : 'customer_rating: the sub request is not ported or cancelled yet';
}

function change(backend: PortingDesk, subRequest: SubRequest, wanted: AccountFields): void {
  const { complaint, state } = subRequest;
  const before = wantedAt(subRequest.fields);
  subRequest.fields = wanted;
  const at = wantedAt(wanted);
  if (complaint?.fixable === true) {
    sendAgain(backend, subRequest, complaint);
  } else if (state === 'foc-date-confirmed' && at !== undefined && at !== before) {
    giveDateLater(backend, subRequest, at);
  }
}

/**
 * The losing carrier agrees to another date after a while; until then the old one stands. The date asked for is of the
 * real calendar: with shrunk days the new date lies as many of the provider's days ahead as it was days ahead.
 */
function giveDateLater(backend: PortingDesk, subRequest: SubRequest, wanted: number): void {
  const { time } = backend;
  const at = time.now() + Math.round(time.shrunk(wanted - time.now()));
  time.schedule(time.now() + time.days(NEW_DATE_TAKES_DAYS), () => {
    const stillWanted = wantedAt(subRequest.fields) === wanted;
    if (stillWanted && subRequest.state === 'foc-date-confirmed') giveDate(backend, subRequest, at);
  });
}
