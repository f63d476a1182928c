import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { isLoopback } from '../../config/variables';
import { sharedReadiness } from '../../receiver/readiness';
import type { PortWorker, WorkerReadiness } from '../../worker/worker';

/** Where the health checks of a worker process are answered. */
export interface HealthAddress {
  readonly port: number;
  readonly host: string;
}

/** The listening server of the health checks. */
export interface WorkerHealth {
  /** The address it listens on, for example `http://127.0.0.1:8082`. */
  readonly address: string;
  /** Replaces the answer `starting` by the readiness of the worker. */
  watch(worker: Pick<PortWorker, 'readiness'>): void;
  /** Stops the server; open connections are cut. */
  close(): void;
}

/** An answer as the receiver gives it, with the two states that only a worker has. */
interface HealthAnswer extends Partial<WorkerReadiness> {
  readonly status: 'alive' | 'ready' | 'not_ready' | 'starting' | 'draining';
}

/**
 * Answers the health checks of a worker process, on the paths of the receiver. `GET /healthz`: 200 as long as
 * the event loop runs, also while the worker starts or drains. `GET /readyz`: 200 if Temporal answers and all
 * Temporal workers of the process poll, else 503. It listens before Temporal can be reached, so a process that
 * waits for Temporal is alive and not ready.
 *
 * @param stopped - aborted when the process begins to drain
 */
export async function serveWorkerHealth(
  { port, host }: HealthAddress,
  stopped: AbortSignal,
): Promise<WorkerHealth> {
  let readiness: (() => Promise<WorkerReadiness>) | undefined;
  const server = createServer((request, response) => {
    void answerTo(request.method === 'GET' ? request.url?.split('?')[0] : undefined).then((answer) => {
      const isGood = answer?.status === 'alive' || answer?.status === 'ready';
      response.writeHead(answer === undefined ? 404 : isGood ? 200 : 503, {
        'content-type': 'application/json; charset=utf-8',
      });
      response.end(JSON.stringify(answer ?? { status: 'not_found' }));
    });
  });

  async function answerTo(path: string | undefined): Promise<HealthAnswer | undefined> {
    if (path === '/healthz') return { status: 'alive' };
    if (path !== '/readyz') return undefined;
    const report = stopped.aborted ? undefined : await readiness?.();
    // The process may have been stopped while Temporal was asked.
    if (stopped.aborted) return { status: 'draining' };
    return report === undefined ? { status: 'starting' } : { status: statusOf(report), ...shown(report) };
  }

  /** As at the receiver, the accounts are named on this machine only. */
  function shown({ accounts, ...report }: WorkerReadiness): Partial<WorkerReadiness> {
    return { ...report, ...(isLoopback(host) && { accounts }) };
  }

  server.listen({ host, port });
  await once(server, 'listening');
  return {
    address: `http://${host.includes(':') ? `[${host}]` : host}:${String((server.address() as AddressInfo).port)}`,
    watch: (worker) => (readiness = sharedReadiness(() => worker.readiness())),
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}

function statusOf({ temporal, workflows, accounts }: WorkerReadiness): 'ready' | 'not_ready' {
  const isReady = temporal === 'reachable' && workflows.served && accounts.every(({ served }) => served);
  return isReady ? 'ready' : 'not_ready';
}
