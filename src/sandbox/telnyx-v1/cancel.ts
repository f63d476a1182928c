import type { Answer } from '../http';
import type { PortingDesk } from './backend';
import { unprocessable } from './errors';
import { CANCEL_TAKES_DAYS } from './scenarios';
import type { SubRequest } from './port-request';
import { renderSubRequest } from './rendering';
import { isClosed } from './states';

/** Inside 48 hours of the date the API takes no cancellation (docs/reference/telnyx-v1.md#cancellation). */
const WINDOW_HOURS = 48;

/**
 * Takes a cancellation. Accepted is not done: the sub request reads `cancel-pending` until somebody has looked at it,
 * and some scenarios never get further.
 */
export function cancelSubRequest(backend: PortingDesk, subRequest: SubRequest): Answer {
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
    if (scenario.onCancel === undefined) confirmLater(backend, subRequest);
  }
  return { status: 200, json: renderSubRequest(backend, subRequest) };
}

function confirmLater(backend: PortingDesk, subRequest: SubRequest): void {
  backend.time.schedule(backend.time.now() + backend.time.days(CANCEL_TAKES_DAYS), () => {
    // One that was pushed elsewhere meanwhile is not cancelled any more.
    if (subRequest.state !== 'cancel-pending') return;
    backend.change(subRequest, () => {
      subRequest.state = 'cancelled';
    });
  });
}
