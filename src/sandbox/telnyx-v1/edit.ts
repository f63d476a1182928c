import { parseJson, type Answer } from '../http';
import { problemsIn } from '../problems';
import { liveUpdate, sameFields, updated, requestedDateOf, type AccountFields } from './account-fields';
import type { TelnyxBackend } from './backend';
import { unprocessable } from './errors';
import { NEW_DATE_TAKES_DAYS } from './scenarios';
import { FOC_DATE_REFUSED, isAllowedFocDate } from './foc-windows';
import type { SubRequest } from './port-request';
import { renderSubRequest } from './rendering';
import { confirmDate, sendAgain } from './script';
import { isClosed } from './states';

/** Handles a PUT on a submitted sub request. */
export function editSubRequest(backend: TelnyxBackend, subRequest: SubRequest, body: string): Answer {
  const parsed = liveUpdate.safeParse(parseJson(body));
  if (!parsed.success) return unprocessable(problemsIn(parsed.error));
  const { customer_rating: rating, customer_rating_comment: ratingComment } = parsed.data;
  const requested = updated(subRequest.fields, parsed.data);
  const refusal =
    refusalOfChange(backend, subRequest, requested) ??
    (rating == null && ratingComment == null ? undefined : refusalOfRating(subRequest));
  if (refusal !== undefined) return unprocessable(refusal);

  subRequest.rating = rating ?? subRequest.rating;
  subRequest.ratingComment = ratingComment ?? subRequest.ratingComment;
  backend.touch(subRequest);
  if (!isUneditable(subRequest)) change(backend, subRequest, requested);
  return { status: 200, json: [renderSubRequest(backend, subRequest)] };
}

/** Whether the sub request has ended, or is about to, so that it cannot be changed any more. */
function isUneditable({ state }: SubRequest): boolean {
  return isClosed(state) || state === 'cancel-pending';
}

function refusalOfChange(
  backend: TelnyxBackend,
  subRequest: SubRequest,
  requested: AccountFields,
): string | undefined {
  if (isUneditable(subRequest)) {
    if (sameFields(subRequest.fields, requested)) return undefined;
    return `The sub request is ${subRequest.state}: it can no longer be changed`;
  }
  // An unchanged date is not checked again: it may be near by now.
  const { foc_date_requested_by_user: date } = requested;
  const isNew = requestedDateOf(requested) !== requestedDateOf(subRequest.fields);
  return isNew && date !== null && !isAllowedFocDate(date, backend.time.now()) ? FOC_DATE_REFUSED : undefined;
}

/**
 * Only a ported, canceled or nearly canceled sub request can be rated (docs/reference/telnyx-v1.md#rating).
 */
function refusalOfRating(subRequest: SubRequest): string | undefined {
  return isUneditable(subRequest)
    ? undefined
    : 'customer_rating: the sub request is not ported or cancelled yet';
}

function change(backend: TelnyxBackend, subRequest: SubRequest, requested: AccountFields): void {
  const { complaint, state } = subRequest;
  const before = requestedDateOf(subRequest.fields);
  subRequest.fields = requested;
  const at = requestedDateOf(requested);
  if (complaint?.fixable === true) {
    sendAgain(backend, subRequest, complaint);
  } else if (state === 'foc-date-confirmed' && at !== undefined && at !== before) {
    scheduleNewDate(backend, subRequest, at);
  }
}

/**
 * The losing carrier confirms another date after a while; until then the old date stays. The requested date
 * is a calendar date: with shortened days, the new date lies as many provider-side days ahead as it was
 * calendar days ahead.
 */
function scheduleNewDate(backend: TelnyxBackend, subRequest: SubRequest, requested: number): void {
  const { time } = backend;
  const at = time.now() + Math.round(time.shrunk(requested - time.now()));
  time.schedule(time.now() + time.days(NEW_DATE_TAKES_DAYS), () => {
    const isStillRequested = requestedDateOf(subRequest.fields) === requested;
    if (isStillRequested && subRequest.state === 'foc-date-confirmed') confirmDate(backend, subRequest, at);
  });
}
