import type {
  DraftDetail,
  DraftGroup,
  DraftInput,
  DraftList,
  DraftRow,
  DraftsInput,
} from '../../contract/order-operations';
import { toRfc3339 } from '../../domain/model/time';
import { searchFor } from './drafts';
import { groupingOf, numbersIn } from './grouping';
import { orderRef } from './order-ref';
import { type WithRaw, eachWithRaw } from './raw-response';
import type { TelnyxDraft, TelnyxDraftSubRequest, TelnyxNumber } from './schemas';
import type { TelnyxSession } from './session';

const DEFAULT_LIMIT = 100;

export async function listDrafts(
  { limit = DEFAULT_LIMIT, status, number }: DraftsInput,
  { client, call }: TelnyxSession,
): Promise<DraftList> {
  const search = number === undefined ? undefined : searchFor([number]);
  const drafts: DraftRow[] = [];
  for await (const draft of client.drafts.list({ search, status, includeSubRequests: true }, call)) {
    if (drafts.length === limit) return { drafts, isComplete: false };
    drafts.push(draftRow(draft));
  }
  return { drafts, isComplete: true };
}

/** Reads one draft with the raw response of each of its groups. */
export async function getDraft({ draftRef }: DraftInput, session: TelnyxSession): Promise<DraftDetail> {
  const draft = await session.client.drafts.getWithRaw(draftRef, session.call);
  const groups = await groupsOf(draft, session);
  const { byGroup, unassigned } = groupingOf(
    draft.read.phone_numbers,
    groups.map(({ read }) => read),
  );
  return {
    ...headOf(draft.read),
    groups: [...byGroup].map(([id, numbers]) =>
      draftGroup(
        orderRef(draft.read.id, id),
        numbers,
        groups.find(({ read }) => read.id === id),
      ),
    ),
    unassigned: unassigned.map((number) => number.phone_number),
  };
}

/**
 * It is not published whether the answer for one draft contains its groups; a list contains them on request.
 */
async function groupsOf(
  { read, raw }: WithRaw<TelnyxDraft>,
  { client, call }: TelnyxSession,
): Promise<WithRaw<TelnyxDraftSubRequest>[]> {
  const groups = eachWithRaw(read.sub_requests ?? [], raw['sub_requests']);
  return groups.length > 0 ? groups : client.drafts.listSubRequestsWithRaw(read.id, call);
}

/** @param group - undefined: the group is only named by a number */
function draftGroup(
  ref: string,
  numbers: readonly TelnyxNumber[],
  group: WithRaw<TelnyxDraftSubRequest> | undefined,
): DraftGroup {
  return {
    ref,
    isComplete: group?.read.complete === true,
    numbers: numbers.map((number) => number.phone_number),
    raw: group?.raw ?? {},
  };
}

function draftRow(draft: TelnyxDraft): DraftRow {
  const groups = draft.sub_requests ?? [];
  return {
    ...headOf(draft),
    numbers: numbersIn(draft.phone_numbers, groups).length,
    groups: groups.length,
    completeGroups: groups.filter(({ complete }) => complete === true).length,
  };
}

function headOf({
  id,
  status = '',
  created_at: created,
  port_request_id: portRequestId,
}: TelnyxDraft): Pick<DraftRow, 'ref' | 'status' | 'created' | 'orderRef'> {
  return {
    ref: id,
    status,
    ...(created !== undefined && { created: toRfc3339(created) }),
    ...(portRequestId !== undefined && { orderRef: orderRef(portRequestId) }),
  };
}
