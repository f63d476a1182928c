import type {
  Eligibility,
  EligibilityCheck,
  EligibilityGetInput,
  EligibilityInput,
} from '../../contract/eligibility';
import type { CallContext } from '../call-context';
import { withoutUndefined } from '../../domain/facts/without-undefined';
import type { HostingClient } from './hosting-client';
import type { BulkEligibility, EligibilityResult } from './hosting-schemas';

/** Twilio's progress statuses of a check (docs/reference/twilio.md#hosting-eligibility). */
const PROGRESS: ReadonlyMap<string, EligibilityCheck['status']> = new Map([
  ['queued', 'pending'],
  ['in_progress', 'pending'],
  ['complete', 'complete'],
  ['completed', 'complete'],
  ['successful', 'complete'],
]);

/** Checks numbers: one is answered at once, several are answered later. */
export async function checkEligibility(
  { numbers, hostingAccount, friendlyName }: EligibilityInput,
  client: HostingClient,
  call: CallContext,
): Promise<EligibilityCheck> {
  const options = { hostingAccountSid: hostingAccount, friendlyName };
  const [first, ...others] = numbers;
  if (first === undefined || others.length > 0) {
    const created = await client.createBulk(numbers, options, call);
    return checkFrom(created, created.request_id);
  }
  const { results } = await client.check(first, options, call);
  // The check was for one number, so any answer is about it.
  const [answer = {}] = results.map(eligibilityFrom);
  return { status: 'complete', results: [{ ...answer, phoneNumber: first }] };
}

/** Reads the progress of a check of several numbers. */
export async function getEligibility(
  { requestId }: EligibilityGetInput,
  client: HostingClient,
  call: CallContext,
): Promise<EligibilityCheck> {
  return checkFrom(await client.fetchBulk(requestId, call), requestId);
}

function checkFrom(
  {
    status: providerStatus,
    results,
    friendly_name,
    date_created,
    date_completed: completed,
  }: BulkEligibility,
  requestId: string,
): EligibilityCheck {
  const progress = PROGRESS.get(plain(providerStatus)) ?? 'unknown';
  return {
    requestId,
    // A check with a completion date is complete, whatever its status.
    status: completed === undefined ? progress : 'complete',
    ...withoutUndefined({
      providerStatus,
      friendlyName: friendly_name,
      created: date_created,
      completed,
    }),
    results: results.map(eligibilityFrom),
  };
}

function eligibilityFrom(result: EligibilityResult): Eligibility {
  const eligible = eligibleFrom(result.eligibility_status);
  return {
    phoneNumber: result.phone_number ?? '',
    ...(eligible !== undefined && { eligible }),
    ...withoutUndefined({
      status: result.eligibility_status,
      subStatus: result.eligibility_sub_status,
      reason: result.ineligibility_reason,
      nextStep: result.next_step,
      type: result.phone_number_type,
      country: result.country,
      checked: result.date_last_checked,
      hostingAccount: result.hosting_account_sid,
    }),
  };
}

function eligibleFrom(providerStatus: string | undefined): boolean | undefined {
  if (plain(providerStatus) === 'eligible') return true;
  return plain(providerStatus) === 'ineligible' ? false : undefined;
}

/**
 * Twilio's specification writes these statuses in lower case with dashes, its examples in capitals with
 * underscores.
 */
function plain(providerStatus: string | undefined): string {
  return (providerStatus ?? '').toLowerCase().replaceAll(/[\s-]+/g, '_');
}
