import type { PortRequestInput } from '../../contract/port-request-input';
import type { ProviderDescriptor, ProviderSample } from '../../providers/descriptor';
import { BUILT_IN_PROVIDERS, type ProviderRegistry } from '../../providers/registry';
import { CliError } from '../failure';

/** A provider with a sandbox that the demo can use. */
export type DemoProvider = Pick<ProviderDescriptor, 'name' | 'capabilities'> & {
  readonly sample: ProviderSample;
};

/**
 * Finds the provider of the demo.
 *
 * @param name - default: the first built-in provider that has a sandbox
 * @throws CliError `usage` if the provider has no sandbox
 */
export function demoProvider(name?: string): DemoProvider {
  const demos = [...(BUILT_IN_PROVIDERS as ProviderRegistry).values()].filter(hasSample);
  const found = demos.find((each) => name === undefined || each.name === name);
  if (found !== undefined) return found;
  const names = demos.map((each) => each.name).join(', ');
  throw new CliError('usage', `The demo has a sandbox for ${names}; name one of them with --provider.`, 2);
}

function hasSample(descriptor: ProviderDescriptor): descriptor is ProviderDescriptor & DemoProvider {
  return descriptor.sample !== undefined;
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

/** A sandbox number of the provider with a scenario; scenario `00` completes. */
export function sampleNumber({ sample }: DemoProvider, scenario = '00'): string {
  return `${sample.numberPrefix}${scenario}`;
}

/** A complete port request for the sandbox. */
export function sampleRequest(
  { name: provider, sample }: DemoProvider,
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
    ...sample.request,
  };
}

/** A readable request id that is new for each second: `demo-20261210-150000`. */
export function demoRequestId(now: Date): string {
  const [date = '', time = ''] = now.toISOString().slice(0, 19).replaceAll(/[-:]/g, '').split('T');
  return `demo-${date}-${time}`;
}
