/** `portkeeper/receiver`: takes the providers' webhooks on a fastify server of yours. */
export { portingReceiver, type PortingReceiverOptions } from './porting-receiver';
export { webhookUrlOf } from './webhook-url';
export type { ReceiverLogger } from './receiver-logger';
export { ConfigurationError } from '../config/configuration-error';
export type { Environment } from '../config/variables';
export type { ProviderName } from '../contract/names';
