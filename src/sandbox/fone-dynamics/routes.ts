import type { Route } from '../routes';
import type { FoneDynamicsBackend } from './backend';

/** One operation of the API. */
export type FoneDynamicsRoute = Route<FoneDynamicsBackend>;
