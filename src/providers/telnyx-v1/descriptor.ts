import { defineProvider } from '../descriptor';
import { type TelnyxV1Account, telnyxV1AccountSchema } from './account';
import { TELNYX_V1_CAPABILITIES } from './capabilities';
import { TelnyxV1Client } from './client';
import { TelnyxV1Provider } from './provider';

const SANDBOX_CREDENTIALS = { apiUser: 'sandbox@example.com', apiToken: 'sandbox-token' };

/** Telnyx, with its v1 porting API. It documents no webhooks. */
export const telnyxV1 = defineProvider<TelnyxV1Account>({
  name: 'telnyx-v1',
  accountSchema: telnyxV1AccountSchema,
  keys: {
    'credentials.apiUser': { variable: 'TELNYX_V1_API_USER', isForCalls: true },
    'credentials.apiToken': { variable: 'TELNYX_V1_API_TOKEN', isSecret: true, isForCalls: true },
    baseUrl: { variable: 'TELNYX_V1_BASE_URL' },
  },
  sandbox: {
    entry: (url) => ({ credentials: SANDBOX_CREDENTIALS, baseUrl: url }),
    isSandbox: ({ credentials: { apiUser, apiToken } }) =>
      apiUser === SANDBOX_CREDENTIALS.apiUser && apiToken === SANDBOX_CREDENTIALS.apiToken,
  },
  capabilities: TELNYX_V1_CAPABILITIES,
  createProvider: (account, { transport }) => new TelnyxV1Provider(account, transport),
  operations: [
    'portability',
    'orders',
    'order.get',
    'allowed-dates',
    'comments.list',
    'comments.add',
    'documents.list',
    'documents.link',
    'rate',
    'drafts',
    'draft.get',
  ],
  operationOptions: {
    ordersSearch: 'part of a phone number, or the support key of a port request: pr_4e5b1b',
  },
  checkCredentials: async (account, transport, call) => {
    await new TelnyxV1Client(account, transport).drafts.list({}, call).next();
  },
  sample: {
    orderRef: '8f2a/31c7',
    numberPrefix: '+121255501',
    request: { providerOptions: { 'telnyx-v1': { connectionId: '1111111111111111111' } } },
    correction: {
      what: 'the right PIN is 4242, which goes to the existing order',
      commands: (requestId, number) => [`amend ${requestId} --pin ${number}=4242`],
    },
  },
});
