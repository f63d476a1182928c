import { HOUR, MINUTE } from '../../domain/model/time';
import type { ProviderCapabilities } from '../provider';

/** The capabilities of Telnyx's v1 porting API. */
export const TELNYX_V1_CAPABILITIES: ProviderCapabilities = {
  // The lists of drafts and of port requests can be searched by number.
  afterUnknownSend: 'look_up',
  cancel: 'order',
  // The events of v1 webhooks are not published, so orders are read.
  webhookScope: 'none',
  list: 'whole',
  sweep: 'dates',
  numbersPerOrder: 1_000,
  // A sub request takes another PUT while it is open (docs/reference/telnyx-v1.md#sub-request-data).
  edits: true,
  comments: true,
  // A PUT of an open sub request can carry a rating (docs/reference/telnyx-v1.md#rating).
  ratings: true,
  // Telnyx itself puts the numbers of a draft into groups, by losing carrier.
  mixesAccounts: true,
  policy: {
    // The API refuses a cancel within 48 h of the FOC; staff may still help (docs/reference/telnyx-v1.md#cancellation).
    cancellationWindow: 48 * HOUR,
    enforcement: 'best_effort',
    searchDelay: 2 * MINUTE,
    holdAfterPorted: 0,
  },
};
