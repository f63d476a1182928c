import { AWAY_ACTIVITIES, workerAway } from './away-drills';
import { DEATH_POLICY, deathRound } from './death-drills';
import { runDrill, type DrillContext, type DrillSet, type Tally } from './drill';
import { acknowledgedHints, earlyHints, HINT_POLICY } from './hint-drills';
import { startInstallation, type Installation, type InstallationOptions } from './installation';
import { REARM_POLICY, rearmedAfterDeath } from './rearm-drill';

/** How many rounds of deaths there are. */
const ROUNDS = 3;

interface ProcessDrill {
  readonly name: string;
  readonly what: string;
  readonly run: (installation: Installation, context: DrillContext) => Promise<Tally>;
}

/** Drills that share an installation. */
interface Group {
  readonly name: string;
  readonly options: InstallationOptions;
  readonly drills: readonly ProcessDrill[];
}

const GROUPS: readonly Group[] = [
  {
    name: 'death',
    options: { isPlain: true, policy: DEATH_POLICY },
    drills: Array.from({ length: ROUNDS }, (_, index) => ({
      name: `processes/death/round-${String(index + 1)}`,
      what: 'kill -9 of worker, receiver and Temporal during 50 live ports',
      run: (installation, { seed, report }) => deathRound(installation, index + 1, seed, report),
    })),
  },
  {
    name: 'hints',
    options: { isPlain: true, policy: HINT_POLICY },
    drills: [
      {
        name: 'processes/hints/acknowledged',
        what: 'webhooks come while processes die: what was answered 2xx is read',
        run: (installation, { seed, report }) => acknowledgedHints(installation, seed, report),
      },
      {
        name: 'processes/hints/early',
        what: 'webhooks come before their port knows its order, and processes die',
        run: (installation) => earlyHints(installation),
      },
    ],
  },
  {
    name: 'rearm',
    options: { isPlain: true, policy: REARM_POLICY },
    drills: [
      {
        name: 'processes/rearm',
        what: 'a date moves earlier, processes die, and the notice comes at the new date',
        run: (installation) => rearmedAfterDeath(installation),
      },
    ],
  },
  {
    name: 'away',
    options: {},
    drills: AWAY_ACTIVITIES.map((activityType) => ({
      name: `processes/away/${activityType}`,
      what: `the only worker dies during ${activityType}, and the next comes after 75 s`,
      run: (installation) => workerAway(activityType, installation),
    })),
  },
];

/** Real processes die with SIGKILL, Temporal among them. */
export const PROCESS_DRILLS: DrillSet = {
  drills: GROUPS.flatMap(({ drills }) => drills.map(({ name, what }) => ({ name, what }))),
  async run(names, context, onResult) {
    for (const { name: group, options, drills } of GROUPS) {
      const wanted = drills.filter(({ name }) => names.has(name));
      if (wanted.length === 0) continue;
      context.report(`starts the processes of ${group}`);
      const installation = await startInstallation(`drills-${group}`, context, options);
      try {
        for (const { name, run } of wanted) onResult(await runDrill(name, () => run(installation, context)));
      } finally {
        await installation.stop();
      }
    }
  },
};
