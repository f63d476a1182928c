import type { ProviderName } from '../contract/names';
import type { ProviderDescriptor } from './descriptor';
import { foneDynamics } from './fone-dynamics/descriptor';
import { telnyxV1 } from './telnyx-v1/descriptor';
import { twilio } from './twilio/descriptor';

/** The providers of a process, by name. */
export type ProviderRegistry = ReadonlyMap<ProviderName, ProviderDescriptor>;

/**
 * The built-in providers. To add one to Portkeeper itself, add its descriptor here. The first is the demo's
 * default.
 */
const DESCRIPTORS = [twilio, telnyxV1, foneDynamics] as const;

/** The name of a built-in provider. */
export type BuiltInProvider = (typeof DESCRIPTORS)[number]['name'];

/** The built-in providers, by name. */
export const BUILT_IN_PROVIDERS: ReadonlyMap<BuiltInProvider, ProviderDescriptor> = new Map<
  BuiltInProvider,
  ProviderDescriptor
>(DESCRIPTORS.map((descriptor) => [descriptor.name, descriptor]));
