import { parseJson, type Answer } from '../http';
import { FONE_DYNAMICS_CREDENTIALS } from './credentials';
import type { PortingDesk } from './desk';
import { foneDynamicsError } from './errors';
import { fateOf } from './fates';
import { renderRequest } from './rendering';
import type { SimulatedNumber, SimulatedRequest } from './request';
import type { FoneDynamicsRoute } from './routes';
import { playScripts } from './script';
import { isFault, readSubmitBody } from './submit-body';

/**
 * Takes every valid submission as a new request, also for a number that is in one. What it is answered with is not
 * published; this answers the request, wrapped as the status list's parts are named.
 */
function submit(desk: PortingDesk, text: string): Answer {
  const now = desk.time.now();
  const body = readSubmitBody(parseJson(text), now);
  if (isFault(body)) return foneDynamicsError(400, body.message, body);
  const numbers = body.PortingNumbers.map((submitted): SimulatedNumber => ({
    submitted,
    fate: fateOf(submitted.Number),
    state: 'Received',
    strangeWord: undefined,
    carrierCode: undefined,
    portDate: undefined,
    cutoverAt: undefined,
    pushed: false,
    history: [],
  }));
  const losesAnswer = numbers.some(
    ({ fate, submitted }) => fate.losesAnswerOfSubmit === true && !desk.knows(submitted.Number),
  );
  const portingNo = desk.nextPortingNo();
  const request: SimulatedRequest = { portingNo, createdAt: now, body, numbers, notices: 0 };
  desk.file(request);
  playScripts(desk, request);
  return {
    status: 200,
    json: { PortingRequest: renderRequest(request) },
    orderRef: portingNo,
    ...(losesAnswer && { fault: { kind: 'drop' } }),
  };
}

export const submitRoutes: readonly FoneDynamicsRoute[] = [
  {
    method: 'POST',
    path: /^\/v2\/Properties\/([^/]+)\/Porting$/,
    answer: (desk, request, [propertySid = '']) =>
      propertySid === FONE_DYNAMICS_CREDENTIALS.propertySid
        ? submit(desk, request.body)
        : notAllowed('property', propertySid),
  },
];

/** A property, or an account, that is not this account's. */
export function notAllowed(what: 'property' | 'account', sid: string): Answer {
  return foneDynamicsError(403, `You have no permission for the ${what} ${sid}`);
}
