import { FONE_DYNAMICS_CREDENTIALS } from './credentials';
import { portDateOf, statusOf, wordOf, type SimulatedNumber, type SimulatedRequest } from './request';

/** Seconds since 1970: a change within a second is stamped with its beginning. */
export function seconds(instant: number): number {
  return Math.floor(instant / 1000);
}

/** The updates that an answer may tell of; both ends count. */
export interface Span {
  /** Unix seconds. */
  readonly from: number;
  readonly to: number;
}

export function isWithin({ from, to }: Span, instant: number): boolean {
  return seconds(instant) >= from && seconds(instant) <= to;
}

const ALWAYS: Span = { from: 0, to: Number.POSITIVE_INFINITY };

/**
 * A PortingRequest (docs/reference/fone-dynamics.md#status-list). What has no value has no key, as in the published
 * example.
 *
 * @param span - histories hold what lies in it. Whether Fone Dynamics cuts them is not published; that is harder to live
 * with, so this does
 */
export function renderRequest(request: SimulatedRequest, span: Span = ALWAYS) {
  const { body } = request;
  const portDate = portDateOf(request);
  return {
    PortingNo: request.portingNo,
    AccountSid: FONE_DYNAMICS_CREDENTIALS.accountSid,
    PropertySid: FONE_DYNAMICS_CREDENTIALS.propertySid,
    ...given('CustomerDescription', body.CustomerDescription),
    ...given('AuthorisedContactName', body.AuthorisedContactName),
    ...given('AuthorisedContactEmail', body.AuthorisedContactEmail),
    ...given('DaytimeContactNumber', body.DaytimeContactNumber),
    ...given('CurrentCarrier', body.CurrentCarrier),
    ...given('CurrentCarrierAccountNo', body.CurrentCarrierAccountNo),
    PreferredPortSchedule: body.PreferredPortSchedule ?? 'ASAP',
    // Sent as a date, given back as the midnight UTC with which it begins.
    ...(body.PreferredPortDate != null && { PreferredPortDate: seconds(Date.parse(body.PreferredPortDate)) }),
    ...given('WebHookURL', body.WebHookURL),
    Created: seconds(request.createdAt),
    ...(portDate !== undefined && { PortDate: seconds(portDate) }),
    Status: statusOf(request),
    PortingNumbers: request.numbers.map((number) => renderNumber(number, span)),
  };
}

function renderNumber(number: SimulatedNumber, span: Span) {
  const { submitted, history } = number;
  return {
    PortType: submitted.PortType,
    ...given('PortAddress', submitted.PortAddress),
    ...given('IncomingActionType', submitted.IncomingActionType),
    ...given('IncomingActionId', submitted.IncomingActionId),
    ...given('IncomingAnswerPoint', submitted.IncomingAnswerPoint),
    Number: submitted.Number,
    Status: wordOf(number),
    StatusHistory: history
      .filter(({ at }) => isWithin(span, at))
      .map((change) => ({
        FdxStatusFrom: change.from,
        FdxStatusTo: change.to,
        CarrierPortingStatusFrom: change.carrierFrom,
        CarrierPortingStatusTo: change.carrierTo,
        Created: seconds(change.at),
      })),
  };
}

function given(name: string, value: string | null | undefined): Record<string, string> {
  return value == null ? {} : { [name]: value };
}
