import { FONE_DYNAMICS_CREDENTIALS } from './credentials';
import {
  portDateOf,
  statusOf,
  providerStatusOf,
  type SimulatedNumber,
  type SimulatedRequest,
} from './request';

/** Seconds since 1970, rounded down. */
export function seconds(instant: number): number {
  return Math.floor(instant / 1000);
}

/** A time span of changes, both ends included. */
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
 * Renders a PortingRequest (docs/reference/fone-dynamics.md#status-list). A field without a value is omitted,
 * as in the published example.
 *
 * @param span - histories contain only changes in it. It is not published whether Fone Dynamics cuts them;
 * the sandbox does, because that is the harder case for a client
 */
export function renderRequest(request: SimulatedRequest, span: Span = ALWAYS) {
  const { body } = request;
  const portDate = portDateOf(request);
  return {
    PortingNo: request.portingNo,
    AccountSid: FONE_DYNAMICS_CREDENTIALS.accountSid,
    PropertySid: FONE_DYNAMICS_CREDENTIALS.propertySid,
    ...optionalField('CustomerDescription', body.CustomerDescription),
    ...optionalField('AuthorisedContactName', body.AuthorisedContactName),
    ...optionalField('AuthorisedContactEmail', body.AuthorisedContactEmail),
    ...optionalField('DaytimeContactNumber', body.DaytimeContactNumber),
    ...optionalField('CurrentCarrier', body.CurrentCarrier),
    ...optionalField('CurrentCarrierAccountNo', body.CurrentCarrierAccountNo),
    PreferredPortSchedule: body.PreferredPortSchedule ?? 'ASAP',
    // Sent as a date, returned as the midnight UTC at which it begins.
    ...(body.PreferredPortDate != null && { PreferredPortDate: seconds(Date.parse(body.PreferredPortDate)) }),
    ...optionalField('WebHookURL', body.WebHookURL),
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
    ...optionalField('PortAddress', submitted.PortAddress),
    ...optionalField('IncomingActionType', submitted.IncomingActionType),
    ...optionalField('IncomingActionId', submitted.IncomingActionId),
    ...optionalField('IncomingAnswerPoint', submitted.IncomingAnswerPoint),
    Number: submitted.Number,
    Status: providerStatusOf(number),
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

function optionalField(name: string, value: string | null | undefined): Record<string, string> {
  return value == null ? {} : { [name]: value };
}
