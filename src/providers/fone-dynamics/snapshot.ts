import { isFinal } from '../../domain/facts/item-status';
import { type Rejection, rejectionFor } from '../../domain/model/reasons';
import type { ItemSnapshot, OrderSnapshot } from '../../domain/model/snapshot';
import type { ProviderItemStatus } from '../../domain/model/status';
import type { Instant } from '../../domain/model/time';
import { isTimestamp } from '../dates';
import { portDateFrom } from './dates';
import { australianType, e164 } from './number-facts';
import type { PortingNumber, PortingRequest } from './schemas';
import { isBeforeAnyDate, type StatusLookup } from './statuses';

/** What a snapshot needs beside the answer. */
export interface SnapshotContext {
  readonly statusMap: StatusLookup;
  /** The zones in which a day may be meant. */
  readonly zones: readonly (string | undefined)[];
  readonly now: Instant;
}

/**
 * A porting request as a read reports it. Each number is a Cat-A order of its own and finishes by itself
 * (docs/reference/fone-dynamics.md#statuses). A number that cannot be read is left out: it belongs to nobody.
 */
export function orderSnapshot(request: PortingRequest, context: SnapshotContext): OrderSnapshot {
  const items = request.PortingNumbers.flatMap((number) => {
    const phoneNumber = e164(number.Number);
    return phoneNumber === undefined ? [] : [itemSnapshot(phoneNumber, number, request, context)];
  });
  // Nothing published says that a request may show some of its numbers; one without any may not show them yet.
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

/** An item for a number that the answer to a submission did not list: it stands where the request stands. */
export function unlistedItem(
  phoneNumber: string,
  request: PortingRequest,
  context: SnapshotContext,
): ItemSnapshot {
  return itemSnapshot(phoneNumber, NOTHING_SAID, request, context);
}

const NOTHING_SAID: PortingNumber = { Number: undefined, Status: undefined, StatusHistory: [] };

function itemSnapshot(
  phoneNumber: string,
  number: PortingNumber,
  request: PortingRequest,
  { statusMap, zones, now }: SnapshotContext,
): ItemSnapshot {
  const { providerStatus, status: said } = resolveStatus(number, request, statusMap);
  const { foc, unreadableDate } = hasDate(said) ? portDateFrom(request.PortDate, zones, now) : {};
  const status = withDate(said, foc !== undefined);
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

/** The number's own word; the request's only where it has none. */
function resolveStatus(
  { Status: own }: PortingNumber,
  { Status: whole = '', PortingNumbers }: PortingRequest,
  statusMap: StatusLookup,
): { providerStatus: string; status?: ProviderItemStatus | undefined } {
  if (own !== undefined) return { providerStatus: own, status: statusMap(own) };
  const status = statusMap(whole);
  // The request's word sums its numbers up: that one of several has moved is for its own word to say.
  const isSumOnly = (status === 'ported' || status === 'reversed') && PortingNumbers.length > 1;
  return isSumOnly ? { providerStatus: '' } : { providerStatus: whole, status };
}

/**
 * Whether the request's date says something of a number that stands there. Beside an early status it is a plan. What is
 * over keeps the date it had, for the request goes on to show those of its other numbers.
 */
function hasDate(status: ProviderItemStatus | undefined): boolean {
  return status === undefined || !(isBeforeAnyDate(status) || isFinal(status));
}

/** With the losing carrier, and a date: that is the commitment (docs/lifecycle.md#provider-statuses). */
function withDate(status: ProviderItemStatus | undefined, isDated: boolean): ProviderItemStatus | undefined {
  if (status !== 'submitted' && status !== 'foc_confirmed') return status;
  return isDated ? 'foc_confirmed' : 'submitted';
}

function lastChange({ StatusHistory }: PortingNumber, now: Instant): Instant | undefined {
  const instants = StatusHistory.flatMap(({ Created }) => Created ?? []).filter((at) => isTimestamp(at, now));
  return instants.length > 0 ? Math.max(...instants) : undefined;
}

/** The API gives no reason for a refusal: its support knows. The losing carrier's code is all there is to show. */
function rejection({ StatusHistory }: PortingNumber, providerStatus: string): Rejection {
  const [newest] = [...StatusHistory].sort((a, b) => (b.Created ?? 0) - (a.Created ?? 0));
  return rejectionFor('contact_support', newest?.CarrierPortingStatusTo, providerStatus);
}
