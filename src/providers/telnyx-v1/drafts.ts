import { areSameNumbers, numbersIn } from './grouping';
import type { TelnyxDraft, TelnyxDraftSubRequest } from './schemas';
import type { TelnyxSession } from './session';
import { isProviderError } from './sub-request-ids';

/** What Telnyx's search takes: part of a phone number. Digits are part of it however Telnyx keeps the `+`. */
export function searchFor(numbers: readonly string[]): string {
  return (numbers[0] ?? '').replace(/\D/g, '');
}

/**
 * The draft that has exactly these numbers and is not submitted. Drafts have no reference of ours: their numbers are
 * all that tells them apart. Of several, which a lost answer and a lagging list can make, a complete one is taken,
 * else the oldest, so that every call takes the same.
 */
export async function findPendingDraft(
  numbers: readonly string[],
  session: TelnyxSession,
): Promise<TelnyxDraft | undefined> {
  const { client, call } = session;
  const made = await recentDraft(numbers, session);
  if (made !== undefined) return made;
  const alike: TelnyxDraft[] = [];
  // Not by the status in the query: its words have changed over the years (docs/reference/telnyx-v1.md#lists-and-paging).
  for await (const draft of client.drafts.list(
    { search: searchFor(numbers), includeSubRequests: true },
    call,
  )) {
    if (isPending(draft) && hasExactly(draft, numbers)) alike.push(draft);
  }
  return alike.sort((a, b) => rank(a) - rank(b) || age(a) - age(b) || (a.id < b.id ? -1 : 1)).at(0);
}

/** The draft that this process made, as it is now. */
async function recentDraft(
  numbers: readonly string[],
  { client, recentDrafts, call }: TelnyxSession,
): Promise<TelnyxDraft | undefined> {
  const id = recentDrafts.of(numbers);
  if (id === undefined) return undefined;
  try {
    const draft = await client.drafts.get(id, call);
    if (isPending(draft)) return draft;
  } catch (error) {
    if (!isProviderError(error, 'provider_not_found')) throw error;
  }
  recentDrafts.forget(numbers);
  return undefined;
}

/** A draft that was submitted names its port request. */
export function isPending(draft: TelnyxDraft): boolean {
  return draft.port_request_id === undefined && draft.status?.toLowerCase() !== 'submitted';
}

/** True when a draft has these numbers and no other. */
export function hasExactly(draft: TelnyxDraft, numbers: readonly string[]): boolean {
  return areSameNumbers(numbersIn(draft.phone_numbers, draft.sub_requests ?? []), numbers);
}

/** Whether all groups have what Telnyx wants: then the draft can be submitted. */
export function areComplete(groups: readonly TelnyxDraftSubRequest[]): boolean {
  return groups.length > 0 && groups.every(({ complete }) => complete === true);
}

function rank(draft: TelnyxDraft): number {
  return areComplete(draft.sub_requests ?? []) ? 0 : 1;
}

function age({ created_at }: TelnyxDraft): number {
  return created_at ?? Number.MAX_SAFE_INTEGER;
}
