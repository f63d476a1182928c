import { parseJson, type Answer } from '../http';
import { cancelNumbers } from './cancel';
import { readCreateBody } from './create-body';
import type { PortingDesk } from './desk';
import { badRequest, notFound } from './errors';
import { fateOf } from './fates';
import { factsOf } from './numbering';
import type { TwilioNumber, TwilioOrder } from './order';
import { renderPortIn } from './rendering';
import type { TwilioRoute } from './routes';
import { playScripts } from './script';

/** Takes every valid create as a new order, also for a number that is already in one: Twilio knows no better key. */
function createPortIn(desk: PortingDesk, text: string): Answer {
  const now = desk.time.now();
  const body = readCreateBody(parseJson(text), now);
  if (typeof body === 'string') return badRequest(body);
  const numbers = body.phone_numbers.map(({ phone_number: phoneNumber, pin }): TwilioNumber => ({
    sid: desk.ids.next('PU'),
    phoneNumber,
    pin: pin ?? undefined,
    fate: fateOf(phoneNumber),
    facts: factsOf(phoneNumber),
    state: 'in_review',
    strangeWord: undefined,
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
    ({ fate, phoneNumber }) => fate.losesAnswerOfCreate === true && desk.placesOf(phoneNumber).length === 0,
  );
  const order: TwilioOrder = {
    sid: desk.ids.next('KW'),
    createdAt: now,
    body,
    numbers,
    state: 'in_review',
    updatedAt: now,
    signatureUrl: undefined,
    supportTicket: undefined,
    cancellationReason: undefined,
    notices: 0,
    cutovers: new Set(),
  };
  desk.file(order);
  playScripts(desk, order);
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
    answer: (desk, request) => createPortIn(desk, request.body),
  },
  {
    method: 'GET',
    path: ONE,
    answer: (desk, request, [sid = '']) => {
      const order = desk.find(sid);
      if (order === undefined) return { ...notFound(request.path), orderRef: sid };
      return { status: 200, json: renderPortIn(order), orderRef: sid };
    },
  },
  {
    method: 'DELETE',
    path: ONE,
    answer: (desk, request, [sid = '']) => {
      const order = desk.find(sid);
      if (order === undefined) return { ...notFound(request.path), orderRef: sid };
      return cancelNumbers(desk, order, order.numbers);
    },
  },
];
