import type { ProviderName } from '../../contract/names';
import type { PortRequestInput } from '../../contract/port-request-schema';

/** The number of the sample port. Its last two digits choose how it goes: `00` goes well (docs/sandbox.md). */
export const SAMPLE_NUMBER = '+12125550100';

/** A complete port request for the sandbox, under an id of its own each time. */
export function sampleRequest(
  provider: ProviderName,
  requestId: string,
  phoneNumber: string,
): PortRequestInput {
  return {
    requestId,
    provider,
    numbers: [{ phoneNumber }],
    subscriber: {
      type: 'business',
      name: 'Acme LLC',
      authorizedPerson: { name: 'Ada Moss', email: 'ada@acme.example' },
      carrier: 'Old Telco',
      accountNumber: 'A-991',
      address: { street: '1 Main St', city: 'New York', region: 'NY', postalCode: '10001', country: 'US' },
    },
    documents: [{ type: 'utility_bill', providerId: `RD${'0'.repeat(32)}` }],
  };
}

/** `demo-20261210-150000`: readable in the list of the Web UI, and new each time. */
export function demoRequestId(now: Date): string {
  const [date = '', time = ''] = now.toISOString().slice(0, 19).replaceAll(/[-:]/g, '').split('T');
  return `demo-${date}-${time}`;
}
