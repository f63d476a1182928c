import type { Portability } from '../../domain/model/snapshot';
import { ProviderError } from '../provider-error';
import { countryOfNumber, numberType } from './number-facts';
import { notPortable } from './reasons';
import { type CheckedNumber, e164 } from './schemas';

/**
 * Converts Telnyx's answers: one for each requested number, in the same order.
 *
 * @throws ProviderError unreadable, if the portability of a number is missing
 */
export function portabilityFrom(
  numbers: readonly string[],
  answers: readonly CheckedNumber[],
): Portability[] {
  const byNumber = new Map(
    answers.flatMap((answer) =>
      [answer.raw_number, e164(answer.raw_number), e164(answer.e164_number)].map(
        (number) => [number, answer] as const,
      ),
    ),
  );
  return numbers.map((phoneNumber) => {
    const answer = byNumber.get(phoneNumber);
    if (answer?.portable === undefined) throw unanswered();
    const type = numberType({ svtype: undefined, coverage_category: answer.coverage_category });
    const country = countryOfNumber(phoneNumber);
    const { carrier_name: carrier, portability_status: portabilityStatus } = answer;
    return {
      phoneNumber,
      portable: answer.portable,
      ...(!answer.portable && { rejection: notPortable(answer.non_portable_reason) }),
      ...(type !== undefined && { type }),
      ...(country !== undefined && { country }),
      ...(carrier !== undefined && { carrier }),
      ...(portabilityStatus !== undefined && { portabilityStatus }),
    };
  });
}

function unanswered(): ProviderError {
  return new ProviderError({
    code: 'provider_answer_unreadable',
    outcome: 'unavailable',
    message:
      'Telnyx: could not check the portability of numbers: its answer leaves some out. Nothing was done. Try again.',
  });
}
