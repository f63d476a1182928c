import { parseJson, type Answer } from '../http';
import { FONE_DYNAMICS_CREDENTIALS } from './credentials';
import type { FoneDynamicsBackend } from './backend';
import { foneDynamicsError } from './errors';
import { scenarioOf } from './scenarios';
import { renderRequest } from './rendering';
import type { SimulatedNumber, SimulatedRequest } from './request';
import type { FoneDynamicsRoute } from './routes';
import { playScripts } from './script';
import { isFault, readSubmitBody } from './submit-body';

/**
 * Accepts every valid submission as a new request, even if a number is already in one. The answer is not
 * published; the sandbox returns the request, wrapped with the name that the status list uses.
 */
function submit(backend: FoneDynamicsBackend, text: string): Answer {
  const now = backend.time.now();
  const body = readSubmitBody(parseJson(text), now);
  if (isFault(body)) return foneDynamicsError(400, body.message, body);
  const numbers = body.PortingNumbers.map((submitted): SimulatedNumber => ({
    submitted,
    scenario: scenarioOf(submitted.Number),
    state: 'Received',
    unknownStatus: undefined,
    carrierCode: undefined,
    portDate: undefined,
    cutoverAt: undefined,
    pushed: false,
    history: [],
  }));
  const losesAnswer = numbers.some(
    ({ scenario, submitted }) =>
      scenario.losesAnswerOfSubmit === true && !backend.hasNumber(submitted.Number),
  );
  const portingNo = backend.nextPortingNo();
  const request: SimulatedRequest = { portingNo, createdAt: now, body, numbers, webhookCount: 0 };
  backend.add(request);
  playScripts(backend, request);
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
    answer: (backend, request, [propertySid = '']) =>
      propertySid === FONE_DYNAMICS_CREDENTIALS.propertySid
        ? submit(backend, request.body)
        : forbidden('property', propertySid),
  },
];

/** The answer for a property or account of somebody else. */
export function forbidden(what: 'property' | 'account', sid: string): Answer {
  return foneDynamicsError(403, `You have no permission for the ${what} ${sid}`);
}
