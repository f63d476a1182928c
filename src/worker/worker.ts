import { NativeConnection, Worker, type WorkerOptions } from '@temporalio/worker';
import { AccountDirectory } from '../../activities/accounts';
import { createAccountActivities, type OrderHolders } from '../../activities/account/deliver-hints';
import { documentReader } from '../../activities/port/documents/read-document';
import { createActivities, type ActivitySurroundings } from '../../activities/index';
import { TemporalUnreachableError, type TemporalConfig } from '../../temporal.config';
import type { AccountConfig } from '../config/account-config';
import { NO_DOCUMENT_ROOTS, type DocumentRoots } from '../config/document-roots';
import type { WebhookSettings } from '../config/webhook-settings';
import type { WorkerBuild } from '../config/worker-build';
import type { ProviderName } from '../contract/names';
import type { ProxySettings } from '../providers/http/egress';
import { limitedTransport } from '../providers/http/rate-limit';
import { createHttpTransport, type HttpTransport } from '../providers/http/transport';
import { createProvider } from '../providers/descriptor';
import { webhookUrl } from '../security/webhook-token';
import { shareOf } from './account-limit';
import { workerIdentity } from './worker-identity';
import {
  accountWorkerOptions,
  versioningOptions,
  workflowWorkerOptions,
  type OwnWorkerOptions,
} from './worker-options';

/** The settings of a worker process. */
export interface PortWorkerOptions extends ActivitySurroundings {
  readonly temporal: TemporalConfig;
  readonly taskQueue: string;
  readonly accounts: readonly AccountConfig[];
  readonly daySeconds?: number | undefined;
  /** The build that the workers are a version of; default: they are not versioned. */
  readonly build?: WorkerBuild | undefined;
  /** The settings of webhook URLs, for providers that take one with each order. */
  readonly webhooks?: WebhookSettings | undefined;
  /** Hides the numbers in the ids of their claims; absent: numbers are not claimed. */
  readonly numberKey?: Buffer | undefined;
  /** Where documents may be read from; default: nowhere. */
  readonly documentRoots?: DocumentRoots | undefined;
  /** The proxies of requests to providers and document hosts; default: none. */
  readonly proxy?: ProxySettings | undefined;
  /** The HTTP transport to providers; default: undici. */
  readonly transport?: HttpTransport;
  /** Finds the ports that hold orders; default: with the visibility index. */
  readonly orderHolders?: OrderHolders;
  /**
   * A connection that the caller owns and closes; default: a connection of the worker's own, with `temporal`.
   */
  readonly connection?: NativeConnection;
  /** Options for all Temporal workers of this process. */
  readonly own?: OwnWorkerOptions;
  /** Options for the workflow worker only, for example in tests. */
  readonly workflowOptions?: OwnWorkerOptions;
}

/** A running worker: it polls for workflows, and for the provider calls of each account. */
export interface PortWorker {
  /** Resolves when all workers have drained; rejects if one of them failed. */
  run(): Promise<void>;
  /** Starts draining. Safe to repeat. */
  shutdown(): void;
  /** For the health checks of a process. It asks Temporal with each call, and never rejects. */
  readiness(): Promise<WorkerReadiness>;
}

/** Whether a worker process can do its work. */
export interface WorkerReadiness {
  /** Whether Temporal answers on the connection of the workers. */
  readonly temporal: 'reachable' | 'unreachable';
  /** Whether this process polls for workflows. */
  readonly workflows: { readonly served: boolean };
  /** Whether this process polls for the provider calls of each of its accounts. */
  readonly accounts: readonly {
    readonly provider: ProviderName;
    readonly account: string;
    readonly served: boolean;
  }[];
}

/** The accounts of a configuration with their providers, each with its own rate limit. */
export function accountDirectory(
  accounts: readonly AccountConfig[],
  options: Pick<
    PortWorkerOptions,
    'daySeconds' | 'documentRoots' | 'proxy' | 'transport' | 'clock' | 'webhooks'
  > = {},
): AccountDirectory {
  const { daySeconds, proxy, transport, clock, webhooks } = options;
  const readDocument = documentReader(options.documentRoots ?? NO_DOCUMENT_ROOTS, { proxy });
  return new AccountDirectory(
    accounts.map(({ descriptor, account, policy, rateLimit, documentMaxAge, tenants, sweepEvery }) => ({
      name: account.name,
      isSwept: sweepEvery !== undefined,
      ...(rateLimit && { requestsPerSecond: rateLimit.requestsPerSecond }),
      ...(documentMaxAge !== undefined && { documentMaxAge }),
      ...(tenants !== undefined && { tenants }),
      provider: createProvider(
        { descriptor, account },
        {
          readDocument,
          transport: limitedTransport(transport ?? createHttpTransport({ proxy }), {
            requestsPerSecond: shareOf(rateLimit),
            clock,
          }),
        },
      ),
      policy,
      daySeconds,
      ...(webhooks && {
        webhookUrl: (requestId: string) =>
          webhookUrl({ ...webhooks, provider: account.provider, account: account.name, requestId }),
      }),
    })),
  );
}

/** The options of an installation's Temporal workers. */
export interface InstallationWorkers {
  /** The options of the workflow worker. */
  readonly workflows: WorkerOptions;
  /**
   * One worker for each account, with its own task queue, so that a backlog or a limit delays no other
   * account.
   */
  readonly accounts: readonly {
    readonly provider: ProviderName;
    readonly account: string;
    readonly options: WorkerOptions;
  }[];
}

/** Builds the options of all workers; it starts nothing. */
export function installationWorkers(
  options: Omit<PortWorkerOptions, 'temporal' | 'connection'>,
): InstallationWorkers {
  const { taskQueue, accounts, workflowOptions, numberKey } = options;
  const own = { identity: workerIdentity(options), ...versioningOptions(options.build), ...options.own };
  const claims = numberKey && { taskQueue, key: numberKey };
  const activities = createActivities(accountDirectory(accounts, options), { claims, ...options });
  const names = accounts.map(({ account: { provider, name } }) => ({ provider, account: name }));
  return {
    workflows: workflowWorkerOptions(
      taskQueue,
      // Activities that call no provider run here: the first step of every port, and the delivery of buffered
      // hints.
      {
        prepare: activities.prepare,
        checkForReset: activities.checkForReset,
        reviewDraft: activities.reviewDraft,
        reviseRequest: activities.reviseRequest,
        releaseNumbers: activities.releaseNumbers,
        ...createAccountActivities(options.orderHolders, names),
      },
      { ...own, ...workflowOptions },
    ),
    accounts: accounts.map((config) => ({
      provider: config.account.provider,
      account: config.account.name,
      options: accountWorkerOptions(taskQueue, config, activities, own),
    })),
  };
}

/**
 * Connects to Temporal and creates the workers of this process.
 *
 * @throws TemporalUnreachableError
 */
export async function createPortWorker(options: PortWorkerOptions): Promise<PortWorker> {
  const { temporal } = options;
  const ownConnection = options.connection ?? options.own?.connection;
  const connection = ownConnection ?? (await connect(temporal));
  const { dataConverter, namespace } = temporal;
  const own = { namespace, ...(dataConverter && { dataConverter }), ...options.own, connection };
  const { workflows, accounts } = installationWorkers({ ...options, own });

  const workflowWorker = await Worker.create(workflows);
  const accountWorkers: { provider: ProviderName; account: string; worker: Worker }[] = [];
  for (const { options: workerOptions, ...named } of accounts)
    accountWorkers.push({ ...named, worker: await Worker.create(workerOptions) });
  const workers = [workflowWorker, ...accountWorkers.map(({ worker }) => worker)];

  const shutdown = () => {
    for (const worker of workers) if (worker.getState() === 'RUNNING') worker.shutdown();
  };
  return {
    shutdown,
    async readiness() {
      return {
        temporal: (await answers(connection)) ? 'reachable' : 'unreachable',
        workflows: { served: isPolling(workflowWorker) },
        accounts: accountWorkers.map(({ worker, ...named }) => ({ ...named, served: isPolling(worker) })),
      };
    },
    async run() {
      try {
        await Promise.all(
          workers.map((worker) =>
            // One failed worker stops the others: half of them would look healthy and serve no port
            // completely.
            worker.run().catch((error: unknown) => {
              shutdown();
              throw error;
            }),
          ),
        );
      } finally {
        if (ownConnection === undefined) await connection.close();
      }
    },
  };
}

/** A slower answer would miss the time-out of usual health checks. */
const ANSWER_TIMEOUT_MS = 2_000;

/** Whether Temporal answers on a worker's connection. The question needs no permission and costs no action. */
async function answers(connection: NativeConnection): Promise<boolean> {
  try {
    await connection.withDeadline(Date.now() + ANSWER_TIMEOUT_MS, () =>
      connection.workflowService.getSystemInfo({}),
    );
    return true;
  } catch {
    return false;
  }
}

/** A worker in any other state takes no new tasks; a failed one ends the process. */
function isPolling(worker: Worker): boolean {
  return worker.getState() === 'RUNNING';
}

async function connect(temporal: TemporalConfig): Promise<NativeConnection> {
  try {
    return await NativeConnection.connect(temporal.connectionOptions);
  } catch (error) {
    throw new TemporalUnreachableError(temporal, error);
  }
}
