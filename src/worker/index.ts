/**
 * `portkeeper/worker`: runs ports in Temporal workers of your own. It needs `@temporalio/worker` and
 * `@temporalio/activity`.
 */
export {
  createPortingWorker,
  portingWorkers,
  type PortingWorkers,
  type PortingWorkersOptions,
} from './porting-workers';
export type { InstallationWorkers, PortWorker, WorkerReadiness } from './worker';
export type { OwnWorkerOptions } from './worker-options';
export { ConfigurationError } from '../config/configuration-error';
export type { Environment } from '../config/variables';
export type { ProviderName } from '../contract/names';
export { TemporalUnreachableError } from '../../temporal.config';
