import type { ProviderName } from '../support/providers';
import type { PortRequestInput } from '../../src/contract/port-request-input';

/** The numbers of each provider's sandbox, without the four digits of line and scenario. */
const PREFIXES: Readonly<Record<ProviderName, string>> = {
  twilio: '+1212555',
  'telnyx-v1': '+1212555',
  'fone-dynamics': '+6128000',
};

/** A number whose last two digits choose its scenario in the sandbox. */
export function testNumber(scenario: string, line = '01', provider: ProviderName = 'twilio'): string {
  return `${PREFIXES[provider]}${line}${scenario}`;
}

type Overrides = Partial<PortRequestInput> & Pick<PortRequestInput, 'requestId' | 'numbers'>;

/** A request that Twilio accepts, without anything that it does not need. */
export function smallestTwilioRequest(overrides: Overrides): PortRequestInput {
  return {
    provider: 'twilio',
    subscriber: {
      type: 'business',
      name: 'Acme LLC',
      authorizedPerson: { name: 'Ada Moss', email: 'ada@acme.example' },
      address: { street: '1 Main St', city: 'New York', region: 'NY', postalCode: '10001', country: 'US' },
    },
    documents: [{ type: 'utility_bill', providerId: `RD${'0'.repeat(32)}` }],
    ...overrides,
  };
}

/** A complete request for Twilio; what a test is about is given over it. */
export function twilioRequest(overrides: Overrides): PortRequestInput {
  const smallest = smallestTwilioRequest(overrides);
  return {
    ...smallest,
    tenant: 'acme',
    reference: 'CRM-7781',
    subscriber: {
      ...smallest.subscriber,
      carrier: 'Old Telco',
      accountNumber: 'A-991',
      billingPhoneNumber: '+12125550100',
    },
    notificationEmails: ['ops@acme.example'],
    ...overrides,
  };
}

/** The same for Telnyx v1. */
function telnyxRequest(overrides: Overrides): PortRequestInput {
  const { documents: _, ...usual } = twilioRequest(overrides);
  return {
    ...usual,
    provider: 'telnyx-v1',
    providerOptions: { 'telnyx-v1': { connectionId: '1111111111111111111' } },
    ...overrides,
  };
}

/** The same for Fone Dynamics: an Australian customer. */
function foneDynamicsRequest(overrides: Overrides): PortRequestInput {
  return {
    provider: 'fone-dynamics',
    tenant: 'acme',
    reference: 'CRM-7781',
    subscriber: {
      type: 'business',
      name: 'Acme Pty Ltd',
      authorizedPerson: { name: 'Ada Moss', email: 'ada@acme.example', phone: '+61280000199' },
      carrier: 'Old Telco',
      accountNumber: 'A-991',
      address: { street: '1 George St', city: 'Sydney', region: 'NSW', postalCode: '2000', country: 'AU' },
    },
    providerOptions: {
      'fone-dynamics': { incomingAction: { type: 'answering_point', answerPoint: 'reception' } },
    },
    ...overrides,
  };
}

const REQUESTS: Readonly<Record<ProviderName, (overrides: Overrides) => PortRequestInput>> = {
  twilio: twilioRequest,
  'telnyx-v1': telnyxRequest,
  'fone-dynamics': foneDynamicsRequest,
};

/** A complete request for a provider; what a test is about is given over it. */
export function requestFor(provider: ProviderName, overrides: Overrides): PortRequestInput {
  return REQUESTS[provider](overrides);
}
