import type { Answer, ProviderRequest } from '../http';
import type { PortingDesk } from './desk';

/** One operation of the API. The path's groups are handed to `answer`, percent-decoded. */
export interface TwilioRoute {
  readonly method: 'GET' | 'POST' | 'DELETE';
  readonly path: RegExp;
  readonly answer: (desk: PortingDesk, request: ProviderRequest, groups: readonly string[]) => Answer;
}
