import type { Address, PortRequest, RequestedNumber } from '../../domain/model/request';
import type { OrderPlan } from '../provider';
import { foneDynamicsOptions, type IncomingAction, numberOptions } from './options';
import { isSid } from './sids';
import { z } from 'zod';

/**
 * Portkeeper's own limit: none is published, and resellers name 100 per batch
 * (docs/reference/fone-dynamics.md#submission).
 */
export const NUMBERS_PER_ORDER = 100;

/**
 * The part of a reference that goes into the description. The maximum length is not published, so it stays
 * short.
 */
const MAX_REFERENCE = 50;

const filled = z.string().trim().min(1);

/**
 * The submission (docs/reference/fone-dynamics.md#submission). Strict: a field that Fone Dynamics lacks is a
 * bug in Portkeeper.
 */
const createBodySchema = z.strictObject({
  CustomerDescription: filled,
  AuthorisedContactName: filled,
  AuthorisedContactEmail: filled,
  DaytimeContactNumber: filled,
  CurrentCarrier: filled,
  CurrentCarrierAccountNo: filled,
  PreferredPortSchedule: z.enum(['ASAP', 'Date']),
  PreferredPortDate: z.iso.date().optional(),
  WebHookURL: z.url().optional(),
  PortingNumbers: z
    .array(
      z.strictObject({
        Number: z.string().regex(/^\+[1-9]\d{6,14}$/),
        PortType: z.literal('Cat-A'),
        PortAddress: filled,
        IncomingActionType: z.enum(['Answering Point', 'Flow']),
        IncomingActionId: filled.optional(),
        IncomingAnswerPoint: filled.optional(),
      }),
    )
    .min(1)
    .max(NUMBERS_PER_ORDER),
});

/** The body of POST Porting. */
export type CreateBody = z.infer<typeof createBodySchema>;

/** The body and the property that will own the numbers, or the names of the invalid fields. */
export type BuiltBody =
  | { readonly ok: true; readonly body: CreateBody; readonly propertySid: string }
  | { readonly ok: false; readonly wrong: readonly string[] };

/** Converts a planned order to a submission. */
export function createBody(plan: OrderPlan, account: { readonly propertySid: string }): BuiltBody {
  const { request, numbers, webhookUrl } = plan;
  const { options } = foneDynamicsOptions(request);
  const { subscriber, schedule } = request;
  const chosen = request.numbers.filter(({ phoneNumber }) => numbers.includes(phoneNumber));
  const propertySid = options.propertySid ?? account.propertySid;
  const draft = {
    CustomerDescription: descriptionOf(plan),
    AuthorisedContactName: subscriber?.authorizedPerson?.name,
    AuthorisedContactEmail: subscriber?.authorizedPerson?.email,
    DaytimeContactNumber: subscriber?.authorizedPerson?.phone,
    CurrentCarrier: subscriber?.carrier,
    CurrentCarrierAccountNo: accountNumberOf(request, chosen[0]),
    ...(schedule.date === 'asap'
      ? { PreferredPortSchedule: 'ASAP' }
      : { PreferredPortSchedule: 'Date', PreferredPortDate: schedule.date }),
    ...(webhookUrl !== undefined && { WebHookURL: webhookUrl }),
    PortingNumbers: chosen.map((number) => ({
      Number: number.phoneNumber,
      PortType: 'Cat-A',
      PortAddress: inOneLine(addressOf(request, number)),
      ...actionFields(numberOptions(number).incomingAction ?? options.incomingAction),
    })),
  };
  const parsed = createBodySchema.safeParse(draft);
  const wrong = parsed.success ? [] : parsed.error.issues.map((issue) => issue.path.join('.'));
  if (chosen.length !== new Set(numbers).size) wrong.push('PortingNumbers');
  if (!isSid('S', propertySid)) wrong.push('PropertySid');
  return parsed.success && wrong.length === 0
    ? { ok: true, body: parsed.data, propertySid }
    : { ok: false, wrong };
}

/**
 * The description, which is the only text of ours that the status list returns: the caller's name for the
 * port, then the attempt key, by which a submission is found again.
 */
export function descriptionOf({ request, attemptKey }: Pick<OrderPlan, 'request' | 'attemptKey'>): string {
  const name = (request.reference ?? request.requestId).trim().replace(/\s+/g, ' ');
  return `${name.slice(0, MAX_REFERENCE).trim()} ${attemptKey}`;
}

/** Whether a description contains the attempt key as a whole word: `acme-42/1` is not in `acme-42/11`. */
export function namesAttempt(description: string | undefined, attemptKey: string): boolean {
  return description?.split(/\s+/).includes(attemptKey) ?? false;
}

/**
 * Whether a description contains the key of this or another attempt of the same port. After a reset, or a restore of
 * Temporal's database, the port may not know its later attempts.
 */
export function namesPort(description: string | undefined, attemptKey: string): boolean {
  const prefix = attemptKey.slice(0, attemptKey.lastIndexOf('/') + 1);
  const words = description?.split(/\s+/) ?? [];
  return words.some((word) => word.startsWith(prefix) && /^\d+$/.test(word.slice(prefix.length)));
}

/** The number's account at the losing carrier; a request has room for one. */
export function accountNumberOf(
  { subscriber }: PortRequest,
  number: RequestedNumber | undefined,
): string | undefined {
  return number?.accountNumber ?? subscriber?.accountNumber;
}

/** The service address of a number: its own, else the account holder's. */
export function addressOf({ subscriber }: PortRequest, number: RequestedNumber): Address | undefined {
  return number.address ?? subscriber?.address;
}

/**
 * The address as written in Australia: `10 Example St, Spring Hill QLD 4000`
 * (docs/reference/fone-dynamics.md#status-list).
 */
function inOneLine(address: Address | undefined): string {
  if (address === undefined) return '';
  const { street2, street, city, region, postalCode } = address;
  const town = [city, region, postalCode].filter(Boolean).join(' ');
  return [street2, street, town].filter(Boolean).join(', ');
}

function actionFields(action: IncomingAction | undefined) {
  switch (action?.type) {
    case 'answering_point':
      return { IncomingActionType: 'Answering Point', IncomingAnswerPoint: action.answerPoint };
    case 'flow':
      return { IncomingActionType: 'Flow', IncomingActionId: action.id };
    case undefined:
      return {};
  }
}

/**
 * Texts that an error message must not repeat: people, addresses, account and phone numbers, the token in the
 * URL.
 */
export function secretsIn(body: CreateBody): string[] {
  return [
    body.CustomerDescription,
    body.AuthorisedContactName,
    body.AuthorisedContactEmail,
    body.DaytimeContactNumber,
    body.CurrentCarrierAccountNo,
    body.WebHookURL,
    ...body.PortingNumbers.flatMap(({ Number: number, PortAddress, IncomingAnswerPoint }) => [
      number,
      number.slice(1),
      IncomingAnswerPoint,
      PortAddress,
      ...PortAddress.split(',').map((part) => part.trim()),
    ]),
  ].filter((text) => text !== undefined);
}
