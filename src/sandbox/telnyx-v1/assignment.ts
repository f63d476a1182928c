import type { AccountFields } from './account-fields';
import { STAFF, type PortingDesk } from './backend';
import { scenarioOf, sharedScenarioOf } from './scenarios';
import type { LiveNumber, PortRequest, SubRequest } from './port-request';
import { play, scheduleCutover } from './script';
import { isClosed, type SubRequestState } from './states';

/** Puts numbers of a port request into a new sub request, and has its script begin. */
export function assign(
  backend: PortingDesk,
  portRequest: PortRequest,
  numbers: readonly LiveNumber[],
  stands: {
    readonly fields: AccountFields;
    readonly state?: SubRequestState;
    readonly focDate?: number | undefined;
  },
): SubRequest {
  const now = backend.time.now();
  const id = backend.ids.nextUuid();
  const subRequest: SubRequest = {
    id,
    supportKey: backend.supportKey('sr', id),
    createdAt: now,
    portRequest,
    scenario: sharedScenarioOf(numbers.map(({ phoneNumber }) => phoneNumber)),
    numbers,
    fields: stands.fields,
    state: stands.state ?? 'in-process',
    unknownStatus: undefined,
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
  play(backend, subRequest);
  scheduleSplit(backend, subRequest);
  return subRequest;
}

/** Scenario 22: the people at Telnyx take numbers out of a sub request into one of their own, where others stay behind. */
function scheduleSplit(backend: PortingDesk, subRequest: SubRequest): void {
  const leaving = subRequest.numbers.filter(
    ({ phoneNumber }) => scenarioOf(phoneNumber).splitOnDay !== undefined,
  );
  const [first] = leaving;
  if (first === undefined || leaving.length === subRequest.numbers.length) return;
  const { portRequest } = subRequest;
  const day = scenarioOf(first.phoneNumber).splitOnDay ?? 0;
  backend.time.schedule(portRequest.createdAt + backend.time.days(day), () => {
    const { state, pushed } = subRequest;
    if (pushed || isClosed(state) || state === 'cancel-pending') return;
    backend.change(subRequest, () => {
      subRequest.numbers = subRequest.numbers.filter((number) => !leaving.includes(number));
    });
    const own = assign(backend, portRequest, leaving, {
      fields: subRequest.fields,
      // What the carrier did not like is not about these.
      state: state === 'exception' ? 'submitted' : state,
      focDate: subRequest.focDate,
    });
    scheduleCutover(backend, own);
    backend.comment(portRequest, own, `These numbers were split off from ${subRequest.supportKey}.`, STAFF);
  });
}
