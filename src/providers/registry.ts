import type { ProviderName } from '../contract/names';
import type { ProviderDescriptor } from './descriptor';
import { foneDynamics } from './fone-dynamics/descriptor';
import { telnyxV1 } from './telnyx-v1/descriptor';
import { twilio } from './twilio/descriptor';

/** The providers that a process knows, by name. */
export type ProviderRegistry = ReadonlyMap<ProviderName, ProviderDescriptor>;

/** To add a provider to Portkeeper itself: its descriptor here. The first is the demo's unless another is asked for. */
const DESCRIPTORS = [twilio, telnyxV1, foneDynamics] as const;

/** The name of a provider that is always there. */
export type BuiltInProvider = (typeof DESCRIPTORS)[number]['name'];

/** The providers that are always there. */
export const BUILT_IN_PROVIDERS: ReadonlyMap<BuiltInProvider, ProviderDescriptor> = new Map<
  BuiltInProvider,
  ProviderDescriptor
>(DESCRIPTORS.map((descriptor) => [descriptor.name, descriptor]));
