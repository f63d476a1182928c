import { isFinal } from '../../domain/facts/items';
import { type Rejection, rejectionFor } from '../../domain/model/reasons';
import type { ItemSnapshot, OrderSnapshot } from '../../domain/model/snapshot';
import type { ProviderItemStatus } from '../../domain/model/status';
import type { Instant } from '../../domain/model/time';
import { isTimestamp } from '../dates';
import { portDateFrom } from './dates';
import { australianType, e164 } from './number-facts';
import type { PortingNumber, PortingRequest } from './schemas';
import { isBeforeAnyDate, type StatusLookup } from './statuses';

/** The context of a snapshot. */
export interface SnapshotContext {
  readonly statusMap: StatusLookup;
  /** The zones that a day may refer to. */
  readonly zones: readonly (string | undefined)[];
  readonly now: Instant;
}

/**
 * The snapshot of a porting request. Each number is a Cat-A order of its own and finishes independently
 * (docs/reference/fone-dynamics.md#statuses). An unreadable number is left out.
 */
export function orderSnapshot(request: PortingRequest, context: SnapshotContext): OrderSnapshot {
  const items = request.PortingNumbers.flatMap((number) => {
    const phoneNumber = e164(number.Number);
    return phoneNumber === undefined ? [] : [itemSnapshot(phoneNumber, number, request, context)];
  });
  // It is not documented that a request shows all of its numbers. One without numbers may not show them yet.
  const isComplete = items.length > 0 && items.length === request.PortingNumbers.length;
  return {
    ref: request.PortingNo,
    providerStatus: request.Status ?? '',
    ...(isUnknown(request.Status, context.statusMap) && { isStatusUnknown: true as const }),
    actionRequired: false,
    items: [...new Map(items.map((item) => [item.phoneNumber, item])).values()],
    ...(isComplete && { isComplete }),
  };
}

function isUnknown(providerStatus: string | undefined, statusMap: StatusLookup): boolean {
  return providerStatus !== undefined && statusMap(providerStatus) === undefined;
}

/** The item of a number that the answer to a submission omits: it has the status of the request. */
export function unlistedItem(
  phoneNumber: string,
  request: PortingRequest,
  context: SnapshotContext,
): ItemSnapshot {
  return itemSnapshot(phoneNumber, EMPTY_NUMBER, request, context);
}

const EMPTY_NUMBER: PortingNumber = { Number: undefined, Status: undefined, StatusHistory: [] };

function itemSnapshot(
  phoneNumber: string,
  number: PortingNumber,
  request: PortingRequest,
  { statusMap, zones, now }: SnapshotContext,
): ItemSnapshot {
  const { providerStatus, status: resolved } = resolveStatus(number, request, statusMap);
  const { foc, unreadableDate } = hasDate(resolved) ? portDateFrom(request.PortDate, zones, now) : {};
  const status = withDate(resolved, foc !== undefined);
  const changedAt = lastChange(number, now);
  const type = australianType(phoneNumber);
  return {
    phoneNumber,
    ...(status && { status }),
    providerStatus,
    ...(changedAt !== undefined && { updatedAt: changedAt }),
    ...(foc && { foc }),
    ...(unreadableDate !== undefined && { unreadableDate }),
    ...((status === 'rejected' || status === 'not_portable') && {
      rejection: rejection(number, providerStatus),
    }),
    ...(type !== undefined && { type }),
    ...(phoneNumber.startsWith('+61') && { country: 'AU' }),
  };
}

/** The number's own status; the request's only if the number has none. */
function resolveStatus(
  { Status: own }: PortingNumber,
  { Status: requestStatus = '', PortingNumbers }: PortingRequest,
  statusMap: StatusLookup,
): { providerStatus: string; status?: ProviderItemStatus | undefined } {
  if (own !== undefined) return { providerStatus: own, status: statusMap(own) };
  const status = statusMap(requestStatus);
  // The request's status summarizes its numbers. Whether one of several has ported is known only from its own
  // status.
  const isSummary = (status === 'ported' || status === 'reversed') && PortingNumbers.length > 1;
  return isSummary ? { providerStatus: '' } : { providerStatus: requestStatus, status };
}

/**
 * Whether the request's date applies to a number with this status. With an early status the date is a plan. A
 * final number keeps its old date, because the request continues to show the dates of its other numbers.
 */
function hasDate(status: ProviderItemStatus | undefined): boolean {
  return status === undefined || !(isBeforeAnyDate(status) || isFinal(status));
}

/** With the losing carrier and with a date, the number has an FOC (docs/lifecycle.md#provider-statuses). */
function withDate(status: ProviderItemStatus | undefined, isDated: boolean): ProviderItemStatus | undefined {
  if (status !== 'submitted' && status !== 'foc_confirmed') return status;
  return isDated ? 'foc_confirmed' : 'submitted';
}

function lastChange({ StatusHistory }: PortingNumber, now: Instant): Instant | undefined {
  const instants = StatusHistory.flatMap(({ Created }) => Created ?? []).filter((at) => isTimestamp(at, now));
  return instants.length > 0 ? Math.max(...instants) : undefined;
}

/** The API gives no reason for a refusal; only support has it. The losing carrier's code is shown instead. */
function rejection({ StatusHistory }: PortingNumber, providerStatus: string): Rejection {
  const [newest] = [...StatusHistory].sort((a, b) => (b.Created ?? 0) - (a.Created ?? 0));
  return rejectionFor('contact_support', newest?.CarrierPortingStatusTo, providerStatus);
}
