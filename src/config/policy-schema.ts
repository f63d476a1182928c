import { z } from 'zod';
import type { Policy } from '../domain/model/policy';
import { duration, positiveDuration } from './duration';

/** More steps would amount to a second poll schedule. */
const MAX_REREADS = 20;

/** The timing policy of an account in the configuration file; every key is optional. */
export const accountPolicySchema = z.strictObject({
  cancellationWindow: duration.exactOptional(),
  enforcement: z.enum(['hard', 'best_effort']).exactOptional(),
  notice: duration.exactOptional(),
  watchEvery: positiveDuration.exactOptional(),
  watchEveryWithSweep: positiveDuration.exactOptional(),
  reread: z.array(positiveDuration).max(MAX_REREADS).exactOptional(),
  searchDelay: duration.exactOptional(),
  /** The name of `searchDelay` before the first release. */
  settle: z.never({ error: 'is called "searchDelay" now' }).exactOptional(),
  confirmWithin: positiveDuration.exactOptional(),
  cancelConfirmation: positiveDuration.exactOptional(),
  remindBefore: duration.exactOptional(),
  readPatience: duration.exactOptional(),
  answerBy: positiveDuration.exactOptional(),
  draftExpiry: positiveDuration.exactOptional(),
  noNews: positiveDuration.exactOptional(),
  holdAfterPorted: duration.exactOptional(),
}) satisfies z.ZodType<Partial<Policy>>;
