import type { Answer } from '../http';
import type { PortingDesk } from './desk';
import { unprocessable } from './errors';
import { CANCEL_TAKES_DAYS } from './fates';
import type { SubRequest } from './port-request';
import { renderSubRequest } from './rendering';
import { isClosed } from './states';

/** Inside 48 hours of the date the API takes no cancellation (docs/reference/telnyx-v1.md#cancellation). */
const WINDOW_HOURS = 48;

/**
 * Takes a cancellation. Accepted is not done: the sub request reads `cancel-pending` until somebody has looked at it,
 * and some fates never get further.
 */
export function cancelSubRequest(desk: PortingDesk, subRequest: SubRequest): Answer {
  const { state, focDate, fate } = subRequest;
  if (isClosed(state)) return unprocessable(`Cannot be cancelled: the sub request is ${state}`);
  if (state !== 'cancel-pending') {
    if (focDate !== undefined && focDate - desk.time.now() <= desk.time.hours(WINDOW_HOURS)) {
      return unprocessable(`Cannot be cancelled: the FOC date is less than ${WINDOW_HOURS} hours away`);
    }
    if (fate.onCancel === 'refuses') {
      return unprocessable('Cannot be cancelled: the losing carrier does not allow it');
    }
    desk.change(subRequest, () => {
      subRequest.state = 'cancel-pending';
    });
    if (fate.onCancel === undefined) confirmLater(desk, subRequest);
  }
  return { status: 200, json: renderSubRequest(desk, subRequest) };
}

function confirmLater(desk: PortingDesk, subRequest: SubRequest): void {
  desk.time.schedule(desk.time.now() + desk.time.days(CANCEL_TAKES_DAYS), () => {
    // One that was pushed elsewhere meanwhile is not cancelled any more.
    if (subRequest.state !== 'cancel-pending') return;
    desk.change(subRequest, () => {
      subRequest.state = 'cancelled';
    });
  });
}
