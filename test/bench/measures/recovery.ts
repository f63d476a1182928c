import { Connection } from '@temporalio/client';
import { PortingClient } from '../../../src/client/porting-client';
import { SECOND } from '../../../src/domain/model/time';
import { mapConcurrently } from '../../../src/providers/concurrently';
import { WORKER_OPTIONS } from '../../../temporal.config';
import { encryptedClient } from '../../support/encrypted-client';
import { startProcesses } from '../../support/process-stack';
import { eventually } from '../../support/stack';
import type { Measure } from '../measure';
import { numberOf, requestOf } from '../requests';

const PORTS = 50;
const CONCURRENCY = 10;
/** A day is long, so that nothing happens by the clock. */
const DAY_SECONDS = 1_200;
const PATIENCE_MS = 60_000;

/** How long requests to the ports of a killed worker wait for it. */
const STICKY_SECONDS = Number.parseInt(WORKER_OPTIONS.stickyQueueScheduleToStartTimeout, 10);

/** A worker is killed while webhooks come, and another one takes over. A lost or doubled order fails the measure. */
export const RECOVERY: Measure = {
  name: 'recovery',
  what: `from kill -9 of the worker of ${String(PORTS)} ports to the last port that has read its news, beside the sticky time-out`,
  unit: 's',
  goal: { atMost: 2 },
  async run({ server, report }) {
    const stack = await startProcesses('bench-recovery', DAY_SECONDS, {
      settings: { TEMPORAL_ADDRESS: server.address },
    });
    const connection = await Connection.connect({ address: server.address });
    const porting = new PortingClient({ client: encryptedClient(connection), connection }, stack.account);
    try {
      const indexes = Array.from({ length: PORTS }, (_, index) => index);
      const ports = await mapConcurrently(indexes, CONCURRENCY, (index) =>
        porting.start(requestOf(`${stack.account}-${String(index)}`, stack.account, numberOf(index))),
      );
      const inPhase = (phase: string) => async () =>
        (await Promise.all(ports.map((port) => port.view()))).filter((view) => view.phase === phase);
      const open = await eventually(
        inPhase('waiting_for_foc'),
        ({ length }) => length === PORTS,
        PATIENCE_MS,
      );
      report(`recovery: kills the worker of ${String(PORTS)} ports`);
      const killedAt = performance.now();
      await stack.worker.end('SIGKILL');
      const isBack = stack.restartWorker();
      await mapConcurrently(open, CONCURRENCY, ({ orders: [order] }) =>
        stack.control.advance(order!.ref, { to: 'awaiting_signature' }),
      );
      await isBack;
      await eventually(inPhase('awaiting_signature'), ({ length }) => length === PORTS, PATIENCE_MS);
      const value = (performance.now() - killedAt) / SECOND;
      const orders = (await stack.control.creates()).length;
      if (orders !== PORTS) throw new Error(`There are ${String(orders)} orders of ${String(PORTS)} ports.`);
      return [{ value, baseline: STICKY_SECONDS }];
    } finally {
      await porting.close();
      await stack.stop();
    }
  },
};
