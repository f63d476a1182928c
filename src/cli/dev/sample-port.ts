import type { ProviderName } from '../../contract/names';
import type { PortRequestInput } from '../../contract/port-request-input';

/** What is a provider's own in a sample request: its numbers, and what it wants beside the usual. */
interface Sample {
  /** A number without its last two digits, which choose its fate in the sandbox (docs/sandbox.md). */
  readonly prefix: string;
  readonly request: Partial<PortRequestInput>;
}

const US_ADDRESS = {
  street: '1 Main St',
  city: 'New York',
  region: 'NY',
  postalCode: '10001',
  country: 'US',
};
const AU_ADDRESS = {
  street: '1 George St',
  city: 'Sydney',
  region: 'NSW',
  postalCode: '2000',
  country: 'AU',
};

const SAMPLES: Readonly<Record<ProviderName, Sample>> = {
  twilio: {
    prefix: '+121255501',
    request: { documents: [{ type: 'utility_bill', providerId: `RD${'0'.repeat(32)}` }] },
  },
  'telnyx-v1': {
    prefix: '+121255501',
    request: { providerOptions: { 'telnyx-v1': { connectionId: '1111111111111111111' } } },
  },
  'fone-dynamics': {
    prefix: '+612800001',
    request: {
      providerOptions: {
        'fone-dynamics': { incomingAction: { type: 'answering_point', answerPoint: 'reception' } },
      },
    },
  },
};

/** A number of the provider's sandbox with a fate; `00` goes well. */
export function sampleNumber(provider: ProviderName, fate = '00'): string {
  return `${SAMPLES[provider].prefix}${fate}`;
}

/** A complete port request for the sandbox, under an id of its own each time. */
export function sampleRequest(
  provider: ProviderName,
  requestId: string,
  phoneNumber: string,
): PortRequestInput {
  const isAustralian = phoneNumber.startsWith('+61');
  return {
    requestId,
    provider,
    numbers: [{ phoneNumber }],
    subscriber: {
      type: 'business',
      name: 'Acme LLC',
      authorizedPerson: { name: 'Ada Moss', email: 'ada@acme.example', phone: phoneNumber },
      carrier: 'Old Telco',
      accountNumber: 'A-991',
      billingPhoneNumber: phoneNumber,
      address: isAustralian ? AU_ADDRESS : US_ADDRESS,
    },
    ...SAMPLES[provider].request,
  };
}

/** `demo-20261210-150000`: readable in the list of the Web UI, and new each time. */
export function demoRequestId(now: Date): string {
  const [date = '', time = ''] = now.toISOString().slice(0, 19).replaceAll(/[-:]/g, '').split('T');
  return `demo-${date}-${time}`;
}
