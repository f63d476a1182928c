import type { Route } from '../routes';
import type { PortingDesk } from './backend';

/** One operation of Twilio's API. */
export type TwilioRoute = Route<PortingDesk>;
