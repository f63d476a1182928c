import type { Route } from '../routes';
import type { TwilioBackend } from './backend';

/** One operation of Twilio's API. */
export type TwilioRoute = Route<TwilioBackend>;
