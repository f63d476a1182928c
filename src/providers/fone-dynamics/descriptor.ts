import { defineProvider } from '../descriptor';
import { type FoneDynamicsAccount, foneDynamicsAccountSchema } from './account';
import { FoneDynamicsClient } from './client';
import { FONE_DYNAMICS_CAPABILITIES, FoneDynamicsProvider } from './provider';
import { FoneDynamicsWebhooks } from './webhooks';

const SANDBOX_CREDENTIALS = { accountSid: 'A'.repeat(32), token: 'sandbox-token' };

/** Statuses of the sandbox besides the two published ones. */
const SANDBOX_STATUS_MAP = {
  Submitted: 'submitted',
  Accepted: 'foc_confirmed',
  Completed: 'ported',
  Rejected: 'rejected',
  Cancelled: 'canceled',
  Reversed: 'reversed',
};

/** Fone Dynamics, with its porting API (REST v2). */
export const foneDynamics = defineProvider<FoneDynamicsAccount>({
  name: 'fone-dynamics',
  accountSchema: foneDynamicsAccountSchema,
  keys: {
    'credentials.accountSid': { variable: 'FONE_DYNAMICS_ACCOUNT_SID' },
    'credentials.token': { variable: 'FONE_DYNAMICS_TOKEN', isSecret: true, isForCalls: true },
    propertySid: { variable: 'FONE_DYNAMICS_PROPERTY_SID' },
    baseUrl: { variable: 'FONE_DYNAMICS_BASE_URL' },
    // Most statuses of this provider are not published.
    statusMap: { variable: 'FONE_DYNAMICS_STATUS_MAP', isJson: true },
  },
  sandbox: {
    entry: (url) => ({
      credentials: SANDBOX_CREDENTIALS,
      propertySid: `S${'A'.repeat(31)}`,
      baseUrl: url,
      statusMap: SANDBOX_STATUS_MAP,
    }),
    isSandbox: ({ credentials: { accountSid, token } }) =>
      accountSid === SANDBOX_CREDENTIALS.accountSid && token === SANDBOX_CREDENTIALS.token,
  },
  capabilities: FONE_DYNAMICS_CAPABILITIES,
  createProvider: (account, { transport }) => new FoneDynamicsProvider(account, transport),
  createWebhooks: () => new FoneDynamicsWebhooks(),
  operations: ['portability', 'orders', 'order.get'],
  checkCredentials: async (account, transport, call) => {
    const level = { scope: 'property', propertySid: account.propertySid } as const;
    await new FoneDynamicsClient(account, transport).list(level, { from: call.now }, call).next();
  },
  sample: {
    orderRef: 'P-000002',
    numberPrefix: '+612800001',
    request: {
      providerOptions: {
        'fone-dynamics': { incomingAction: { type: 'answering_point', answerPoint: 'reception' } },
      },
    },
    correction: {
      what: 'the right account number is 4242, and it goes out again as a new order',
      commands: (requestId) => [
        `amend ${requestId} --set subscriber.accountNumber=4242`,
        `resubmit ${requestId}`,
      ],
    },
  },
});
