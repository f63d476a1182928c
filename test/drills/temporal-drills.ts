import { mapConcurrently } from '../../src/providers/concurrently';
import { portWorkflowId } from '../../src/contract/names';
import type { ProviderName } from '../support/providers';
import { providersOf, SITUATIONS } from './activity-drills';
import { runDrill, type DrillContext, type DrillResult, type DrillSet, type Tally } from './drill';
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

/** A dead worker takes the calls of all drills with it, so few run beside each other. */
const KILLED_CONCURRENCY = 6;
const CONCURRENCY = 8;

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
  const lanes = new Map<string, TemporalDrill[]>();
  for (const drill of drills) {
    const { activityType, provider, name } = drill;
    const isOfAccount = SITUATIONS[activityType].isOfAccount === true;
    const lane = isOfAccount ? `${activityType} ${provider}` : name;
    lanes.set(lane, [...(lanes.get(lane) ?? []), drill]);
  }
  // The longest lanes first.
  const ordered = [...lanes.values()].sort((a, b) => b.length - a.length);
  await mapConcurrently(ordered, concurrency, async (lane) => {
    for (const drill of lane) {
      context.report(`begins ${drill.name}`);
      onResult(await runDrill(drill.name, () => inject(drill, installation)));
    }
  });
}

async function inject(
  { name, activityType, provider, fault }: TemporalDrill,
  installation: Installation,
): Promise<Tally> {
  const { run, isOfAccount } = SITUATIONS[activityType];
  const requestId = `${name.replaceAll('/', '-')}-${installation.stack.account}`;
  const call = { activityType, caller: isOfAccount === true ? provider : portWorkflowId(requestId) };
  installation.plan.add(call, fault);
  const tally = await run({ installation, provider, requestId });
  const faults = installation.plan.isInjected(call) ? 1 : 0;
  return { ...tally, faults };
}
