import { NativeConnection, Worker, type WorkerOptions } from '@temporalio/worker';
import { AccountDirectory } from '../../activities/accounts';
import { createAccountActivities, type OrderHolders } from '../../activities/account/deliver-hints';
import { documentReader } from '../../activities/port/documents/read-document';
import { createActivities, type ActivitySurroundings } from '../../activities/index';
import { TemporalUnreachableError, type TemporalConfig } from '../../temporal.config';
import type { AccountConfig } from '../config/account-config';
import { NO_DOCUMENT_ROOTS, type DocumentRoots } from '../config/document-roots';
import type { WebhookSettings } from '../config/webhook-settings';
import type { ProviderName } from '../contract/names';
import { limitedTransport } from '../providers/http/rate-limit';
import { createHttpTransport, type HttpTransport } from '../providers/http/transport';
import { createProvider } from '../providers/descriptor';
import { webhookUrl } from '../security/webhook-token';
import { shareOf } from './account-limit';
import { accountWorkerOptions, workflowWorkerOptions, type OwnWorkerOptions } from './worker-options';

/** What a worker process is built from. */
export interface PortWorkerOptions extends ActivitySurroundings {
  readonly temporal: TemporalConfig;
  readonly taskQueue: string;
  readonly accounts: readonly AccountConfig[];
  readonly daySeconds?: number | undefined;
  /** What webhook URLs are made of, for providers that take one with each order. */
  readonly webhooks?: WebhookSettings | undefined;
  /** From where documents may be read; default: from nowhere. */
  readonly documentRoots?: DocumentRoots | undefined;
  /** How bytes travel to providers; default: undici. */
  readonly transport?: HttpTransport;
  /** Which ports hold orders; default: as the visibility index says. */
  readonly orderHolders?: OrderHolders;
  /** A connection that the caller owns and closes; default: one of the worker's own, as `temporal` says. */
  readonly connection?: NativeConnection;
  /** Options for all Temporal workers of this process. */
  readonly own?: OwnWorkerOptions;
  /** Options for the worker of the workflows alone, in tests for example. */
  readonly workflowOptions?: OwnWorkerOptions;
}

/** A running worker: one poller of workflows, and one of provider calls for each account. */
export interface PortWorker {
  /** Ends when all pollers have drained; rejects when one of them failed. */
  run(): Promise<void>;
  /** Begins to drain. Safe to repeat. */
  shutdown(): void;
}

/** The accounts of a configuration with their providers, each within a limit of its own. */
export function accountDirectory(
  accounts: readonly AccountConfig[],
  options: Pick<PortWorkerOptions, 'daySeconds' | 'documentRoots' | 'transport' | 'clock' | 'webhooks'> = {},
): AccountDirectory {
  const { daySeconds, transport, clock, webhooks } = options;
  const readDocument = documentReader(options.documentRoots ?? NO_DOCUMENT_ROOTS);
  return new AccountDirectory(
    accounts.map(({ descriptor, account, policy, rateLimit, documentMaxAge, sweepEvery }) => ({
      name: account.name,
      isSwept: sweepEvery !== undefined,
      ...(rateLimit && { requestsPerSecond: rateLimit.requestsPerSecond }),
      ...(documentMaxAge !== undefined && { documentMaxAge }),
      provider: createProvider(
        { descriptor, account },
        {
          readDocument,
          transport: limitedTransport(transport ?? createHttpTransport(), {
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

/** What the Temporal workers of an installation are created with. */
export interface InstallationWorkers {
  /** The worker of the workflows. */
  readonly workflows: WorkerOptions;
  /** A worker for each account: each has a queue of its own, so that one's backlog or limit holds up no other. */
  readonly accounts: readonly {
    readonly provider: ProviderName;
    readonly account: string;
    readonly options: WorkerOptions;
  }[];
}

/** Puts the options of all workers together; nothing is started. */
export function installationWorkers(
  options: Omit<PortWorkerOptions, 'temporal' | 'connection'>,
): InstallationWorkers {
  const { taskQueue, accounts, own, workflowOptions } = options;
  const activities = createActivities(accountDirectory(accounts, options), options);
  const names = accounts.map(({ account: { provider, name } }) => ({ provider, account: name }));
  return {
    workflows: workflowWorkerOptions(
      taskQueue,
      // What talks to no provider runs here: the first step of every port, and the delivery of kept hints.
      {
        prepare: activities.prepare,
        checkForReset: activities.checkForReset,
        reviewDraft: activities.reviewDraft,
        reviseRequest: activities.reviseRequest,
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
 * Connects to Temporal and builds the workers of this process.
 *
 * @throws TemporalUnreachableError
 */
export async function createPortWorker(options: PortWorkerOptions): Promise<PortWorker> {
  const { temporal } = options;
  const given = options.connection ?? options.own?.connection;
  const connection = given ?? (await connect(temporal));
  const { dataConverter, namespace } = temporal;
  const own = { namespace, ...(dataConverter && { dataConverter }), ...options.own, connection };
  const { workflows, accounts } = installationWorkers({ ...options, own });

  const workers = [await Worker.create(workflows)];
  for (const account of accounts) workers.push(await Worker.create(account.options));

  const shutdown = () => {
    for (const worker of workers) if (worker.getState() === 'RUNNING') worker.shutdown();
  };
  return {
    shutdown,
    async run() {
      try {
        await Promise.all(
          workers.map((worker) =>
            // One that fails takes the others along: half a worker would look healthy and serve nobody.
            worker.run().catch((error: unknown) => {
              shutdown();
              throw error;
            }),
          ),
        );
      } finally {
        if (given === undefined) await connection.close();
      }
    },
  };
}

async function connect(temporal: TemporalConfig): Promise<NativeConnection> {
  try {
    return await NativeConnection.connect(temporal.connectionOptions);
  } catch (error) {
    throw new TemporalUnreachableError(temporal, error);
  }
}
