import { CancelledFailure, Context } from '@temporalio/activity';
import type { PortRequest } from '../../src/domain/model/request';
import type { Portability } from '../../src/domain/model/snapshot';
import { mapConcurrently } from '../../src/providers/concurrently';
import type { Clock } from '../../src/providers/http/clock';
import { portabilityForPort } from '../../src/providers/port-snapshot';
import type { CallContext } from '../../src/providers/call-context';
import type { PortingProvider } from '../../src/providers/provider';
import type { Account } from '../accounts';
import { withHeartbeat } from '../heartbeats';
import { NumberAnswers, type PackedAnswers } from './number-answers';
import { claimAll, type ClaimsOfPort } from './claim-numbers';
import type { CheckInput, CheckResult } from './port-activities';
import { prepareOrder } from './prepare-order';
import { requirementsOf } from './requirements';

/** How many requests run concurrently: as many as in every other call (src/worker/account-limit.ts). */
const REQUEST_CONCURRENCY = 4;

/**
 * Claims numbers for the port, checks whether they are portable, and prepares their order. An attempt that ends early
 * has sent its answers by heartbeats, and the next one asks about the remaining numbers. After a cancel it sends nothing
 * more.
 */
export async function checkPortability(
  account: Account,
  { request, numbers, before = [], isPart }: Omit<CheckInput, 'provider' | 'account'>,
  call: CallContext,
  { clock, claims }: { readonly clock: Clock; readonly claims: ClaimsOfPort | undefined },
): Promise<CheckResult> {
  const { provider } = account;
  const known = new NumberAnswers(numbers, Context.current().info.heartbeatDetails as PackedAnswers);
  return withHeartbeat(
    async () => {
      const conflict = claims && (await claimAll(claims, numbers, () => stopIfCanceled(call)));
      if (conflict !== undefined) return { answers: [], missing: [], ...conflict };
      await checkNumbers(known, provider, request, call);
      const answers = known.all();
      const claimed = claims && ({ isClaimed: true } as const);
      if (isPart === true) return { answers, missing: [], ...claimed };
      const all = [...before, ...answers];
      const missing = requirementsOf(account, request, Date.now(), all);
      const plan = { request, numbers: all.map(({ phoneNumber }) => phoneNumber) };
      stopIfCanceled(call);
      return {
        answers,
        ...claimed,
        ...(await prepareOrder(provider, plan, { answers: all, missing }, call)),
      };
    },
    { details: () => known.packed(), clock },
  );
}

async function checkNumbers(
  known: NumberAnswers,
  provider: PortingProvider,
  request: PortRequest,
  call: CallContext,
): Promise<void> {
  const size = provider.numbersPerCheck ?? 1;
  const { left, numbers } = known;
  const chunks = Array.from({ length: Math.ceil(left.length / size) }, (_, index) =>
    left.slice(index * size, (index + 1) * size),
  );
  await mapConcurrently(chunks, REQUEST_CONCURRENCY, async (places) => {
    stopIfCanceled(call);
    const asked = places.map((place) => numbers[place] ?? '');
    const found = await provider.checkPortability(asked, call, request);
    for (const [index, place] of places.entries())
      known.set(place, portabilityForPort(answerOf(asked[index], found[index])));
  });
}

/** Every provider returns one answer for each number, in the same order. */
function answerOf(number: string | undefined, answer: Portability | undefined): Portability {
  if (answer === undefined || answer.phoneNumber !== number)
    throw new Error('The provider’s answer is about another number.');
  return answer;
}

function stopIfCanceled({ signal }: CallContext): void {
  if (signal?.aborted === true) throw new CancelledFailure('The check was called back.');
}
