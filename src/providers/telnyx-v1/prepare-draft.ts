import type { PortRequest } from '../../domain/model/request';
import type { MissingField } from '../../domain/model/snapshot';
import { mapConcurrently } from '../concurrently';
import type { DraftPlan } from '../provider';
import { ProviderError } from '../provider-error';
import { type DateContext, zoneOfSchedule } from '../wanted-date';
import { findPendingDraft } from './drafts';
import { groupUpdate } from './group-update';
import { groupingOf, numbersIn } from './grouping';
import { countryOfNumber } from './number-facts';
import type { TelnyxDraft, TelnyxNumber } from './schemas';
import type { TelnyxSession } from './session';

/** How many groups of a draft are filled in concurrently. Telnyx publishes no limit for v1. */
const GROUP_CONCURRENCY = 4;

/**
 * Creates the draft of an order, or finds it, and fills in its groups. Safe to repeat: an existing draft is
 * used, and a group gets the same values again.
 *
 * @returns the fields that the draft still lacks
 * @throws ProviderError unavailable, while Telnyx has not grouped the numbers
 */
export async function prepareDraft(
  { request, numbers }: DraftPlan,
  session: TelnyxSession,
): Promise<MissingField[]> {
  const { client, call } = session;
  const draft = await draftOf(numbers, session);
  const groups = await client.drafts.listSubRequests(draft.id, call);
  if (groups.length === 0) throw notGrouped();
  const { byGroup, unassigned } = groupingOf(draft.phone_numbers, groups);
  const seen = numbersIn(draft.phone_numbers, groups);
  const filled = await mapConcurrently([...byGroup], GROUP_CONCURRENCY, ([id, members]) =>
    fillIn({ draft, id, members, isOnly: byGroup.size === 1 }, { request, numbers }, session),
  );
  return [
    ...leftOut(numbers.filter((number) => !seen.includes(number))),
    ...withoutGroup(unassigned),
    ...filled.flat(),
  ];
}

async function draftOf(numbers: readonly string[], session: TelnyxSession): Promise<TelnyxDraft> {
  const { client, recentDrafts, call } = session;
  const found = await findPendingDraft(numbers, session);
  if (found !== undefined) return found;
  const created = await client.drafts.create(numbers, call);
  recentDrafts.add(numbers, created.id);
  return created;
}

/** The context in which the wanted date of an order is read. */
export function dateContext(
  { request, numbers }: DraftPlan,
  { accountZone, call }: TelnyxSession,
): DateContext {
  const country = countryOfNumber(numbers[0] ?? '');
  return { now: call.now, zone: zoneOfSchedule(request.schedule, accountZone, country) };
}

interface GroupOfDraft {
  readonly draft: TelnyxDraft;
  readonly id: string;
  readonly members: readonly TelnyxNumber[];
  /** The draft has no other group. */
  readonly isOnly: boolean;
}

async function fillIn(
  { draft, id, members, isOnly }: GroupOfDraft,
  plan: DraftPlan,
  session: TelnyxSession,
): Promise<MissingField[]> {
  const { drafts } = session.client;
  const { call } = session;
  const { request } = plan;
  // An empty group needs no data.
  if (members.length === 0) return [];
  const numbers = members.map((member) => member.phone_number);
  const windows = await drafts.allowedFocDates(draft.id, id, call);
  const update = groupUpdate(request, numbers, windows, dateContext(plan, session));
  if (update.kind === 'missing') return update.missing.map((field) => (isOnly ? aboutAll(field) : field));
  const answered = await drafts.updateSubRequest(draft.id, id, update.body, call);
  const complete = answered.complete ?? (await drafts.getSubRequest(draft.id, id, call)).complete;
  return complete === true ? [] : [incomplete(request, members)];
}

/** If the draft has only one group, a wanted date outside its windows concerns all numbers. */
function aboutAll(missing: MissingField): MissingField {
  if (missing.field !== 'schedule.date') return missing;
  const { numbers: _, ...all } = missing;
  return all;
}

/**
 * Telnyx reports that data is missing, but not which. Wireless numbers need a PIN
 * (docs/reference/telnyx-v1.md#sub-request-data).
 */
function incomplete(request: PortRequest, members: readonly TelnyxNumber[]): MissingField {
  const numbers = members.map((member) => member.phone_number);
  const isWithoutPin = request.numbers.every(
    ({ phoneNumber, pin }) => pin === undefined || !numbers.includes(phoneNumber),
  );
  const wireless = members.filter(({ svtype }) => svtype === '1').map((member) => member.phone_number);
  if (isWithoutPin && wireless.length > 0) {
    const message = 'The PIN: Telnyx calls the group of these wireless numbers incomplete without one.';
    return { field: 'numbers.pin', message, numbers: wireless };
  }
  const message =
    'Telnyx calls the group of these numbers incomplete and does not say what it lacks: compare it with the draft in ' +
    'the Telnyx portal, documents and messaging profile included.';
  return { field: 'subscriber', message, numbers };
}

function leftOut(numbers: readonly string[]): MissingField[] {
  if (numbers.length === 0) return [];
  const message = 'Telnyx left these numbers out of its draft: cancel them here, or ask its support.';
  return [{ field: 'numbers', message, numbers }];
}

function withoutGroup(unassigned: readonly TelnyxNumber[]): MissingField[] {
  if (unassigned.length === 0) return [];
  const message =
    'Telnyx has put these numbers of the draft into no group: wait and submit again, or ask its support.';
  return [{ field: 'numbers', message, numbers: unassigned.map((number) => number.phone_number) }];
}

function notGrouped(): ProviderError {
  return new ProviderError({
    code: 'provider_unavailable',
    outcome: 'unavailable',
    message:
      'Telnyx: could not fill in the draft port request: its numbers are not grouped yet. Nothing was submitted. Try again.',
  });
}
