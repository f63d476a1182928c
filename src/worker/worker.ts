import { NativeConnection, Worker, type WorkerOptions } from '@temporalio/worker';
import { AccountDirectory } from '../../activities/accounts';
import { createAccountActivities, type OrderHolders } from '../../activities/account/deliver-hints';
import { documentReader } from '../../activities/port/documents/read-document';
import { createActivities, type ActivitySurroundings } from '../../activities/index';
import {
  TemporalUnreachableError,
  WORKER_OPTIONS,
  workflowSource,
  type TemporalConfig,
} from '../../temporal.config';
import type { AccountConfig } from '../config/account-config';
import { NO_DOCUMENT_ROOTS, type DocumentRoots } from '../config/document-roots';
import { accountTaskQueue } from '../contract/names';
import type { WebhookSettings } from '../config/webhook-settings';
import { limitedTransport } from '../providers/http/rate-limit';
import { createHttpTransport, type HttpTransport } from '../providers/http/transport';
import { createProvider } from '../providers/descriptor';
import { webhookUrl } from '../security/webhook-token';
import { pollingOptions, shareOf } from './account-limit';

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
  /** Replaces options of the Temporal worker, in tests for example. */
  readonly workflowOptions?: Partial<WorkerOptions>;
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

/**
 * Connects to Temporal and builds the workers of this process.
 *
 * @throws TemporalUnreachableError
 */
export async function createPortWorker(options: PortWorkerOptions): Promise<PortWorker> {
  const { temporal, taskQueue } = options;
  const directory = accountDirectory(options.accounts, options);
  const activities = createActivities(directory, options);
  const connection = options.connection ?? (await connect(temporal));
  const { dataConverter, namespace } = temporal;
  const shared = { ...WORKER_OPTIONS, connection, namespace, ...(dataConverter && { dataConverter }) };

  const workers = [
    // What talks to no provider runs here: the first step of every port, and the delivery of kept hints.
    await Worker.create({
      ...shared,
      ...workflowSource(),
      taskQueue,
      activities: {
        prepare: activities.prepare,
        checkForReset: activities.checkForReset,
        reviewDraft: activities.reviewDraft,
        reviseRequest: activities.reviseRequest,
        ...createAccountActivities(
          options.orderHolders,
          options.accounts.map(({ account: { provider, name } }) => ({ provider, account: name })),
        ),
      },
      ...options.workflowOptions,
    }),
  ];
  for (const { account, rateLimit } of options.accounts) {
    // Each account has a queue of its own, so that one provider's backlog or limit never holds up another.
    workers.push(
      await Worker.create({
        ...shared,
        taskQueue: accountTaskQueue(taskQueue, account.provider, account.name),
        activities: { ...activities },
        ...pollingOptions(rateLimit),
      }),
    );
  }

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
        if (options.connection === undefined) await connection.close();
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
