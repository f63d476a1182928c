import { Connection } from '@temporalio/client';
import { PortingClient } from '../../src/client/porting-client';
import { PortingError } from '../../src/client/porting-error';
import type { PortHandle } from '../../src/client/port-handle';
import type { PortRequestInput } from '../../src/contract/port-request-input';
import type { PortView } from '../../src/contract/port-view';
import { retriesUntilClosed } from '../../src/config/grpc-retries';
import type { ProductionServer } from '../../tools/production-server';
import { requestFor, testNumber } from '../scenarios/request';
import { encryptedClient } from '../support/encrypted-client';
import { startProcesses, type ProcessStack } from '../support/process-stack';
import type { ProviderName } from '../support/providers';
import { eventually } from '../support/stack';
import type { DrillServer } from './drill-server';
import { startPostgresDrillServer } from './postgres-drill-server';

/** A day is long: nothing happens by the clock but what a drill pushes. A new order is unseen by lists for 0.8 s of it. */
const DAY_SECONDS = 1_200;

/** A submission that was refused for now is repeated after a time in which the databases can be copied. */
const POLICY = { searchDelay: 'PT2S', reread: ['PT30S'], holdAfterPorted: 'PT0S' };

/** Longer than everything that may happen between a death and the next answer. */
const PATIENCE_MS = 180_000;

export const PROVIDERS: readonly ProviderName[] = ['twilio', 'telnyx-v1', 'fone-dynamics'];

/** Temporal on PostgreSQL, and sandbox, receiver and `portkeeper worker` as processes. */
export interface DatabaseInstallation {
  readonly server: DrillServer & ProductionServer;
  readonly stack: ProcessStack;
  readonly porting: PortingClient;
  stop(): Promise<void>;
}

export async function startDatabaseInstallation(
  report: (line: string) => void,
): Promise<DatabaseInstallation> {
  const server = await startPostgresDrillServer(report);
  const stack = await startProcesses('database', DAY_SECONDS, {
    policy: POLICY,
    others: ['telnyx-v1', 'fone-dynamics'],
    settings: { TEMPORAL_ADDRESS: server.address },
  });
  const connection = await Connection.connect({
    address: server.address,
    interceptors: retriesUntilClosed(),
  });
  const porting = new PortingClient({ client: encryptedClient(connection), connection }, stack.account);
  return {
    server,
    stack,
    porting,
    async stop() {
      await stack.stop();
      await porting.close();
      await server.stop();
    },
  };
}

/** A port of one number. */
export class DatabasePort {
  readonly handle: PortHandle;
  readonly #input: PortRequestInput;

  constructor(
    readonly installation: DatabaseInstallation,
    readonly provider: ProviderName,
    readonly name: string,
    readonly phoneNumber: string,
    more: Partial<PortRequestInput> = {},
  ) {
    const requestId = `${name}-${provider}-${installation.stack.account}`;
    const numbers = [{ phoneNumber }];
    const { account } = installation.stack;
    this.#input = { ...requestFor(provider, { requestId, numbers, ...more }), account };
    this.handle = installation.porting.get(requestId);
  }

  async start(): Promise<void> {
    await untilAnswered(() => this.installation.porting.start(this.#input));
  }

  async until(satisfies: (view: PortView) => boolean): Promise<PortView> {
    return eventually(() => untilAnswered(() => this.handle.view()), satisfies, PATIENCE_MS);
  }

  /** Every order that the provider ever made for the number. */
  async orders() {
    const all = await this.installation.stack.control.ordersFor(this.phoneNumber);
    return all.filter(({ provider }) => provider === this.provider);
  }

  /** Waits until the port knows its order. */
  async untilSubmitted(): Promise<void> {
    await this.until(({ orders }) => orders.length > 0);
  }

  /** Pushes the newest order to its good end, and waits for the port's. @returns what is wrong, if anything is */
  async complete(): Promise<string | undefined> {
    await this.untilSubmitted();
    const orders = await this.orders();
    const newest = orders.at(-1);
    if (newest !== undefined) await this.installation.stack.control.port(newest);
    // Telnyx sends no webhooks, and the next poll is far away.
    await untilAnswered(() => this.handle.refresh()).catch((error: unknown) => {
      if (!(error instanceof PortingError) || error.code !== 'port_ended') throw error;
    });
    const { phase } = await this.until(({ outcome }) => outcome !== undefined);
    return phase === 'completed' ? undefined : `${this.handle.requestId} ended ${phase}`;
  }
}

/** Numbers that no other port of a drill uses: each line has its own at each provider. */
export function numberOf(provider: ProviderName, line: number): string {
  return testNumber('00', String(line).padStart(2, '0'), provider);
}

const UNANSWERED: readonly string[] = [
  'no_worker',
  'no_answer',
  'port_stuck',
  'not_decided_yet',
  'temporal_unreachable',
];

/** Asks until Temporal and a worker answer. */
export async function untilAnswered<T>(ask: () => Promise<T>): Promise<T> {
  const deadline = Date.now() + PATIENCE_MS;
  for (;;) {
    try {
      return await ask();
    } catch (error) {
      const isUnanswered = error instanceof PortingError && UNANSWERED.includes(error.code);
      if (!isUnanswered || Date.now() > deadline) throw error;
      await new Promise((resolve) => setTimeout(resolve, 500));
    }
  }
}
