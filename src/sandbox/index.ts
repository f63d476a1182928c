/** `portkeeper/sandbox`: simulated providers for tests. No number is really moved. */
export { sandboxVariables } from '../config/sandbox-variables';
export { startSandbox, type RunningSandbox, type SandboxLogger, type StartSandboxOptions } from './server';
export { Sandbox, type SandboxOptions } from './sandbox';
export type { FaultRule } from './faults';
export type { SandboxRequest, SandboxResponse, TransportFault } from './http';
export type { ControlOrder } from './provider';
export type { LoggedRequest } from './request-log';
export type { SandboxClock } from './time';
export type { WebhookDelivery, WebhookHandler } from './webhooks';
