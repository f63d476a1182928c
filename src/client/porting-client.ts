import { setTimeout } from 'node:timers/promises';
import { WorkflowExecutionAlreadyStartedError, type Client } from '@temporalio/client';
import {
  connectClient,
  temporalConfig,
  type TemporalClient,
  type TemporalConfig,
} from '../../temporal.config';
import { encryptionUndecided } from '../config/encryption-undecided';
import {
  PORT_REQUEST,
  portWorkflowId,
  REQUEST_DIGEST_MEMO,
  WORKFLOW_TASK_QUEUE,
  type ProviderName,
} from '../contract/names';
import type { PortRequestInput } from '../contract/port-request-input';
import type { ParsedPortRequest } from '../contract/port-request-schema';
import { requestDigest } from '../contract/request-digest';
import { startAttributes } from '../contract/start-attributes';
import type { DryRun } from '../contract/provider-operations';
import type { PortRequest } from '../domain/model/request';
import { indexClient } from '../encryption/index-client';
import { searchAttributeState } from '../setup/search-attributes';
import { isAttributeUnknown } from '../setup/visible-attributes';
import { hasStopped, portFailed } from './closed-port';
import { listAccounts, type ListedAccount } from './account-list';
import { lazyModules } from './lazy-modules';
import { listPorts, type ListedPort, type ListFilter } from './list-ports';
import { PortHandle } from './port-handle';
import { PortingError } from './porting-error';
import { ProviderClient } from './provider-client';
import { withPortingErrors } from './translate';

/**
 * Starts port requests and finds them again, for use in services. It needs Temporal and a running worker.
 *
 * @example
 * ```ts
 * const porting = await PortingClient.connect();
 * const port = await porting.start({ requestId: 'acme-42', provider: 'twilio', numbers: [{ phoneNumber: '+12125550100' }] });
 * const outcome = await port.result();
 * ```
 */
export class PortingClient {
  readonly #temporal: TemporalClient;
  readonly #taskQueue: string;

  /**
   * Uses a Temporal client of yours; `connect` reads the environment instead.
   *
   * @param temporal - the client with its connection, which `close` closes
   * @param taskQueue - the workflow task queue of the workers; default: `porting`
   */
  constructor(temporal: TemporalClient, taskQueue: string = WORKFLOW_TASK_QUEUE) {
    this.#temporal = temporal;
    this.#taskQueue = taskQueue;
  }

  /**
   * Connects with the settings of the environment (`TEMPORAL_ADDRESS`, `TEMPORAL_NAMESPACE`,
   * `PORTKEEPER_ENCRYPTION_KEYS`, …). With a data converter of yours: `connect({ ...temporalConfig(), dataConverter })`.
   *
   * @throws TemporalUnreachableError if Temporal does not answer
   * @throws ConfigurationError if no setting decides whether payloads are encrypted
   */
  static async connect(config: TemporalConfig = temporalConfig()): Promise<PortingClient> {
    if (config.dataConverter === undefined) throw encryptionUndecided();
    return new PortingClient(await connectClient(config), config.taskQueue);
  }

  /**
   * Starts a port once: the same request again returns the existing port, running or finished. The client
   * does not check that the provider exists: a port whose provider no worker serves waits, and raises
   * `no_worker_for_account` after 15 minutes.
   *
   * @throws PortingError `invalid_request`, naming every wrong field; `request_too_large`; `request_conflict`
   * if the request id was used with other content; `port_failed` if its port did not complete, so the id
   * cannot be used again
   */
  async start(input: PortRequestInput): Promise<PortHandle> {
    const { request, policy, given } = parsed(input);
    const { requestId } = request;
    const digest = requestDigest(given, policy);
    const country = lazyModules.phoneNumber().countryOf(request);
    return withPortingErrors(requestId, async () => {
      const start = () =>
        this.#client.workflow.start(PORT_REQUEST, {
          workflowId: portWorkflowId(requestId),
          taskQueue: this.#taskQueue,
          args: [input],
          workflowIdReusePolicy: 'REJECT_DUPLICATE',
          workflowIdConflictPolicy: 'FAIL',
          memo: { [REQUEST_DIGEST_MEMO]: digest },
          typedSearchAttributes: startAttributes(request, country),
          staticSummary: summaryOf(request, country),
        });
      try {
        await this.#whenAttributesAreVisible(start);
      } catch (error) {
        if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
        await this.#requireSameRequest(requestId, digest);
      }
      return this.get(requestId);
    });
  }

  /**
   * Lists the accounts that have a workflow of their own: open ports, buffered hints, orphans, the newest
   * sweep.
   */
  async accounts(): Promise<ListedAccount[]> {
    return listAccounts(indexClient(this.#client));
  }

  /**
   * Checks a request without starting it: what is missing, which numbers cannot be moved and why. A worker
   * checks it as it checks a port.
   *
   * @throws PortingError `invalid_request`, naming every wrong field; and as `provider()` does
   */
  async dryRun(input: PortRequestInput): Promise<DryRun> {
    const { provider, account } = parsed(input).request;
    return this.provider(provider, account).call('dryRun', input);
  }

  /** Returns a handle for a request id, without checking that the port exists. */
  get(requestId: string): PortHandle {
    return new PortHandle(this.#client, requestId);
  }

  /**
   * Returns a client for one account at a provider, for operations beside a port: portability checks, order
   * lists, the webhook configuration. It needs a worker that has the account configured.
   */
  provider(name: ProviderName, account = 'default'): ProviderClient {
    return new ProviderClient({ client: this.#client, taskQueue: this.#taskQueue }, name, account);
  }

  /**
   * Lists the ports of this namespace from visibility, open ones first, then the newest. It needs no worker.
   */
  list(filter: ListFilter = {}): AsyncIterable<ListedPort> {
    return listPorts(indexClient(this.#client), filter);
  }

  /** Closes the connection. */
  async close(): Promise<void> {
    await this.#temporal.connection.close();
  }

  get #client(): Client {
    return this.#temporal.client;
  }

  /**
   * A server refuses a start for some seconds after search attributes were registered, as if they were
   * missing.
   */
  async #whenAttributesAreVisible<T>(start: () => Promise<T>): Promise<T> {
    for (const deadline = Date.now() + VISIBILITY_TIMEOUT_MS; ;) {
      try {
        return await start();
      } catch (error) {
        if (!isAttributeUnknown(error) || !(await this.#hasAttributes())) throw error;
        if (Date.now() >= deadline) {
          const message =
            'The search attributes are registered, but Temporal does not take them yet: repeat in a minute.';
          throw new PortingError('search_attributes_missing', message, { cause: error });
        }
        await setTimeout(RETRY_INTERVAL_MS);
      }
    }
  }

  async #hasAttributes(): Promise<boolean> {
    const { connection, client } = this.#temporal;
    const { missing, conflicts } = await searchAttributeState(connection, client.options.namespace);
    return missing.length === 0 && conflicts.length === 0;
  }

  async #requireSameRequest(requestId: string, digest: string): Promise<void> {
    const workflow = this.#client.workflow.getHandle(portWorkflowId(requestId));
    for (let waitMs = 50; ; waitMs *= 2) {
      const existing = await workflow.describe();
      if (hasStopped(existing)) throw await portFailed(requestId, workflow, existing);
      const existingDigest = existing.memo?.[REQUEST_DIGEST_MEMO];
      if (existingDigest === digest) return;
      // A port that this client did not start writes its digest in its first step.
      const isPending = existingDigest === undefined && existing.status.name === 'RUNNING' && waitMs < 5_000;
      if (!isPending) throw new PortingError('request_conflict', conflictMessage(requestId));
      await setTimeout(waitMs);
    }
  }
}

/** A server reloads its search attributes at least this often. */
const VISIBILITY_TIMEOUT_MS = 60_000;
const RETRY_INTERVAL_MS = 1_000;

/** @throws PortingError `invalid_request` */
function parsed(input: PortRequestInput): Extract<ParsedPortRequest, { ok: true }> {
  const result = lazyModules.portRequestSchema().parsePortRequest(input);
  if (result.ok) return result;
  const list = result.invalid.map(({ field, message }) => `  ${field}: ${message}`).join('\n');
  throw new PortingError(result.code, `The port request is invalid:\n${list}`, {
    invalid: result.invalid,
  });
}

function conflictMessage(requestId: string): string {
  return (
    `Request id ${requestId} was used before, with other content. Look at it with \`portkeeper show ${requestId}\`. ` +
    'Start this request under another id.'
  );
}

/** A summary line for the Temporal Web UI, without personal data. */
function summaryOf(request: PortRequest, country: string | undefined): string {
  const count = request.numbers.length;
  return [request.tenant, count === 1 ? '1 number' : `${count} numbers`, country, request.provider]
    .filter((part) => part !== undefined)
    .join(' · ');
}
