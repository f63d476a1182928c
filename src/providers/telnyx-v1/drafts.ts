import { areSameNumbers, numbersIn } from './grouping';
import type { TelnyxDraft, TelnyxDraftSubRequest } from './schemas';
import type { TelnyxSession } from './session';
import { isProviderError } from './sub-request-ids';

/**
 * The search text of a number. Telnyx searches for a part of a number; digits match with or without the `+`.
 */
export function searchFor(numbers: readonly string[]): string {
  return (numbers[0] ?? '').replace(/\D/g, '');
}

/**
 * Finds the draft that has exactly these numbers and is not submitted. Drafts have no reference of ours, only
 * numbers. A lost answer and a lagging list can produce several: a complete one is used, else the oldest, so
 * that every call finds the same.
 */
export async function findPendingDraft(
  numbers: readonly string[],
  session: TelnyxSession,
): Promise<TelnyxDraft | undefined> {
  const { client, call } = session;
  const recent = await recentDraft(numbers, session);
  if (recent !== undefined) return recent;
  const matching: TelnyxDraft[] = [];
  // The query does not filter by status, whose values have changed over the years
  // (docs/reference/telnyx-v1.md#lists-and-paging).
  for await (const draft of client.drafts.list(
    { search: searchFor(numbers), includeSubRequests: true },
    call,
  )) {
    if (isPending(draft) && hasExactly(draft, numbers)) matching.push(draft);
  }
  return matching.sort((a, b) => rank(a) - rank(b) || age(a) - age(b) || (a.id < b.id ? -1 : 1)).at(0);
}

/** Reads the draft that this process made. */
async function recentDraft(
  numbers: readonly string[],
  { client, recentDrafts, call }: TelnyxSession,
): Promise<TelnyxDraft | undefined> {
  const id = recentDrafts.get(numbers);
  if (id === undefined) return undefined;
  try {
    const draft = await client.drafts.get(id, call);
    if (isPending(draft)) return draft;
  } catch (error) {
    if (!isProviderError(error, 'provider_not_found')) throw error;
  }
  recentDrafts.delete(numbers);
  return undefined;
}

/** Whether a draft is not submitted; a submitted draft names its port request. */
export function isPending(draft: TelnyxDraft): boolean {
  return draft.port_request_id === undefined && draft.status?.toLowerCase() !== 'submitted';
}

/** Whether a draft has exactly these numbers. */
export function hasExactly(draft: TelnyxDraft, numbers: readonly string[]): boolean {
  return areSameNumbers(numbersIn(draft.phone_numbers, draft.sub_requests ?? []), numbers);
}

/** Whether all groups have all required data, so that the draft can be submitted. */
export function areComplete(groups: readonly TelnyxDraftSubRequest[]): boolean {
  return groups.length > 0 && groups.every(({ complete }) => complete === true);
}

function rank(draft: TelnyxDraft): number {
  return areComplete(draft.sub_requests ?? []) ? 0 : 1;
}

function age({ created_at }: TelnyxDraft): number {
  return created_at ?? Number.MAX_SAFE_INTEGER;
}
