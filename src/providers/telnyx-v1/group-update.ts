import type { Address, PortRequest, PortScope } from '../../domain/model/request';
import type { DateWindow, MissingField } from '../../domain/model/snapshot';
import { toRfc3339 } from '../../domain/model/time';
import { type DateContext, earliestWanted } from '../wanted-date';
import { describeWindows } from './describe-windows';
import { losingAccount, type LosingAccount } from './losing-account';
import { telnyxOptions } from './options';
import { type UpdateBody, updateSchema } from './update-body';

/** The data for a group, or the fields that are missing. */
export type GroupUpdate =
  | { readonly kind: 'update'; readonly body: UpdateBody }
  | { readonly kind: 'missing'; readonly missing: readonly MissingField[] };

/**
 * Builds the data of one group of numbers. A group has one account at the losing carrier, so the account data
 * of its numbers must agree.
 *
 * @param numbers - the numbers of the group, in E.164
 * @param windows - the windows that its date may be chosen from
 */
export function groupUpdate(
  request: PortRequest,
  numbers: readonly string[],
  windows: readonly DateWindow[],
  context: DateContext,
): GroupUpdate {
  const accounts = request.numbers
    .filter(({ phoneNumber }) => numbers.includes(phoneNumber))
    .map((number) => losingAccount(number, request));
  const date = earliestWanted(request.schedule, windows, context);
  const missing = [
    ...conflictsIn(accounts),
    ...(date === undefined ? [noDate(request, numbers, windows, context)] : []),
  ];
  if (date === undefined || missing.length > 0) return { kind: 'missing', missing };
  return accountUpdate(request, accounts, toRfc3339(date));
}

/**
 * Like `groupUpdate`, for a known date.
 *
 * @param date - RFC 3339
 */
export function accountUpdate(
  request: PortRequest,
  accounts: readonly LosingAccount[],
  date: string,
): GroupUpdate {
  const { subscriber, portScope } = request;
  const { options } = telnyxOptions(request);
  const missing = conflictsIn(accounts);
  if (missing.length > 0) return { kind: 'missing', missing };
  const draft = {
    foc_date_requested_by_user: date,
    person_or_company_name: subscriber?.name,
    auth_person_name: subscriber?.authorizedPerson?.name,
    billing_phone_number: firstValue(accounts, 'billingPhoneNumber'),
    ...addressFields(accounts.find(({ address }) => address !== undefined)?.address),
    default_connection_id: options.connectionId,
    default_message_profile_id: options.messagingProfileId,
    porting_option: portingOption(portScope),
    pin_passcode: firstValue(accounts, 'pin'),
    account_number: firstValue(accounts, 'accountNumber'),
    tax_identifier: subscriber?.taxId,
    business_identifier: subscriber?.businessId,
  };
  const parsed = updateSchema.safeParse(draft);
  if (parsed.success) return { kind: 'update', body: parsed.data };
  const wrong = [...new Set(parsed.error.issues.map((issue) => issue.path.join('.')))];
  const message = `The request cannot be put into Telnyx's form: ${wrong.join(', ')}.`;
  return { kind: 'missing', missing: [{ field: 'subscriber', message }] };
}

type Datum = 'accountNumber' | 'billingPhoneNumber' | 'pin';

/** The data that must agree within a group, with their names in messages. */
const SHARED: readonly [datum: Datum, called: string][] = [
  ['accountNumber', 'account numbers'],
  ['billingPhoneNumber', 'billing phone numbers'],
  ['pin', 'PINs'],
];

/** Pairs of numbers in a group whose account data differ; one pair for each field. */
function conflictsIn(accounts: readonly LosingAccount[]): MissingField[] {
  const missing: MissingField[] = [];
  const compare = (datum: string, label: string, valueOf: (account: LosingAccount) => string | undefined) => {
    const first = accounts.find((account) => valueOf(account) !== undefined);
    const other = accounts.find((account) => {
      const value = valueOf(account);
      return first !== undefined && value !== undefined && value !== valueOf(first);
    });
    if (first === undefined || other === undefined) return;
    missing.push({
      field: `numbers.${datum}`,
      message:
        `Mixed accounts: Telnyx puts these numbers into one group, which has one account at the losing carrier, but ` +
        `their ${label} differ. Correct them, or port them in two requests.`,
      numbers: [first.phoneNumber, other.phoneNumber],
    });
  };
  for (const [datum, label] of SHARED) compare(datum, label, (account) => account[datum]?.trim());
  compare(
    'address',
    'billing addresses',
    ({ address }) => address && JSON.stringify(Object.values(addressFields(address))),
  );
  return missing;
}

function firstValue(accounts: readonly LosingAccount[], datum: Datum): string | undefined {
  return accounts.find((account) => account[datum] !== undefined)?.[datum];
}

function addressFields(address: Address | undefined) {
  return {
    street_address: address?.street,
    extended_address: address?.street2,
    locality: address?.city,
    administrative_area: address?.region?.trim().toUpperCase(),
    postal_code: address?.postalCode,
    country_code: address?.country,
  };
}

/**
 * With `full` the other keys are omitted; `keep` needs a new billing number
 * (docs/reference/telnyx-v1.md#porting-option).
 */
function portingOption(scope: PortScope): UpdateBody['porting_option'] {
  if (scope.type === 'full') return { type: 'full' };
  const { remainingNumbers, newBillingPhoneNumber } = scope;
  return {
    type: 'partial',
    ...(remainingNumbers && { remaining_numbers_action: remainingNumbers }),
    ...(newBillingPhoneNumber !== undefined &&
      remainingNumbers !== 'disconnect' && { new_billing_phone_number: newBillingPhoneNumber }),
  };
}

function noDate(
  { schedule }: PortRequest,
  numbers: readonly string[],
  windows: readonly DateWindow[],
  context: DateContext,
): MissingField {
  const wanted = schedule.date === 'asap' ? 'A date' : 'Another date, or asap';
  const message = `${wanted}: ${describeWindows(windows, context)}.`;
  return { field: 'schedule.date', message, numbers };
}
