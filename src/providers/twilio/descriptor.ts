import { defineProvider } from '../descriptor';
import { type TwilioAccount, twilioAccountSchema } from './account';
import { TwilioClient } from './client';
import { TWILIO_CAPABILITIES, TwilioProvider } from './provider';
import { TwilioWebhooks } from './webhooks';

const SANDBOX_SID = `AC${'0'.repeat(32)}`;

const SANDBOX_TOKEN = 'sandbox-token';

/** Twilio, with its porting API (numbers v1). */
export const twilio = defineProvider<TwilioAccount>({
  name: 'twilio',
  accountSchema: twilioAccountSchema,
  keys: {
    'credentials.accountSid': { variable: 'TWILIO_ACCOUNT_SID' },
    'credentials.authToken': { variable: 'TWILIO_AUTH_TOKEN', isSecret: true },
    'credentials.apiKeySid': { variable: 'TWILIO_API_KEY_SID', isForCalls: true },
    'credentials.apiKeySecret': { variable: 'TWILIO_API_KEY_SECRET', isSecret: true, isForCalls: true },
    baseUrl: { variable: 'TWILIO_NUMBERS_BASE_URL' },
    uploadBaseUrl: { variable: 'TWILIO_UPLOAD_BASE_URL' },
  },
  sandbox: {
    entry: (url) => ({
      credentials: { accountSid: SANDBOX_SID, authToken: SANDBOX_TOKEN },
      baseUrl: url,
      uploadBaseUrl: url,
    }),
    isSandbox: ({ credentials: { accountSid, authTokens, apiKey } }) =>
      accountSid === SANDBOX_SID &&
      apiKey === undefined &&
      authTokens.length > 0 &&
      authTokens.every((token) => token === SANDBOX_TOKEN),
  },
  urls: ({ baseUrl, uploadBaseUrl }) => [baseUrl, uploadBaseUrl].filter((url) => url !== undefined),
  capabilities: TWILIO_CAPABILITIES,
  createProvider: (account, { transport, readDocument }) =>
    new TwilioProvider(account, transport, readDocument),
  createWebhooks: (account) => new TwilioWebhooks(account),
  operations: [
    'portability',
    'orders',
    'order.get',
    'webhooks.get',
    'webhooks.set',
    'webhooks.delete',
    'eligibility',
    'eligibility.get',
    'loa.get',
    'loa.set',
    'documents.upload',
  ],
  operationOptions: { portabilityTarget: true },
  checkCredentials: async (account, transport, call) => {
    const today = new Date(call.now).toISOString().slice(0, 10);
    // The first page of today's orders; it may be empty.
    await new TwilioClient(account, transport).listPortIns({ createdAfter: today }, call).next();
  },
  sample: {
    orderRef: 'KW0123456789abcdef0123456789abcdef',
    numberPrefix: '+121255501',
    request: { documents: [{ type: 'utility_bill', providerId: `RD${'0'.repeat(32)}` }] },
    correction: {
      what: 'the right PIN is 4242, and it goes out again',
      commands: (requestId, number) => [`amend ${requestId} --pin ${number}=4242`, `resubmit ${requestId}`],
    },
    webhookBody: (orderRef) => JSON.stringify({ port_in_request_sid: orderRef }),
  },
});
