import type { CallContext } from '../call-context';
import { type Operation, ProviderConnection } from '../http/connection';
import type { HttpTransport } from '../http/transport';
import type { TelnyxV1Account } from './account';
import { DraftsClient } from './drafts-client';
import { PORTING } from './paths';
import { PortRequestsClient } from './port-requests-client';
import { type CheckedNumber, portabilityChecksSchema } from './schemas';
import { TELNYX_V1_ERROR_FORMAT } from './error-format';

/**
 * Client of Telnyx's v1 porting API, one method per operation. Each method sends one request and never
 * repeats it: Temporal retries. Every failure is a `ProviderError`.
 */
export class TelnyxV1Client {
  readonly drafts: DraftsClient;
  readonly portRequests: PortRequestsClient;
  readonly #connection: ProviderConnection;

  constructor(
    account: Pick<TelnyxV1Account, 'credentials' | 'baseUrl' | 'cancellationPath'>,
    transport: HttpTransport,
  ) {
    const { apiUser, apiToken } = account.credentials;
    this.#connection = new ProviderConnection({
      baseUrl: account.baseUrl,
      headers: { 'x-api-user': apiUser, 'x-api-token': apiToken },
      errorFormat: TELNYX_V1_ERROR_FORMAT,
      transport,
    });
    this.drafts = new DraftsClient(this.#connection);
    this.portRequests = new PortRequestsClient(this.#connection, account.cancellationPath ?? 'cancellation');
  }

  /** Checks whether numbers can be ported. The order of Telnyx's answers is not defined. */
  async checkPortability(numbers: readonly string[], call: CallContext): Promise<CheckedNumber[]> {
    const operation: Operation = {
      what: 'check the portability of numbers',
      method: 'POST',
      isHarmless: true,
      path: `${PORTING}/portability_checks`,
      body: { phone_numbers: numbers.map((phone_number) => ({ phone_number })) },
      secrets: numbers,
    };
    return this.#connection.json(operation, portabilityChecksSchema, call);
  }
}
