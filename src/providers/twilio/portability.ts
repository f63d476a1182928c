import type { Portability } from '../../domain/model/snapshot';
import { masked } from '../http/masking';
import { ProviderError } from '../provider-error';
import type { PortabilityFinding } from './client';
import { countryOf, numberType } from './number-facts';
import { type CodeAndText, isFailedCheck, isKnownNotPortable, isUnauthorized, notPortable } from './reasons';
import type { PortabilityAnswer } from './schemas';

/**
 * Converts Twilio's answer about one number.
 *
 * @throws ProviderError if the answer is not about the number: the check failed inside Twilio (22135,
 * transient), the credentials are not allowed to check (20003, refused), or portability is missing
 * (transient)
 */
export function portabilityFrom(phoneNumber: string, finding: PortabilityFinding): Portability {
  return finding.kind === 'answer'
    ? fromAnswer(phoneNumber, finding.answer)
    : { phoneNumber, portable: false, rejection: fromBadNumber(phoneNumber, finding.error) };
}

function fromAnswer(phoneNumber: string, answer: PortabilityAnswer): Portability {
  const refusal: CodeAndText = { code: answer.not_portable_reason_code, text: answer.not_portable_reason };
  const type = numberType(answer.number_type);
  const country = countryOf(phoneNumber, answer.country, undefined);
  const facts = {
    phoneNumber,
    ...(answer.pin_and_account_number_required !== undefined && {
      pinAndAccountNumberRequired: answer.pin_and_account_number_required,
    }),
    ...(type !== undefined && { type }),
    ...(country !== undefined && { country }),
    ...(answer.voice_carrier !== undefined && { carrier: answer.voice_carrier }),
    ...(answer.messaging_carrier !== undefined && { messagingCarrier: answer.messaging_carrier }),
  };
  if (answer.portable === true) return { ...facts, portable: true };
  throwUnlessAboutNumber(refusal);
  if (answer.portable === undefined && refusal.code === undefined)
    throw undecided('it did not say whether it is portable');
  return { ...facts, portable: false, rejection: notPortable(refusal, answer.account_sid !== undefined) };
}

/** HTTP 400: a known code gives the reason; any other code means that Twilio cannot parse the number. */
function fromBadNumber(phoneNumber: string, error: CodeAndText) {
  throwUnlessAboutNumber(error);
  const text = error.text === undefined ? undefined : masked(error.text, [phoneNumber, phoneNumber.slice(1)]);
  const refusal = { code: error.code, text };
  return isKnownNotPortable(refusal)
    ? notPortable(refusal)
    : { ...notPortable({ code: '22102', text }), ...withCode(error) };
}

function withCode({ code }: CodeAndText) {
  return code === undefined ? {} : { code };
}

function throwUnlessAboutNumber(refusal: CodeAndText): void {
  if (isFailedCheck(refusal)) throw undecided('its own check failed (code 22135)');
  if (!isUnauthorized(refusal)) return;
  throw new ProviderError({
    code: 'provider_unauthorized',
    outcome: 'refused',
    ...(refusal.code !== undefined && { providerCode: refusal.code }),
    message:
      'Twilio: could not check the portability of a number (Twilio code 20003): these credentials may not ask for ' +
      'the target account. Check providerOptions.twilio.targetAccountSid and the credentials of this provider account.',
  });
}

function undecided(why: string): ProviderError {
  return new ProviderError({
    code: 'provider_unavailable',
    outcome: 'unavailable',
    message: `Twilio: could not check the portability of a number: ${why}. Nothing was done. Try again.`,
  });
}
