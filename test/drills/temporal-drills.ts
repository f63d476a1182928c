import { setTimeout } from 'node:timers/promises';
import { mapConcurrently } from '../../src/providers/concurrently';
import { portWorkflowId } from '../../src/contract/names';
import type { ProviderName } from '../support/providers';
import { providersOf, SITUATIONS } from './activity-drills';
import {
  runDrill,
  withFaults,
  type DrillContext,
  type DrillResult,
  type DrillSet,
  type Tally,
} from './drill';
import { FAULTS, ONCE_BY_NATURE, type Fault } from './fault';
import { startInstallation, type Installation } from './installation';

interface TemporalDrill {
  readonly name: string;
  readonly activityType: keyof typeof SITUATIONS;
  readonly provider: ProviderName;
  readonly fault: Fault;
}

const DRILLS: readonly TemporalDrill[] = Object.entries(SITUATIONS).flatMap(([activity, situation]) =>
  providersOf(situation).flatMap((provider) =>
    FAULTS.filter((fault) => fault !== 'twice' || activity !== ONCE_BY_NATURE).map((fault) => ({
      name: `temporal/${provider}/${activity}/${fault}`,
      activityType: activity as TemporalDrill['activityType'],
      provider,
      fault,
    })),
  ),
);

const CONCURRENCY = 8;
/** Most of them wait for Temporal to notice the death. */
const KILLED_CONCURRENCY = 16;

/** Each activity meets each fault once, on a real Temporal server, by an interceptor of a real worker. */
export const TEMPORAL_DRILLS: DrillSet = {
  drills: DRILLS.map(({ name, activityType, provider, fault }) => ({
    name,
    what: `${activityType} of a port at ${provider}: ${fault}`,
  })),
  async run(names, context, onResult) {
    const wanted = DRILLS.filter(({ name }) => names.has(name));
    if (wanted.length === 0) return;
    const installation = await startInstallation('drills', context);
    try {
      const killing = wanted.filter(({ fault }) => fault === 'killed-after');
      const others = wanted.filter(({ fault }) => fault !== 'killed-after');
      await runTogether(others, CONCURRENCY, installation, context, onResult);
      await runTogether(killing, KILLED_CONCURRENCY, installation, context, onResult);
    } finally {
      await installation.stop();
    }
  },
};

/** Drills of the same account take turns: the fault is planned for the account's next call. */
async function runTogether(
  drills: readonly TemporalDrill[],
  concurrency: number,
  installation: Installation,
  context: DrillContext,
  onResult: (result: DrillResult) => void,
): Promise<void> {
  const queues = new Map<string, TemporalDrill[]>();
  for (const drill of drills) {
    const { activityType, provider, name } = drill;
    const isOfAccount = SITUATIONS[activityType].isOfAccount === true;
    const queue = isOfAccount ? `${activityType} ${provider}` : name;
    queues.set(queue, [...(queues.get(queue) ?? []), drill]);
  }
  const turns = new Turns();
  // The longest queue first.
  const ordered = [...queues.values()].sort((a, b) => b.length - a.length);
  await mapConcurrently(ordered, concurrency, async (queue) => {
    for (const drill of queue) {
      context.report(`begins ${drill.name}`);
      onResult(await runDrill(drill.name, () => inject(drill, installation, turns)));
    }
  });
}

async function inject(
  { name, activityType, provider, fault }: TemporalDrill,
  installation: Installation,
  turns: Turns,
): Promise<Tally> {
  const { run, isOfAccount } = SITUATIONS[activityType];
  const { plan, stack } = installation;
  const requestId = `${name.replaceAll('/', '-')}-${stack.account}`;
  const call = { activityType, caller: isOfAccount === true ? provider : portWorkflowId(requestId) };
  const isInjected = () => plan.isInjected(call);
  // A dead worker takes the calls of all drills with it: only one at a time is about to kill.
  const endTurn = fault === 'killed-after' ? await turns.begin() : () => undefined;
  plan.add(call, fault);
  const running = withFaults(
    async () => {
      const tally = await run({ installation, provider, requestId });
      // The effect of a call may be seen before its fault is.
      await soon(isInjected);
      return tally;
    },
    () => (isInjected() ? 1 : 0),
  );
  const isOver = running.then(() => true);
  while (!isInjected() && !(await Promise.race([isOver, setTimeout(ASK_EVERY_MS, false)])));
  endTurn();
  const tally = await running;
  if (tally.lost + tally.twice > 0 && isOfAccount !== true) await installation.keepHistory(requestId);
  return tally;
}

const ASK_EVERY_MS = 100;
/** Buffered hints alone wait for ten seconds before they are delivered. */
const SOON_MS = 60_000;

async function soon(isTrue: () => boolean): Promise<void> {
  const deadline = Date.now() + SOON_MS;
  while (!isTrue() && Date.now() < deadline) await setTimeout(ASK_EVERY_MS);
}

/** Lets one after the other. */
class Turns {
  #last: Promise<void> = Promise.resolve();

  /** Waits for the turn. @returns what ends it */
  async begin(): Promise<() => void> {
    const before = this.#last;
    let end: () => void = () => undefined;
    this.#last = new Promise((resolve) => (end = resolve));
    await before;
    return end;
  }
}
