import type { Route } from '../routes';
import type { PortingDesk } from './desk';

/** One operation of Twilio's API. */
export type TwilioRoute = Route<PortingDesk>;
