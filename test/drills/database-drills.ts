import { setTimeout } from 'node:timers/promises';
import type { PortRequestInput } from '../../src/contract/port-request-input';
import type { ProviderName } from '../support/providers';
import { runDrill, sum, withFaults, type DrillSet, type Tally } from './drill';
import { DrilledPort } from './drilled-port';
import { startInstallation, type Installation } from './installation';
import { endOf } from './port-end';
import { startPostgresDrillServer, type PostgresDrillServer } from './postgres-drill-server';

/** With a server whose database a drill may kill, copy and replace. */
interface DatabaseInstallation extends Installation {
  readonly server: PostgresDrillServer;
}

/**
 * The second try of a submission that was refused for now comes after a time in which the databases can be copied.
 * Polls find what no webhook tells.
 */
const POLICY = { reread: ['PT30S'], watchEvery: 'PT20S' };

const PROVIDERS: readonly ProviderName[] = ['twilio', 'telnyx-v1', 'fone-dynamics'];

const DEATH = {
  name: 'database/death',
  what: 'kill -9 of PostgreSQL, alone and with Temporal, during live ports',
};
const RESTORED = {
  name: 'database/restored',
  what: 'ports are submitted, then an older copy of the database is put back',
};

/** Drills of the database. Only the server on PostgreSQL has one of its own. */
export const DATABASE_DRILLS: DrillSet = {
  servers: ['postgres'],
  drills: [DEATH, RESTORED],
  async run(names, context, onResult) {
    if (![DEATH, RESTORED].some(({ name }) => names.has(name))) return;
    const { report } = context;
    report('starts Temporal on PostgreSQL, and the processes');
    const server = await startPostgresDrillServer(report);
    const options = { isPlain: true, policy: POLICY } as const;
    const own = { ...context, startServer: () => Promise.resolve(server) };
    const started = await startInstallation('drills-database', own, options);
    const installation: DatabaseInstallation = Object.assign(started, { server });
    try {
      report('kills the database');
      if (names.has(DEATH.name)) onResult(await runDrill(DEATH.name, () => databaseDies(installation)));
      if (names.has(RESTORED.name))
        onResult(await runDrill(RESTORED.name, () => databaseIsRestored(installation, report)));
    } finally {
      await installation.stop();
    }
  },
};

/** How long the database is away. */
const OUTAGE_MS = 3_000;

/** The database dies while ports are started and submitted, and again, with Temporal, while they wait for their date. */
async function databaseDies(installation: DatabaseInstallation): Promise<Tally> {
  const { server } = installation;
  const ports = portsOf(installation, 'death', PROVIDERS, 3);
  const starting = Promise.all(ports.map((port) => port.start()));
  await setTimeout(500);
  await server.killDatabase();
  await setTimeout(OUTAGE_MS);
  await server.restartDatabase();
  await starting;
  await Promise.all(ports.map((port) => port.order()));
  await Promise.all([server.killDatabase(), server.kill()]);
  await server.restartDatabase();
  await server.restart();
  return { ...(await endsOf(ports, installation)), faults: 3 };
}

/**
 * Ports wait for their second try when the databases are copied, and are submitted after that. Then the copy is put
 * back. First without a word to the workers: if nothing was ordered twice, the drill would prove nothing. Then with
 * `PORTKEEPER_RESTORED_AT`: nothing may be.
 */
async function databaseIsRestored(
  installation: DatabaseInstallation,
  report: (line: string) => void,
): Promise<Tally> {
  report('restores the database without PORTKEEPER_RESTORED_AT');
  const unaware = portsOf(installation, 'unaware', REPEATING, 2);
  await loseTheSubmissions(installation, unaware);
  await Promise.all(unaware.map((port) => port.order()));
  const counts = await countOrders(unaware);
  const doubled = counts.filter((count) => count > 1).length;
  report(`without it ${String(doubled)} of ${String(unaware.length)} ports were ordered twice; now with it`);

  const ports = portsOf(installation, 'aware', PROVIDERS, 2);
  // A draft that nobody submits in the lost time: its order is searched for in vain, and then made once.
  const [draft] = portsOf(installation, 'draft', ['twilio'], 1, { submit: 'manual' });
  await draft!.start();
  await loseTheSubmissions(installation, ports, () => ({ PORTKEEPER_RESTORED_AT: new Date().toISOString() }));
  await draft!.say((port) => port.submit({ idempotencyKey: 'after-the-restore' }));
  const { attempts } = await draft!.until(({ orders }) => orders.length > 0);
  const results = attempts.map(({ result }) => result).join();
  const wrong = results === 'lost,sent' ? [] : [`the attempts of the draft were ${results}, not lost,sent`];
  const tally = await endsOf([...ports, draft!], installation);
  return {
    ...tally,
    faults: doubled,
    lost: tally.lost + wrong.length,
    problems: [...tally.problems, ...wrong],
  };
}

/** Who makes a second order of the same numbers. Telnyx submits a draft, and that only once. */
const REPEATING: readonly ProviderName[] = ['twilio', 'fone-dynamics'];

/** The request with which a submission commits, by provider. */
const SUBMIT: Readonly<Record<ProviderName, string>> = {
  twilio: '/Porting/PortIn$',
  'telnyx-v1': '/submit$',
  'fone-dynamics': '/Porting$',
};

/** @param settings - further variables of the workers after the restore */
async function loseTheSubmissions(
  installation: DatabaseInstallation,
  ports: readonly DrilledPort[],
  settings: () => Record<string, string> = () => ({}),
): Promise<void> {
  const { server, stack } = installation;
  for (const { provider } of ports)
    await stack.control.fault({
      provider,
      method: 'POST',
      pathPattern: SUBMIT[provider],
      kind: 'status',
      status: 429,
    });
  await Promise.all(ports.map((port) => port.start()));
  await Promise.all(ports.map((port) => port.until(({ attempts }) => attempts[0]?.result === 'delayed')));
  const snapshot = await server.snapshot();
  if ((await countOrders(ports)).some((count) => count > 0))
    throw new Error('Ports were submitted before the databases were copied.');
  await Promise.all(ports.map((port) => port.order()));
  // As an operator does it: first everything stops.
  installation.isWorkerHeld = true;
  await Promise.all([stack.worker.end('SIGKILL'), stack.receiver.end('SIGKILL'), server.kill()]);
  await server.restore(snapshot);
  await server.restart();
  // Every later start of a process reads them.
  Object.assign(stack.variables, settings());
  installation.isWorkerHeld = false;
  await stack.restartReceiver();
}

function portsOf(
  installation: Installation,
  name: string,
  providers: readonly ProviderName[],
  each: number,
  more: Partial<PortRequestInput> = {},
): DrilledPort[] {
  return providers.flatMap((provider) =>
    Array.from({ length: each }, (_, index) => {
      const requestId = `${name}-${provider}-${String(index)}-${installation.stack.account}`;
      return new DrilledPort(installation, provider, requestId, more);
    }),
  );
}

/** Pushes the order of each port to its good end, and waits for the port's. */
async function endsOf(ports: readonly DrilledPort[], installation: Installation): Promise<Tally> {
  const tallies = ports.map(async (port) => {
    const tally = await withFaults(
      async () => {
        await port.push({ to: 'ported' });
        return endOf(port, 'ported', 1);
      },
      () => 0,
    );
    if (tally.lost + tally.twice > 0) await installation.keepHistory(port.handle.requestId);
    return tally;
  });
  return sum(await Promise.all(tallies));
}

async function countOrders(ports: readonly DrilledPort[]): Promise<number[]> {
  return Promise.all(ports.map(async (port) => (await port.ordersAtProvider()).length));
}
