import { z } from 'zod';
import { parseJson, type Answer } from '../http';
import { problemsIn } from '../problems';
import type { TelnyxBackend } from './backend';
import { unprocessable } from './errors';
import { scenarioOf } from './scenarios';
import { factsOf, type NonPortableReason, type NumberFacts } from './numbering';
import { pathOf, type TelnyxRoute } from './routes';
import { isClosed } from './states';

/** The body of a check, and of a new draft. */
export const numbersBody = z.object({
  phone_numbers: z
    .array(z.object({ phone_number: z.string() }))
    .min(1)
    .max(1000),
});

/** Why a number can never be ported, whoever serves it. */
export function reasonOf({ e164, notPortable }: NumberFacts): NonPortableReason | undefined {
  return notPortable ?? (e164 === null ? undefined : scenarioOf(e164).notPortable);
}

/** Whether a number is being ported to Telnyx, or was ported. Both become visible after a lag. */
function placeReasonOf(backend: TelnyxBackend, phoneNumber: string): NonPortableReason | undefined {
  const visibleBefore = backend.time.now() - backend.settings.portabilityLagMs;
  const places = backend.placesOf(phoneNumber).filter(({ submittedAt }) => submittedAt <= visibleBefore);
  if (places.some(({ subRequest }) => subRequest?.state === 'ported')) return 'telnyx_number';
  // A number whose cancellation was accepted is free again, even if it is never confirmed.
  const isUnderWay = places.some(
    ({ subRequest }) =>
      subRequest === undefined || (!isClosed(subRequest.state) && subRequest.state !== 'cancel-pending'),
  );
  return isUnderWay ? 'already_being_ported' : undefined;
}

function checkPortability(backend: TelnyxBackend, body: string): Answer {
  const parsed = numbersBody.safeParse(parseJson(body));
  if (!parsed.success) return unprocessable(problemsIn(parsed.error));
  const byCarrier = new Map<string | null, object[]>();
  for (const { phone_number: raw } of parsed.data.phone_numbers) {
    const facts = factsOf(raw);
    const reason = (facts.e164 === null ? undefined : placeReasonOf(backend, facts.e164)) ?? reasonOf(facts);
    const portable = reason === undefined;
    const result = {
      raw_number: raw,
      e164_number: facts.e164,
      portable,
      portability_status: portable ? 'confirmed' : null,
      carrier_name: facts.carrier,
      coverage_category: facts.coverage,
      non_portable_reason: reason ?? null,
    };
    const group = byCarrier.get(facts.carrier);
    if (group === undefined) byCarrier.set(facts.carrier, [result]);
    else group.push(result);
  }
  // Telnyx's rule for groups is not published; the sandbox groups by losing carrier, as in a draft.
  return { status: 201, json: [...byCarrier.values()].map((phone_numbers) => ({ phone_numbers })) };
}

export const portabilityRoutes: readonly TelnyxRoute[] = [
  {
    method: 'POST',
    path: pathOf('/portability_checks'),
    answer: (backend, request) => checkPortability(backend, request.body),
  },
];
