/**
 * Twilio's porting schemas, for checking what the sandbox answers and what our client sends.
 *
 * Transcribed from Twilio's published OpenAPI document of numbers.twilio.com (version 1.56.0), with later shapes where
 * the API has moved on since (docs/reference/twilio.md). The keyword `nullable` is OpenAPI 3.0's; ajv knows it.
 */
import type { AnySchemaObject } from 'ajv';
import { boolean, dateTime, filledText, orNull, phoneNumber, text, validatorsOf } from '../json-schema';

/** What can be validated: resources, lists, configurations, requests, an error, a webhook. */
export type SchemaName =
  | 'portability'
  | 'portIn'
  | 'portInPhoneNumber'
  | 'portInList'
  | 'webhookConfiguration'
  | 'createPortIn'
  | 'eligibility'
  | 'bulkEligibility'
  | 'checkEligibility'
  | 'signingConfiguration'
  | 'signingConfigurationList'
  | 'setSigningConfiguration'
  | 'document'
  | 'error'
  | 'webhookPayload';

const sid = (prefix: string): AnySchemaObject => ({
  type: 'string',
  minLength: 34,
  maxLength: 34,
  pattern: `^${prefix}[0-9a-fA-F]{32}$`,
});
const integer = { type: 'integer' };
const day = { type: 'string', format: 'date' };
const offsetTime = { type: 'string', format: 'time' };
const uri = { type: 'string', format: 'uri' };
const country = { type: 'string', format: 'iso-country-code' };
const texts = { type: 'array', items: text };

const portability = {
  type: 'object',
  required: ['phone_number', 'portable', 'number_type'],
  properties: {
    phone_number: orNull(phoneNumber),
    account_sid: orNull(sid('AC')),
    portable: orNull(boolean),
    pin_and_account_number_required: orNull(boolean),
    not_portable_reason: orNull(text),
    not_portable_reason_code: orNull(integer),
    number_type: { type: 'string', nullable: true, enum: ['LOCAL', 'UNKNOWN', 'MOBILE', 'TOLL-FREE', null] },
    country: orNull(country),
    messaging_carrier: orNull(text),
    voice_carrier: orNull(text),
    url: orNull(uri),
  },
};

/** An element of `phone_numbers` of an order: its rejection code is a string (docs/reference/twilio.md#resources). */
const portInNumber = {
  type: 'object',
  required: ['phone_number', 'port_in_phone_number_sid', 'port_in_phone_number_status', 'port_date'],
  properties: {
    phone_number: orNull(phoneNumber),
    number_type: orNull(text),
    portable: orNull(boolean),
    not_portability_reason: orNull(text),
    not_portability_reason_code: orNull(integer),
    port_in_phone_number_sid: orNull(sid('PU')),
    port_in_phone_number_status: orNull(text),
    port_date: orNull(dateTime),
    rejection_reason: orNull(text),
    rejection_reason_code: orNull(text),
    status_last_time_updated_timestamp: orNull(dateTime),
    external_porting_vendor_phone_number_id: orNull(text),
  },
};

const addressProperties = {
  street: filledText,
  street_2: orNull(text),
  city: filledText,
  state: filledText,
  zip: filledText,
  country: filledText,
  sub_municipality: orNull(text),
  building: orNull(text),
};
const losingCarrierProperties = {
  customer_type: { type: 'string', nullable: true, enum: ['Business', 'Individual', null] },
  customer_name: filledText,
  account_number: orNull(text),
  account_telephone_number: orNull(text),
  address_sid: orNull(sid('AD')),
  address: { type: 'object', nullable: true, properties: addressProperties },
  authorized_representative: filledText,
  authorized_representative_email: { type: 'string', format: 'email' },
  authorized_representative_katakana: orNull(text),
  katakana_name: orNull(text),
  sub_municipality: orNull(text),
  building: orNull(text),
};

const portIn = {
  type: 'object',
  required: ['port_in_request_sid', 'account_sid', 'port_in_request_status', 'phone_numbers', 'date_created'],
  properties: {
    port_in_request_sid: orNull(sid('KW')),
    url: orNull(uri),
    account_sid: orNull(sid('AC')),
    notification_emails: orNull(texts),
    target_port_in_date: orNull(day),
    target_port_in_time_range_start: orNull(text),
    target_port_in_time_range_end: orNull(text),
    port_in_request_status: orNull(text),
    order_cancellation_reason: orNull(text),
    losing_carrier_information: { type: 'object', nullable: true, properties: losingCarrierProperties },
    phone_numbers: { type: 'array', nullable: true, items: portInNumber },
    bundle_sid: orNull(text),
    portability_advance_carrier: orNull(text),
    auto_cancel_approval_numbers: orNull(text),
    documents: orNull(texts),
    date_created: orNull(dateTime),
    support_ticket_id: orNull(integer),
    signature_request_url: orNull(uri),
  },
};

/** The PhoneNumber resource: its rejection code and its PIN are integers (docs/reference/twilio.md#resources). */
const portInPhoneNumber = {
  type: 'object',
  required: ['port_in_request_sid', 'phone_number_sid', 'phone_number', 'port_in_phone_number_status'],
  properties: {
    port_in_request_sid: orNull(sid('KW')),
    phone_number_sid: orNull(sid('PU')),
    url: orNull(uri),
    account_sid: orNull(sid('AC')),
    phone_number_type: orNull(text),
    date_created: orNull(dateTime),
    country: orNull(country),
    missing_required_fields: orNull(boolean),
    last_updated: orNull(dateTime),
    phone_number: orNull(phoneNumber),
    portable: orNull(boolean),
    not_portability_reason: orNull(text),
    not_portability_reason_code: orNull(integer),
    port_in_phone_number_status: orNull(text),
    port_out_pin: orNull(integer),
    rejection_reason: orNull(text),
    rejection_reason_code: orNull(integer),
    port_date: orNull(dateTime),
  },
};

const portInList = {
  type: 'object',
  required: ['port_in_requests', 'meta'],
  properties: {
    port_in_requests: {
      type: 'array',
      items: {
        type: 'object',
        required: ['port_in_request_sid', 'port_in_request_status'],
        properties: {
          port_in_request_sid: orNull(sid('KW')),
          port_in_request_status: orNull(text),
          status_last_updated_timestamp: orNull(text),
          phone_numbers_requested: orNull(integer),
          phone_numbers_ported: orNull(integer),
          suggested_action: orNull(text),
        },
      },
    },
    meta: {
      type: 'object',
      required: ['previous_token', 'next_token'],
      properties: { previous_token: orNull(text), next_token: orNull(text) },
    },
  },
};

const webhookConfiguration = {
  type: 'object',
  required: ['port_in_target_url', 'port_out_target_url', 'notifications_of'],
  properties: {
    url: orNull(uri),
    port_in_target_url: orNull(uri),
    port_out_target_url: orNull(uri),
    notifications_of: orNull(texts),
    port_in_target_date_created: orNull(dateTime),
    port_out_target_date_created: orNull(dateTime),
  },
};

/** Strict: a key that Twilio does not know is a mistake of ours. */
const createPortIn = {
  type: 'object',
  additionalProperties: false,
  required: ['account_sid', 'documents', 'losing_carrier_information', 'phone_numbers'],
  properties: {
    account_sid: sid('AC'),
    documents: { type: 'array', minItems: 1, items: sid('RD') },
    losing_carrier_information: {
      type: 'object',
      additionalProperties: false,
      required: ['customer_name', 'authorized_representative', 'authorized_representative_email'],
      properties: {
        ...losingCarrierProperties,
        address: {
          type: 'object',
          nullable: true,
          additionalProperties: false,
          required: ['street', 'city', 'state', 'zip', 'country'],
          properties: addressProperties,
        },
      },
      anyOf: [
        { type: 'object', required: ['address_sid'], properties: { address_sid: text } },
        { type: 'object', required: ['address'], properties: { address: { type: 'object' } } },
      ],
    },
    phone_numbers: {
      type: 'array',
      minItems: 1,
      maxItems: 1000,
      items: {
        type: 'object',
        additionalProperties: false,
        required: ['phone_number'],
        properties: { phone_number: phoneNumber, pin: orNull(text) },
      },
    },
    notification_emails: {
      type: 'array',
      nullable: true,
      maxItems: 10,
      items: { type: 'string', format: 'email' },
    },
    target_port_in_date: orNull(day),
    target_port_in_time_range_start: orNull(offsetTime),
    target_port_in_time_range_end: orNull(offsetTime),
    bundle_sid: orNull(text),
    portability_advance_carrier: orNull(text),
    auto_cancel_approval_numbers: orNull(text),
  },
};

/** A number's eligibility: the keys of the specification's description and of its example, which differ. */
const eligibilityResult = {
  type: 'object',
  additionalProperties: false,
  required: [
    'phone_number',
    'eligibility_status',
    'eligibility_sub_status',
    'ineligibility_reason',
    'next_step',
  ],
  properties: {
    phone_number: text,
    account_sid: orNull(sid('AC')),
    hosting_account_sid: orNull(sid('AC')),
    date_last_checked: orNull(dateTime),
    eligibility_status: { type: 'string', enum: ['ELIGIBLE', 'INELIGIBLE', 'eligible', 'ineligible'] },
    eligibility_sub_status: text,
    ineligibility_reason: orNull(text),
    next_step: orNull(text),
    voice_provider: orNull(text),
    messaging_provider: orNull(text),
    phone_number_type: orNull(text),
    hosting_order_sid: orNull(text),
    hosting_order_status: orNull(text),
    country: orNull(country),
    iso_country_code: orNull(country),
    inventory_status: orNull(text),
    inventory_account_sid: orNull(sid('AC')),
  },
};
const eligibilityResults = { type: 'array', nullable: true, items: eligibilityResult };
const eligibility = { type: 'object', required: ['results'], properties: { results: eligibilityResults } };
const bulkEligibility = {
  type: 'object',
  required: ['request_id', 'status', 'results'],
  properties: {
    request_id: orNull(sid('EC')),
    url: orNull(uri),
    results: eligibilityResults,
    friendly_name: orNull(text),
    status: orNull(text),
    date_created: orNull(dateTime),
    date_completed: orNull(dateTime),
  },
};

/** The specification leaves this body open; this is what Twilio's guide to the Eligibility resource shows. */
const checkEligibility = {
  type: 'object',
  additionalProperties: false,
  required: ['phone_numbers'],
  properties: {
    friendly_name: text,
    phone_numbers: {
      type: 'array',
      minItems: 1,
      items: {
        type: 'object',
        additionalProperties: false,
        required: ['phone_number', 'hosting_account_sid'],
        properties: { phone_number: phoneNumber, hosting_account_sid: sid('AC') },
      },
    },
  },
};

const signingConfigurationProperties = {
  logo_sid: orNull(sid('RD')),
  friendly_name: orNull(text),
  product: orNull(text),
  country: orNull(country),
  email_subject: { type: 'string', nullable: true, maxLength: 255 },
  email_message: { type: 'string', nullable: true, maxLength: 5000 },
  url_redirection: orNull(text),
};
const signingConfiguration = {
  type: 'object',
  required: ['product', 'email_subject', 'email_message'],
  properties: { ...signingConfigurationProperties, url: orNull(uri) },
};
const signingConfigurationList = {
  type: 'object',
  required: ['configurations', 'meta'],
  properties: {
    configurations: { type: 'array', items: signingConfiguration },
    meta: {
      type: 'object',
      required: ['page', 'page_size', 'first_page_url', 'previous_page_url', 'url', 'next_page_url', 'key'],
      properties: {
        page: integer,
        page_size: integer,
        first_page_url: uri,
        previous_page_url: orNull(uri),
        url: uri,
        next_page_url: orNull(uri),
        key: { type: 'string', enum: ['configurations'] },
      },
    },
  },
};
/**
 * Its fields are those of the resource (docs/reference/twilio.md#loa-configuration). Strict, as what we send always is.
 */
const setSigningConfiguration = {
  type: 'object',
  additionalProperties: false,
  required: ['product'],
  properties: {
    ...signingConfigurationProperties,
    product: { type: 'string', enum: ['Porting', 'Hosting'] },
  },
};

/** An uploaded document (docs/reference/twilio.md#documents). */
const document = {
  type: 'object',
  required: ['sid', 'document_type', 'status', 'mime_type'],
  properties: {
    sid: sid('RD'),
    document_type: { type: 'string', enum: ['utility_bill'] },
    status: text,
    friendly_name: orNull(text),
    mime_type: text,
  },
};

const error = {
  type: 'object',
  required: ['code', 'message', 'more_info', 'status'],
  properties: {
    code: integer,
    message: filledText,
    more_info: uri,
    status: { type: 'integer', minimum: 400, maximum: 599 },
    details: { type: 'object' },
  },
};

/** What a porting webhook carries: even booleans and codes are strings (docs/reference/twilio.md#webhooks). */
const webhookPayload = {
  type: 'object',
  required: ['port_in_request_sid', 'last_date_updated', 'status'],
  properties: {
    port_in_request_sid: sid('KW'),
    port_in_phone_number_sid: orNull(sid('PU')),
    phone_number: orNull(phoneNumber),
    last_date_updated: dateTime,
    status: filledText,
    portable: { type: 'string', nullable: true, enum: ['true', 'false', null] },
    not_portable_reason_code: orNull(text),
    not_portable_reason: orNull(text),
    rejection_reason: orNull(text),
    rejection_reason_code: orNull(text),
  },
};

/** The schemas themselves; `properties` of each lists the documented keys. */
export const schemas: Readonly<Record<SchemaName, AnySchemaObject>> = {
  portability,
  portIn,
  portInPhoneNumber,
  portInList,
  webhookConfiguration,
  createPortIn,
  eligibility,
  bulkEligibility,
  checkEligibility,
  signingConfiguration,
  signingConfigurationList,
  setSigningConfiguration,
  document,
  error,
  webhookPayload,
};

/**
 * A validator for one of Twilio's shapes.
 *
 * @returns a function that lists what is wrong with a value, in words without the value itself; empty when valid
 */
export const validatorOf = validatorsOf(schemas, { allowUnionTypes: true });
