import type { Portability } from '../../domain/model/snapshot';
import { masked } from '../http/masking';
import { ProviderError } from '../provider-error';
import type { PortabilityFinding } from './client';
import { countryOf, numberType } from './number-facts';
import { type CodeAndText, isFailedCheck, isKnownNotPortable, isNotAllowed, notPortable } from './reasons';
import type { PortabilityAnswer } from './schemas';

/**
 * Twilio's answer about one number in our words.
 *
 * @throws ProviderError when the answer is not about the number: the check failed inside Twilio (22135, transient),
 * our credentials may not ask (20003, refused), or it does not say whether the number is portable (transient)
 */
export function portabilityFrom(phoneNumber: string, finding: PortabilityFinding): Portability {
  return finding.kind === 'answer'
    ? fromAnswer(phoneNumber, finding.answer)
    : { phoneNumber, portable: false, rejection: fromBadNumber(phoneNumber, finding.error) };
}

function fromAnswer(phoneNumber: string, answer: PortabilityAnswer): Portability {
  const said: CodeAndText = { code: answer.not_portable_reason_code, text: answer.not_portable_reason };
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
  throwUnlessAboutNumber(said);
  if (answer.portable === undefined && said.code === undefined)
    throw undecided('it did not say whether it is portable');
  return { ...facts, portable: false, rejection: notPortable(said, answer.account_sid !== undefined) };
}

/** HTTP 400: by its code where we know it; any other means that Twilio cannot read the number. */
function fromBadNumber(phoneNumber: string, error: CodeAndText) {
  throwUnlessAboutNumber(error);
  const text = error.text === undefined ? undefined : masked(error.text, [phoneNumber, phoneNumber.slice(1)]);
  const said = { code: error.code, text };
  return isKnownNotPortable(said)
    ? notPortable(said)
    : { ...notPortable({ code: '22102', text }), ...withCode(error) };
}

function withCode({ code }: CodeAndText) {
  return code === undefined ? {} : { code };
}

function throwUnlessAboutNumber(said: CodeAndText): void {
  if (isFailedCheck(said)) throw undecided('its own check failed (code 22135)');
  if (!isNotAllowed(said)) return;
  throw new ProviderError({
    code: 'provider_unauthorized',
    outcome: 'refused',
    ...(said.code !== undefined && { providerCode: said.code }),
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
