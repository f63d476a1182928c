/**
 * Fone Dynamics' porting shapes, for checking what the sandbox answers and what our client sends.
 *
 * Transcribed from the published pages of the status list, the submission and the errors
 * (docs/reference/fone-dynamics.md). Nothing is published of the answer to a submission and of webhooks: both are taken
 * to be the PortingRequest of the list.
 */
import type { AnySchemaObject } from 'ajv';
import { filledText, phoneNumber, text, validatorsOf } from '../json-schema';

/** What can be validated. */
export type SchemaName = 'submission' | 'submitAnswer' | 'portingRequest' | 'statusList' | 'error';

/** Seconds since 1970; of this century, so that milliseconds are told apart. */
const timestamp = { type: 'integer', minimum: 946_684_800, maximum: 4_102_444_800 };
/** A day: the midnight UTC with which it begins (both dates of the published example are one). */
const dayTimestamp = { ...timestamp, multipleOf: 86_400 };
const sid = (kind: string): AnySchemaObject => ({ type: 'string', pattern: `^${kind}[A-Z0-9]{31}$` });
const portingNo = { type: 'string', pattern: '^P-\\d+$' };
const portType = { type: 'string', enum: ['Cat-A'] };
const actionType = { type: 'string', enum: ['Answering Point', 'Flow'] };
const schedule = { type: 'string', enum: ['ASAP', 'Date'] };

/** "Only required when": for a Flow its id, for an Answering Point its number. */
const actionRules = [
  {
    if: { required: ['IncomingActionType'], properties: { IncomingActionType: { const: 'Flow' } } },
    then: { required: ['IncomingActionId'] },
  },
  {
    if: {
      required: ['IncomingActionType'],
      properties: { IncomingActionType: { const: 'Answering Point' } },
    },
    then: { required: ['IncomingAnswerPoint'] },
  },
];

const scheduleRule = {
  if: { required: ['PreferredPortSchedule'], properties: { PreferredPortSchedule: { const: 'Date' } } },
  then: { required: ['PreferredPortDate'] },
};

const statusChange = {
  type: 'object',
  required: ['FdxStatusFrom', 'FdxStatusTo', 'CarrierPortingStatusFrom', 'CarrierPortingStatusTo', 'Created'],
  additionalProperties: false,
  properties: {
    FdxStatusFrom: filledText,
    FdxStatusTo: filledText,
    CarrierPortingStatusFrom: { type: 'string', pattern: '^\\d+$' },
    CarrierPortingStatusTo: { type: 'string', pattern: '^\\d+$' },
    Created: timestamp,
  },
};

const portingNumber = {
  type: 'object',
  required: ['PortType', 'Number', 'Status', 'StatusHistory'],
  additionalProperties: false,
  properties: {
    PortType: portType,
    PortAddress: text,
    IncomingActionType: actionType,
    IncomingActionId: text,
    IncomingAnswerPoint: text,
    Number: phoneNumber,
    Status: filledText,
    StatusHistory: { type: 'array', items: statusChange },
  },
  allOf: actionRules,
};

const portingRequest = {
  type: 'object',
  required: ['PortingNo', 'AccountSid', 'PropertySid', 'Created', 'Status', 'PortingNumbers'],
  additionalProperties: false,
  properties: {
    PortingNo: portingNo,
    AccountSid: sid('A'),
    PropertySid: sid('S'),
    CustomerDescription: text,
    AuthorisedContactName: text,
    AuthorisedContactEmail: text,
    DaytimeContactNumber: text,
    CurrentCarrier: text,
    CurrentCarrierAccountNo: text,
    PreferredPortSchedule: schedule,
    PreferredPortDate: dayTimestamp,
    WebHookURL: { type: 'string', format: 'uri' },
    Created: timestamp,
    PortDate: dayTimestamp,
    Status: filledText,
    PortingNumbers: { type: 'array', minItems: 1, items: portingNumber },
  },
  allOf: [scheduleRule],
};

/** Strict: a key that Fone Dynamics does not know is a mistake of ours. */
const submission = {
  type: 'object',
  required: ['PortingNumbers'],
  additionalProperties: false,
  properties: {
    CustomerDescription: filledText,
    AuthorisedContactName: filledText,
    AuthorisedContactEmail: { type: 'string', format: 'email' },
    DaytimeContactNumber: filledText,
    CurrentCarrier: filledText,
    CurrentCarrierAccountNo: filledText,
    PreferredPortSchedule: schedule,
    /** A date here, and seconds in the list. */
    PreferredPortDate: { type: 'string', format: 'date' },
    WebHookURL: { type: 'string', format: 'uri' },
    PortingNumbers: {
      type: 'array',
      minItems: 1,
      items: {
        type: 'object',
        required: ['Number', 'PortType', 'PortAddress', 'IncomingActionType'],
        additionalProperties: false,
        properties: {
          Number: phoneNumber,
          PortType: portType,
          PortAddress: filledText,
          IncomingActionType: actionType,
          IncomingActionId: filledText,
          IncomingAnswerPoint: filledText,
        },
        allOf: actionRules,
      },
    },
  },
  allOf: [scheduleRule],
};

const statusList = {
  type: 'object',
  required: ['PortingRequests', 'TotalCount', 'NextPageToken'],
  additionalProperties: false,
  properties: {
    PortingRequests: { type: 'array', items: portingRequest },
    TotalCount: { type: 'integer', minimum: 0 },
    NextPageToken: text,
  },
};

const submitAnswer = {
  type: 'object',
  required: ['PortingRequest'],
  additionalProperties: false,
  properties: { PortingRequest: portingRequest },
};

const error = {
  type: 'object',
  required: ['ResponseStatus'],
  additionalProperties: false,
  properties: {
    ResponseStatus: {
      type: 'object',
      required: ['ErrorCode', 'Message'],
      properties: {
        ErrorCode: { type: 'string', pattern: '^[A-Z]+(_[A-Z]+)*$' },
        Message: filledText,
        Errors: {
          type: 'array',
          minItems: 1,
          items: { type: 'object', required: ['FieldName'], properties: { FieldName: filledText } },
        },
      },
    },
  },
};

const schemas: Readonly<Record<SchemaName, AnySchemaObject>> = {
  submission,
  submitAnswer,
  portingRequest,
  statusList,
  error,
};

/**
 * A validator for one of Fone Dynamics' shapes.
 *
 * @returns a function that lists what is wrong with a value, in words without the value itself; empty when valid
 */
export const validatorOf = validatorsOf(schemas, {
  // Conditions name what another part of the schema describes.
  strictRequired: false,
  strictTypes: false,
});

/**
 * The published example of the status list (docs/reference/fone-dynamics.md#status-list), with an address where it
 * hides it.
 */
export const PUBLISHED_STATUS_LIST = {
  PortingRequests: [
    {
      PortingNo: 'P-000002',
      AccountSid: 'A5EQ333XCXHTRHUS5DEOXLLA36ZQSZQQ',
      PropertySid: 'S6QW1EZ21ZWLOKCTRUM5H43XB4UN7SHY',
      CustomerDescription: 'ABC022-Port',
      AuthorisedContactName: 'Jane Smith',
      AuthorisedContactEmail: 'jane@acme.example',
      DaytimeContactNumber: '+61-1-1111-1111',
      CurrentCarrier: 'Telstra',
      CurrentCarrierAccountNo: '99563325FDX',
      PreferredPortSchedule: 'Date',
      PreferredPortDate: 1771113600,
      WebHookURL: 'https://webhook.site/a1c22227-65b6-46f9-8302-040a0bb64ec7',
      Created: 1774950882,
      PortDate: 1774915200,
      Status: 'Queued',
      PortingNumbers: [
        {
          PortType: 'Cat-A',
          PortAddress: 'Level 10, 123 Example St, Spring Hill QLD 4000',
          IncomingActionType: 'Answering Point',
          IncomingAnswerPoint: '+61111111111',
          Number: '+611111111112',
          Status: 'Queued',
          StatusHistory: [
            {
              FdxStatusFrom: 'Received',
              FdxStatusTo: 'Queued',
              CarrierPortingStatusFrom: '1',
              CarrierPortingStatusTo: '1',
              Created: 1774960019,
            },
          ],
        },
      ],
    },
  ],
  TotalCount: 1,
  NextPageToken: '1',
};
