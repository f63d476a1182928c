import { parseJson, type Answer } from '../http';
import { cancelNumbers } from './cancel';
import { readCreateBody } from './create-body';
import type { TwilioBackend } from './backend';
import { badRequest, notFound } from './errors';
import { scenarioOf } from './scenarios';
import { factsOf } from './numbering';
import type { TwilioNumber, TwilioOrder } from './order';
import { renderPortIn } from './rendering';
import type { TwilioRoute } from './routes';
import { playScripts } from './script';

/**
 * Accepts every valid create as a new order, even if a number is already in one: Twilio has no idempotency
 * key.
 */
function createPortIn(backend: TwilioBackend, text: string): Answer {
  const now = backend.time.now();
  const body = readCreateBody(parseJson(text), now);
  if (typeof body === 'string') return badRequest(body);
  const numbers = body.phone_numbers.map(({ phone_number: phoneNumber, pin }): TwilioNumber => ({
    sid: backend.ids.next('PU'),
    phoneNumber,
    pin: pin ?? undefined,
    scenario: scenarioOf(phoneNumber),
    facts: factsOf(phoneNumber),
    state: 'in_review',
    unknownStatus: undefined,
    evaluated: false,
    missingFields: false,
    notPortable: undefined,
    rejection: undefined,
    portDate: undefined,
    loaExpired: false,
    pushed: false,
    updatedAt: now,
  }));
  const losesAnswer = numbers.some(
    ({ scenario, phoneNumber }) =>
      scenario.losesAnswerOfCreate === true && backend.placesOf(phoneNumber).length === 0,
  );
  const order: TwilioOrder = {
    sid: backend.ids.next('KW'),
    createdAt: now,
    body,
    numbers,
    state: 'in_review',
    updatedAt: now,
    signatureUrl: undefined,
    supportTicket: undefined,
    cancellationReason: undefined,
    webhookCount: 0,
    cutovers: new Set(),
  };
  backend.add(order);
  playScripts(backend, order);
  return {
    status: 202,
    json: renderPortIn(order),
    orderRef: order.sid,
    ...(losesAnswer && { fault: { kind: 'drop' } }),
  };
}

const ONE = /^\/v1\/Porting\/PortIn\/(KW[0-9a-fA-F]{32})$/;

export const portInRoutes: readonly TwilioRoute[] = [
  {
    method: 'POST',
    path: /^\/v1\/Porting\/PortIn$/,
    answer: (backend, request) => createPortIn(backend, request.body),
  },
  {
    method: 'GET',
    path: ONE,
    answer: (backend, request, [sid = '']) => {
      const order = backend.find(sid);
      if (order === undefined) return { ...notFound(request.path), orderRef: sid };
      return { status: 200, json: renderPortIn(order), orderRef: sid };
    },
  },
  {
    method: 'DELETE',
    path: ONE,
    answer: (backend, request, [sid = '']) => {
      const order = backend.find(sid);
      if (order === undefined) return { ...notFound(request.path), orderRef: sid };
      return cancelNumbers(backend, order, order.numbers);
    },
  },
];
