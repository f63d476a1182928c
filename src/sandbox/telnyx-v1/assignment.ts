import type { AccountFields } from './account-fields';
import { STAFF, type TelnyxBackend } from './backend';
import { scenarioOf, sharedScenarioOf } from './scenarios';
import type { LiveNumber, PortRequest, SubRequest } from './port-request';
import { scheduleScript, scheduleCutover } from './script';
import { isClosed, type SubRequestState } from './states';

/** Puts numbers of a port request into a new sub request, and starts its script. */
export function assign(
  backend: TelnyxBackend,
  portRequest: PortRequest,
  numbers: readonly LiveNumber[],
  initial: {
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
    fields: initial.fields,
    state: initial.state ?? 'in-process',
    unknownStatus: undefined,
    focDate: initial.focDate,
    complaint: undefined,
    pushed: false,
    rating: undefined,
    ratingComment: undefined,
    updatedAt: now,
  };
  for (const number of numbers) number.subRequest = subRequest;
  portRequest.subRequests.push(subRequest);
  portRequest.updatedAt = now;
  scheduleScript(backend, subRequest);
  scheduleSplit(backend, subRequest);
  return subRequest;
}

/**
 * Scenario 22: Telnyx's staff moves numbers of a sub request into one of their own, if other numbers stay.
 */
function scheduleSplit(backend: TelnyxBackend, subRequest: SubRequest): void {
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
      // The carrier's complaint does not concern these numbers.
      state: state === 'exception' ? 'submitted' : state,
      focDate: subRequest.focDate,
    });
    scheduleCutover(backend, own);
    backend.comment(portRequest, own, `These numbers were split off from ${subRequest.supportKey}.`, STAFF);
  });
}
