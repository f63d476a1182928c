import type { Answer, ProviderRequest } from '../http';
import { cancelNumbers } from './cancel';
import type { TwilioBackend } from './backend';
import { notFound } from './errors';
import type { TwilioNumber, TwilioOrder } from './order';
import { renderPhoneNumber } from './rendering';
import type { TwilioRoute } from './routes';

const PATH = /^\/v1\/Porting\/PortIn\/(KW[0-9a-fA-F]{32})\/PhoneNumber\/(PU[0-9a-fA-F]{32})$/;

/** Finds a number in its order, or answers 404. */
const withNumber =
  (answer: (backend: TwilioBackend, order: TwilioOrder, number: TwilioNumber) => Answer) =>
  (
    backend: TwilioBackend,
    request: ProviderRequest,
    [orderSid = '', numberSid = '']: readonly string[],
  ): Answer => {
    const order = backend.find(orderSid);
    const number = order?.numbers.find((candidate) => candidate.sid === numberSid);
    if (order === undefined || number === undefined) return { ...notFound(request.path), orderRef: orderSid };
    return answer(backend, order, number);
  };

export const phoneNumberRoutes: readonly TwilioRoute[] = [
  {
    method: 'GET',
    path: PATH,
    answer: withNumber((_backend, order, number) => ({
      status: 200,
      json: renderPhoneNumber(order, number),
      orderRef: order.sid,
    })),
  },
  {
    method: 'DELETE',
    path: PATH,
    answer: withNumber((backend, order, number) => cancelNumbers(backend, order, [number])),
  },
];
