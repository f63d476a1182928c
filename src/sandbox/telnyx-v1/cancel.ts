import type { Answer } from '../http';
import type { TelnyxBackend } from './backend';
import { unprocessable } from './errors';
import { CANCEL_TAKES_DAYS } from './scenarios';
import type { SubRequest } from './port-request';
import { renderSubRequest } from './rendering';
import { isClosed } from './states';

/** Within 48 hours of the date the API takes no cancellation (docs/reference/telnyx-v1.md#cancellation). */
const WINDOW_HOURS = 48;

/**
 * Accepts a cancellation. The sub request stays `cancel-pending` until staff confirms it, which in some
 * scenarios never happens.
 */
export function cancelSubRequest(backend: TelnyxBackend, subRequest: SubRequest): Answer {
  const { state, focDate, scenario } = subRequest;
  if (isClosed(state)) return unprocessable(`Cannot be cancelled: the sub request is ${state}`);
  if (state !== 'cancel-pending') {
    if (focDate !== undefined && focDate - backend.time.now() <= backend.time.hours(WINDOW_HOURS)) {
      return unprocessable(`Cannot be cancelled: the FOC date is less than ${WINDOW_HOURS} hours away`);
    }
    if (scenario.onCancel === 'refuses') {
      return unprocessable('Cannot be cancelled: the losing carrier does not allow it');
    }
    backend.change(subRequest, () => {
      subRequest.state = 'cancel-pending';
    });
    if (scenario.onCancel === undefined) scheduleConfirmation(backend, subRequest);
  }
  return { status: 200, json: renderSubRequest(backend, subRequest) };
}

function scheduleConfirmation(backend: TelnyxBackend, subRequest: SubRequest): void {
  backend.time.schedule(backend.time.now() + backend.time.days(CANCEL_TAKES_DAYS), () => {
    // A sub request that was pushed to another state meanwhile is not cancelled.
    if (subRequest.state !== 'cancel-pending') return;
    backend.change(subRequest, () => {
      subRequest.state = 'cancelled';
    });
  });
}
