import type { Route } from '../routes';
import type { PortingDesk } from './backend';

/** One operation of the API. */
export type FoneDynamicsRoute = Route<PortingDesk>;
