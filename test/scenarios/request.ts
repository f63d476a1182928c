import type { PortRequestInput } from '../../src/contract/port-request-schema';

/** A number whose last two digits choose its fate in the sandbox. */
export function numberWithFate(fate: string, line = '01'): string {
  return `+1212555${line}${fate}`;
}

/** A complete request for Twilio; what a test is about is given over it. */
export function twilioRequest(
  overrides: Partial<PortRequestInput> & Pick<PortRequestInput, 'requestId' | 'numbers'>,
): PortRequestInput {
  return {
    provider: 'twilio',
    tenant: 'acme',
    reference: 'CRM-7781',
    subscriber: {
      type: 'business',
      name: 'Acme LLC',
      authorizedPerson: { name: 'Ada Moss', email: 'ada@acme.example' },
      carrier: 'Old Telco',
      accountNumber: 'A-991',
      billingPhoneNumber: '+12125550100',
      address: { street: '1 Main St', city: 'New York', region: 'NY', postalCode: '10001', country: 'US' },
    },
    documents: [{ type: 'utility_bill', providerId: `RD${'0'.repeat(32)}` }],
    notificationEmails: ['ops@acme.example'],
    ...overrides,
  };
}
