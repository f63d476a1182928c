import { isE164, isTollFree } from '../phone-numbers';
import type { CheckedNumber, TwilioBackend } from './backend';
import { scenarioOf } from './scenarios';
import { factsOf } from './numbering';
import { isClosed } from './order';

/** Why a number cannot be hosted, with the values of the published example. */
interface EligibilityResult {
  readonly subStatus: string;
  readonly reason: string;
  readonly nextStep: string;
}

/**
 * Whether a number can be hosted: local and mobile US numbers can, unless their scenario is not portable or
 * an order has them. Twilio's actual rule is not published.
 */
export function eligibilityOf(backend: TwilioBackend, { phoneNumber, accountSid }: CheckedNumber): object {
  const result = ineligibilityOf(backend, phoneNumber);
  const facts = isE164(phoneNumber) ? factsOf(phoneNumber) : undefined;
  const type = facts?.type === undefined || facts.type === 'UNKNOWN' ? null : facts.type.replace('-', '_');
  return {
    phone_number: phoneNumber,
    account_sid: accountSid,
    eligibility_status: result === undefined ? 'ELIGIBLE' : 'INELIGIBLE',
    eligibility_sub_status: result?.subStatus ?? 'ELIGIBLE',
    ineligibility_reason: result?.reason ?? null,
    next_step: result?.nextStep ?? 'PROCEED_WITH_HOSTING',
    voice_provider: null,
    messaging_provider: null,
    phone_number_type: type,
    hosting_order_sid: null,
    hosting_order_status: null,
    iso_country_code: facts?.country ?? null,
    inventory_status: null,
    inventory_account_sid: null,
  };
}

function ineligibilityOf(backend: TwilioBackend, phoneNumber: string): EligibilityResult | undefined {
  if (!isE164(phoneNumber)) return simple('NUMBER_FORMAT_INELIGIBLE', 'EDIT_INELIGIBLE_NUMBER');
  if (!phoneNumber.startsWith('+1')) return simple('COUNTRY_INELIGIBLE', 'CONTACT_SUPPORT');
  if (isTollFree(phoneNumber)) return simple('NUMBER_TYPE_INELIGIBLE', 'CONTACT_SUPPORT');
  const isOurs = backend
    .placesOf(phoneNumber)
    .some(({ number }) => number.state === 'completed' || !isClosed(number));
  if (isOurs) {
    return {
      subStatus: 'ALREADY_IN_TWILIO',
      reason: 'ALREADY_IN_TWILIO_BUT_NOT_IN_USE',
      nextStep: 'CONTACT_SUPPORT_INELIGIBLE_INVENTORY_STATUS',
    };
  }
  return scenarioOf(phoneNumber).notPortable === undefined
    ? undefined
    : simple('CARRIER_INELIGIBLE', 'CONTACT_SUPPORT');
}

function simple(status: string, nextStep: string): EligibilityResult {
  return { subStatus: status, reason: status, nextStep };
}
