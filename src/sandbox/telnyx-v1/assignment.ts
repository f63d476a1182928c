import type { AccountFields } from './account-fields';
import { STAFF, type PortingDesk } from './desk';
import { fateOf, sharedFateOf } from './fates';
import type { LiveNumber, PortRequest, SubRequest } from './port-request';
import { play, scheduleCutover } from './script';
import { isClosed, type SubRequestState } from './states';

/** Puts numbers of a port request into a new sub request, and has its script begin. */
export function assign(
  desk: PortingDesk,
  portRequest: PortRequest,
  numbers: readonly LiveNumber[],
  stands: {
    readonly fields: AccountFields;
    readonly state?: SubRequestState;
    readonly focDate?: number | undefined;
  },
): SubRequest {
  const now = desk.time.now();
  const id = desk.ids.nextUuid();
  const subRequest: SubRequest = {
    id,
    supportKey: desk.supportKey('sr', id),
    createdAt: now,
    portRequest,
    fate: sharedFateOf(numbers.map(({ phoneNumber }) => phoneNumber)),
    numbers,
    fields: stands.fields,
    state: stands.state ?? 'in-process',
    strangeWord: undefined,
    focDate: stands.focDate,
    complaint: undefined,
    pushed: false,
    rating: undefined,
    ratingComment: undefined,
    updatedAt: now,
  };
  for (const number of numbers) number.subRequest = subRequest;
  portRequest.subRequests.push(subRequest);
  portRequest.updatedAt = now;
  play(desk, subRequest);
  scheduleSplit(desk, subRequest);
  return subRequest;
}

/** Fate 22: the people at Telnyx take numbers out of a sub request into one of their own, where others stay behind. */
function scheduleSplit(desk: PortingDesk, subRequest: SubRequest): void {
  const leaving = subRequest.numbers.filter(
    ({ phoneNumber }) => fateOf(phoneNumber).splitOnDay !== undefined,
  );
  const [first] = leaving;
  if (first === undefined || leaving.length === subRequest.numbers.length) return;
  const { portRequest } = subRequest;
  const day = fateOf(first.phoneNumber).splitOnDay ?? 0;
  desk.time.schedule(portRequest.createdAt + desk.time.days(day), () => {
    const { state, pushed } = subRequest;
    if (pushed || isClosed(state) || state === 'cancel-pending') return;
    desk.change(subRequest, () => {
      subRequest.numbers = subRequest.numbers.filter((number) => !leaving.includes(number));
    });
    const own = assign(desk, portRequest, leaving, {
      fields: subRequest.fields,
      // What the carrier did not like is not about these.
      state: state === 'exception' ? 'submitted' : state,
      focDate: subRequest.focDate,
    });
    scheduleCutover(desk, own);
    desk.comment(portRequest, own, `These numbers were split off from ${subRequest.supportKey}.`, STAFF);
  });
}
