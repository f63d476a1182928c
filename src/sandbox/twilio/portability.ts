import type { Answer } from '../http';
import { isE164 } from '../phone-numbers';
import { NOT_PORTABLE, tokenOf } from './codes';
import { TWILIO_CREDENTIALS, type TwilioBackend } from './backend';
import { badRequest } from './errors';
import { scenarioOf } from './scenarios';
import { factsOf, type NumberFacts } from './numbering';
import { isClosed } from './order';
import type { TwilioRoute } from './routes';

/** Why a number cannot be ported now; undefined if it can. */
function notPortableCode(
  backend: TwilioBackend,
  phoneNumber: string,
  targetAccountSid: string,
): number | undefined {
  const visibleBefore = backend.time.now() - backend.settings.portabilityLagMs;
  // A number whose cancel was accepted is free again, even if the cancel is never confirmed.
  const place = backend
    .placesOf(phoneNumber)
    .find(
      ({ order, number }) =>
        order.createdAt <= visibleBefore &&
        (number.state === 'completed' || (!isClosed(number) && number.state !== 'canceling')),
    );
  if (place !== undefined) return place.order.body.account_sid === targetAccountSid ? 22131 : 22136;
  return factsOf(phoneNumber).notPortable ?? scenarioOf(phoneNumber).notPortable;
}

/** Null if unknown to Twilio, or if the number has no messaging. */
interface Carriers {
  readonly voice: string | null;
  readonly messaging: string | null;
}

const OWN_CARRIERS: Carriers = { voice: 'Twilio', messaging: 'Twilio' };

/**
 * The current carriers of a number. Only older specifications have these fields
 * (docs/reference/twilio.md#portability-check), so a client must handle both cases.
 */
function carriersOf({ type, country }: NumberFacts): Carriers {
  if (country === null) return { voice: null, messaging: null };
  if (type === 'MOBILE') return { voice: 'Sandbox Wireless', messaging: 'Sandbox Wireless' };
  return { voice: 'Sandbox Bell', messaging: null };
}

function checkPortability(
  backend: TwilioBackend,
  phoneNumber: string,
  targetAccountSid: string,
  query: string,
): Answer {
  if (!isE164(phoneNumber)) return badRequest('Invalid phone number: it must be in E.164 format', 22102);
  if (!/^AC[0-9a-fA-F]{32}$/.test(targetAccountSid)) return badRequest('Invalid TargetAccountSid');
  const code = notPortableCode(backend, phoneNumber, targetAccountSid);
  const facts = factsOf(phoneNumber);
  const owned = backend.placesOf(phoneNumber).find(({ number }) => number.state === 'completed');
  const carriers = owned === undefined ? carriersOf(facts) : OWN_CARRIERS;
  return {
    status: 200,
    json: {
      phone_number: phoneNumber,
      account_sid: owned?.order.body.account_sid ?? null,
      portable: code === undefined,
      pin_and_account_number_required: facts.type === 'MOBILE',
      not_portable_reason: code === undefined ? null : tokenOf(NOT_PORTABLE, code),
      not_portable_reason_code: code ?? null,
      number_type: facts.type,
      country: facts.country,
      voice_carrier: carriers.voice,
      messaging_carrier: carriers.messaging,
      url: `https://numbers.twilio.com/v1/Porting/Portability/PhoneNumber/${encodeURIComponent(phoneNumber)}${query}`,
    },
  };
}

export const portabilityRoutes: readonly TwilioRoute[] = [
  {
    method: 'GET',
    path: /^\/v1\/Porting\/Portability\/PhoneNumber\/([^/]+)$/,
    answer: (backend, request, [phoneNumber = '']) => {
      const target = request.query['TargetAccountSid'];
      const query = target === undefined ? '' : `?TargetAccountSid=${encodeURIComponent(target)}`;
      return checkPortability(backend, phoneNumber, target ?? TWILIO_CREDENTIALS.accountSid, query);
    },
  },
];
