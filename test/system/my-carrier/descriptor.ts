import { defineProvider } from '../../../src/providers/index';
import { accountSchema } from './account';
import { MyCarrierClient } from './client';
import { CAPABILITIES, MyCarrierProvider } from './provider';
import { MyCarrierWebhooks } from './webhooks';

/** All that Portkeeper knows of My Carrier. */
export default defineProvider({
  name: 'my-carrier',
  accountSchema,
  keys: {
    'credentials.token': { isSecret: true, isForCalls: true },
    'credentials.webhookSecret': { isSecret: true },
  },
  capabilities: CAPABILITIES,
  createProvider: (account, { transport }) => new MyCarrierProvider(account, transport),
  createWebhooks: (account) => new MyCarrierWebhooks(account),
  operations: ['portability'],
  checkCredentials: (account, transport, call) => new MyCarrierClient(account, transport).checkToken(call),
});
