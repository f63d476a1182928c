import { setTimeout } from 'node:timers/promises';
import type { ProviderName } from '../support/providers';
import {
  DatabasePort,
  numberOf,
  PROVIDERS,
  startDatabaseInstallation,
  untilAnswered,
  type DatabaseInstallation,
} from './database-installation';
import { runDrill, type DrillSet, type Tally } from './drill';

/** Kills and restores the database of a Temporal server, which only the server on PostgreSQL can. */
export const DATABASE_DRILLS: DrillSet = {
  servers: ['postgres'],
  drills: [
    {
      name: 'database/death',
      what: 'kill -9 of PostgreSQL, then of PostgreSQL and Temporal, during live ports',
    },
    {
      name: 'database/restored',
      what: 'ports are submitted, then an older copy of the database is put back',
    },
  ],
  async run(names, { report }, onResult) {
    if (!this.drills.some(({ name }) => names.has(name))) return;
    report('starts Temporal on PostgreSQL, and the processes');
    const installation = await startDatabaseInstallation(report);
    try {
      report('kills the database');
      if (names.has('database/death'))
        onResult(await runDrill('database/death', () => databaseDies(installation)));
      if (names.has('database/restored'))
        onResult(await runDrill('database/restored', () => databaseIsRestored(installation, report)));
    } finally {
      await installation.stop();
    }
  },
};

/** How long the database is away. */
const OUTAGE_MS = 3_000;

async function databaseDies(installation: DatabaseInstallation): Promise<Tally> {
  const { server } = installation;
  const ports = PROVIDERS.flatMap((provider) =>
    [0, 1, 2].map(
      (line) => new DatabasePort(installation, provider, `death-${String(line)}`, numberOf(provider, line)),
    ),
  );
  const starting = Promise.all(ports.map((port) => port.start()));
  await setTimeout(500);
  await server.killDatabase();
  await setTimeout(OUTAGE_MS);
  await server.restartDatabase();
  await starting;
  await Promise.all(ports.map((port) => port.untilSubmitted()));
  await Promise.all([server.killDatabase(), server.kill()]);
  await server.restartDatabase();
  await server.restart();
  return tallyOf(ports, 3);
}

/**
 * Ports wait for their second try when the database is copied, and are submitted after it. Then the copy is put back.
 * Once without a word to the workers: a drill in which nothing is ordered twice would prove nothing. Then with
 * `PORTKEEPER_RESTORED_AT`: nothing may be.
 */
async function databaseIsRestored(
  installation: DatabaseInstallation,
  report: (line: string) => void,
): Promise<Tally> {
  report('restores the database without PORTKEEPER_RESTORED_AT');
  const control = delayedPorts(installation, 'unsaid', 10, REPEATING);
  await loseTheSubmissions(installation, control);
  await Promise.all(control.map((port) => port.untilSubmitted()));
  const doubled = await countWhere(control, (orders) => orders > 1);
  report(`${String(doubled)} of ${String(control.length)} ports were ordered twice; now with it`);

  const ports = delayedPorts(installation, 'said', 20, PROVIDERS);
  // A draft that nobody submits in the lost time: its order is searched for in vain, and then made once.
  const draft = new DatabasePort(installation, 'twilio', 'draft', numberOf('twilio', 30), {
    submit: 'manual',
  });
  await draft.start();
  await loseTheSubmissions(installation, ports, () => ({ PORTKEEPER_RESTORED_AT: new Date().toISOString() }));
  await untilAnswered(() => draft.handle.submit({ idempotencyKey: 'after-the-restore' }));
  const tally = await tallyOf([...ports, draft], doubled);
  const { attempts } = await untilAnswered(() => draft.handle.view());
  const results = attempts.map(({ result }) => result).join();
  const wrong = results === 'lost,sent' ? [] : [`the attempts of the draft are ${results}, not lost,sent`];
  return { ...tally, lost: tally.lost + wrong.length, problems: [...tally.problems, ...wrong] };
}

/** A submission that is refused for now, by provider. */
const SUBMIT: Readonly<Record<ProviderName, string>> = {
  twilio: '/Porting/PortIn$',
  'telnyx-v1': '/submit$',
  'fone-dynamics': '/Porting$',
};

const PORTS_EACH = 2;

/** Who makes a second order of the same numbers. Telnyx submits a draft, and that only once. */
const REPEATING: readonly ProviderName[] = ['twilio', 'fone-dynamics'];

function delayedPorts(
  installation: DatabaseInstallation,
  name: string,
  firstLine: number,
  providers: readonly ProviderName[],
): DatabasePort[] {
  return providers.flatMap((provider) =>
    Array.from({ length: PORTS_EACH }, (_, index) => {
      const phoneNumber = numberOf(provider, firstLine + index);
      return new DatabasePort(installation, provider, `${name}-${String(index)}`, phoneNumber);
    }),
  );
}

/** @param settings - what the workers are told after the restore */
async function loseTheSubmissions(
  { server, stack }: DatabaseInstallation,
  ports: readonly DatabasePort[],
  settings: () => Record<string, string> = () => ({}),
): Promise<void> {
  for (const provider of new Set(ports.map((port) => port.provider)))
    await stack.control.fault({
      provider,
      method: 'POST',
      pathPattern: SUBMIT[provider],
      kind: 'status',
      status: 429,
      times: PORTS_EACH,
    });
  await Promise.all(ports.map((port) => port.start()));
  await Promise.all(ports.map((port) => port.until(({ attempts }) => attempts[0]?.result === 'delayed')));
  const snapshot = await server.snapshot();
  if ((await countWhere(ports, (orders) => orders > 0)) > 0)
    throw new Error('Ports were submitted before the databases were copied.');
  await Promise.all(ports.map((port) => port.untilSubmitted()));
  // As an operator does it: first everything stops.
  await Promise.all([stack.worker.end('SIGKILL'), stack.receiver.end('SIGKILL'), server.kill()]);
  await server.restore(snapshot);
  await server.restart();
  Object.assign(stack.variables, settings());
  await Promise.all([stack.restartWorker(), stack.restartReceiver()]);
}

async function tallyOf(ports: readonly DatabasePort[], faults: number): Promise<Tally> {
  const ends = await Promise.all(ports.map((port) => port.complete().catch(String)));
  const counts = await Promise.all(ports.map(async (port) => (await port.orders()).length));
  const problems = ends.filter((end) => end !== undefined);
  for (const [index, count] of counts.entries())
    if (count !== 1)
      problems.push(`${ports[index]?.handle.requestId ?? ''} has ${String(count)} orders at its provider`);
  return {
    ports: ports.length,
    faults,
    orders: counts.reduce((sum, count) => sum + count, 0),
    lost: ends.filter((end) => end !== undefined).length + counts.filter((count) => count === 0).length,
    twice: counts.reduce((sum, count) => sum + Math.max(0, count - 1), 0),
    problems,
  };
}

async function countWhere(
  ports: readonly DatabasePort[],
  satisfies: (orders: number) => boolean,
): Promise<number> {
  const counts = await Promise.all(ports.map(async (port) => (await port.orders()).length));
  return counts.filter(satisfies).length;
}
