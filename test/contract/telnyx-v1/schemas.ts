/**
 * Telnyx's v1 porting schemas, for checking what the sandbox answers and what our client sends.
 *
 * Transcribed by hand from Telnyx's published documentation, field by field (docs/reference/telnyx-v1.md). The
 * documentation marks many fields as required that a request begins without (a confirmed date, a PIN): there "required"
 * means that the key is present, and its value may be null.
 */
import type { AnySchemaObject } from 'ajv';
import { boolean, dateTime, filledText, orNull, phoneNumber, text, validatorsOf } from '../json-schema';

/** What can be validated: what Telnyx answers, and what it is sent. */
export type SchemaName =
  | 'portabilityChecks'
  | 'portRequest'
  | 'portRequestList'
  | 'subRequest'
  | 'subRequestList'
  | 'draftPortRequest'
  | 'draftPortRequestList'
  | 'draftSubRequest'
  | 'draftSubRequestList'
  | 'allowedFocDates'
  | 'comment'
  | 'commentList'
  | 'supportingDocument'
  | 'supportingDocumentList'
  | 'downloadLink'
  | 'error'
  | 'checkPortability'
  | 'createDraft'
  | 'updateDraftSubRequest'
  | 'updateSubRequest'
  | 'createComment';

const oneOf = (...words: readonly string[]): AnySchemaObject => ({ type: 'string', enum: words });
const oneOfOrNull = (...words: readonly string[]): AnySchemaObject => ({
  type: 'string',
  nullable: true,
  enum: [...words, null],
});
const arrayOf = (items: AnySchemaObject): AnySchemaObject => ({ type: 'array', items });
const count = { type: 'integer', minimum: 0 };
/** "ISO 8601 formatted Date/Time": with a time, or as a bare day. */
const dateOrTime = { anyOf: [dateTime, { type: 'string', format: 'date' }, { type: 'null' }] };
const supportKey = (prefix: string): AnySchemaObject => ({ type: 'string', pattern: `^${prefix}_\\S+$` });

const COVERAGE = ['nanp_generic', 'nanp_toll_free'] as const;
const CERTAINTY = ['pending', 'confirmed', 'provisional'] as const;
const SUB_REQUEST_STATUSES = [
  'unassigned',
  'in-process',
  'submitted',
  'exception',
  'foc-date-confirmed',
  'ported',
  'cancelled',
  'cancel-pending',
] as const;

/** POST portability_checks: a list, each entry with the numbers that were asked for. */
const portabilityChecks = arrayOf({
  type: 'object',
  required: ['phone_numbers'],
  properties: {
    phone_numbers: arrayOf({
      type: 'object',
      required: ['raw_number', 'portable', 'coverage_category'],
      properties: {
        raw_number: text,
        e164_number: orNull(phoneNumber),
        portable: boolean,
        portability_status: oneOfOrNull(...CERTAINTY),
        carrier_name: orNull(text),
        coverage_category: oneOf(...COVERAGE, 'international', 'invalid'),
        non_portable_reason: oneOfOrNull(
          'invalid_phone_number',
          'lrn_data_not_found',
          'no_coverage',
          'already_being_ported',
          'telnyx_number',
        ),
      },
    }),
  },
});

const draftPhoneNumberProperties = {
  phone_number: phoneNumber,
  /** "0" wireline, "1" wireless, "2" VoIP. */
  svtype: oneOfOrNull('0', '1', '2'),
  carrier_name: orNull(text),
  coverage_category: oneOfOrNull(...COVERAGE),
  sub_request_id: orNull(text),
  portability_status: oneOfOrNull(...CERTAINTY),
};
const draftPhoneNumber = {
  type: 'object',
  required: ['phone_number'],
  properties: draftPhoneNumberProperties,
};
const portRequestPhoneNumber = {
  type: 'object',
  required: ['phone_number'],
  properties: {
    ...draftPhoneNumberProperties,
    /** Null while the number is in no sub request. */
    sub_request_status: oneOfOrNull(...SUB_REQUEST_STATUSES),
  },
};

const portingOption = {
  type: 'object',
  properties: {
    type: oneOfOrNull('full', 'partial'),
    remaining_numbers_action: oneOfOrNull('keep', 'disconnect'),
    new_billing_phone_number: orNull(phoneNumber),
  },
};

/** What a sub request says of the losing account, in a draft and live. */
const accountProperties = {
  foc_date_requested_by_user: dateOrTime,
  phone_number_count: count,
  underlying_carrier_names: arrayOf(text),
  person_or_company_name: orNull(text),
  auth_person_name: orNull(text),
  billing_phone_number: orNull(phoneNumber),
  street_address: orNull(text),
  extended_address: orNull(text),
  locality: orNull(text),
  administrative_area: orNull(text),
  postal_code: orNull(text),
  country_code: orNull({ type: 'string', format: 'iso-country-code' }),
  created_at: dateTime,
  default_connection_id: orNull(text),
  default_message_profile_id: orNull(text),
  porting_option: orNull(portingOption),
  pin_passcode: orNull(text),
  account_number: orNull(text),
  description: orNull(text),
  tax_identifier: orNull(text),
  business_identifier: orNull(text),
};
const { underlying_carrier_names: _, ...requiredOfAccount } = accountProperties;

const subRequest = {
  type: 'object',
  required: ['id', 'foc_date', 'status', 'support_key', 'updated_at', ...Object.keys(requiredOfAccount)],
  properties: {
    id: filledText,
    phone_numbers: arrayOf(portRequestPhoneNumber),
    foc_date: dateOrTime,
    status: oneOf(...SUB_REQUEST_STATUSES),
    support_key: supportKey('sr'),
    updated_at: dateTime,
    ...accountProperties,
    customer_rating: { type: 'integer', nullable: true },
    customer_rating_comment: orNull(text),
  },
};

const draftSubRequest = {
  type: 'object',
  required: ['id', 'complete', ...Object.keys(requiredOfAccount)],
  properties: {
    id: filledText,
    complete: boolean,
    phone_numbers: arrayOf(draftPhoneNumber),
    ...accountProperties,
  },
};

const portRequest = {
  type: 'object',
  required: ['id', 'support_key', 'created_at', 'phone_number_counts_by_status'],
  properties: {
    id: filledText,
    phone_numbers: arrayOf(portRequestPhoneNumber),
    support_key: supportKey('pr'),
    created_at: dateTime,
    updated_at: orNull(dateTime),
    phone_number_counts_by_status: arrayOf({
      type: 'object',
      required: ['status', 'count'],
      properties: { status: oneOf(...SUB_REQUEST_STATUSES), count },
    }),
    sub_requests: arrayOf(subRequest),
  },
};

const draftPortRequest = {
  type: 'object',
  required: ['id', 'created_at', 'status', 'phone_number_count', 'port_request_id'],
  properties: {
    id: filledText,
    created_at: dateTime,
    status: oneOf('pending', 'submitted'),
    phone_number_count: count,
    phone_numbers: arrayOf(draftPhoneNumber),
    sub_requests: arrayOf(draftSubRequest),
    /** Filled once the draft has been submitted. */
    port_request_id: orNull(text),
  },
};

const comment = {
  type: 'object',
  required: ['id', 'body', 'created_at'],
  properties: {
    id: filledText,
    body: text,
    sub_request_id: orNull(text),
    user_id: orNull(text),
    created_at: dateTime,
  },
};

const supportingDocument = {
  type: 'object',
  required: ['id', 'document_type', 'created_at'],
  properties: {
    id: filledText,
    body: orNull(text),
    document_type: oneOf('loa', 'csr', 'invoice', 'other'),
    created_at: dateTime,
  },
};

/** A 422 has a text in `message`; whether a code and a title stand beside it is not published. */
const error = { type: 'object', required: ['message'], properties: { message: filledText } };

const checkPortability = {
  type: 'object',
  additionalProperties: false,
  required: ['phone_numbers'],
  properties: {
    phone_numbers: {
      type: 'array',
      minItems: 1,
      items: {
        type: 'object',
        additionalProperties: false,
        required: ['phone_number'],
        properties: { phone_number: phoneNumber },
      },
    },
  },
};

/** PUT of a sub request. Strict: a key that Telnyx does not know is a mistake of ours. */
const updateProperties = {
  foc_date_requested_by_user: dateTime,
  person_or_company_name: filledText,
  auth_person_name: filledText,
  billing_phone_number: phoneNumber,
  street_address: filledText,
  extended_address: filledText,
  locality: filledText,
  administrative_area: { type: 'string', pattern: '^[A-Z]{2}$' },
  postal_code: filledText,
  country_code: { type: 'string', format: 'iso-country-code' },
  default_connection_id: filledText,
  porting_option: {
    type: 'object',
    additionalProperties: false,
    required: ['type'],
    properties: {
      type: oneOf('full', 'partial'),
      remaining_numbers_action: oneOf('keep', 'disconnect'),
      new_billing_phone_number: phoneNumber,
    },
  },
  pin_passcode: filledText,
  account_number: filledText,
  tax_identifier: filledText,
  business_identifier: filledText,
};
const requiredOfUpdate = [
  'foc_date_requested_by_user',
  'auth_person_name',
  'billing_phone_number',
  'street_address',
  'locality',
  'administrative_area',
  'postal_code',
  'country_code',
  'default_connection_id',
];

/**
 * The documentation marks `default_message_profile_id` as required here, and says that what is left out stays
 * unchanged; numbers without messaging have none, so it is not demanded.
 */
const updateDraftSubRequest = {
  type: 'object',
  additionalProperties: false,
  required: requiredOfUpdate,
  properties: { ...updateProperties, default_message_profile_id: filledText },
};

const updateSubRequest = {
  type: 'object',
  additionalProperties: false,
  required: requiredOfUpdate,
  properties: {
    ...updateProperties,
    customer_rating: { type: 'integer', minimum: 1, maximum: 5 },
    customer_rating_comment: text,
  },
};

const createComment = {
  type: 'object',
  additionalProperties: false,
  required: ['body'],
  properties: { body: filledText, sub_request_id: orNull(text) },
};

/** The schemas themselves; `properties` of each lists the documented keys. */
export const schemas: Readonly<Record<SchemaName, AnySchemaObject>> = {
  portabilityChecks,
  portRequest,
  portRequestList: arrayOf(portRequest),
  subRequest,
  subRequestList: arrayOf(subRequest),
  draftPortRequest,
  draftPortRequestList: arrayOf(draftPortRequest),
  draftSubRequest,
  draftSubRequestList: arrayOf(draftSubRequest),
  allowedFocDates: arrayOf({
    type: 'object',
    required: ['start', 'end'],
    properties: { start: dateTime, end: dateTime },
  }),
  comment,
  commentList: arrayOf(comment),
  supportingDocument,
  supportingDocumentList: arrayOf(supportingDocument),
  downloadLink: {
    type: 'object',
    required: ['url'],
    properties: { url: { type: 'string', format: 'uri' } },
  },
  error,
  checkPortability,
  createDraft: checkPortability,
  updateDraftSubRequest,
  updateSubRequest,
  createComment,
};

/**
 * A validator for one of Telnyx's shapes.
 *
 * @returns a function that lists what is wrong with a value, in words without the value itself; empty when valid
 */
export const validatorOf = validatorsOf(schemas, { allowUnionTypes: true });
