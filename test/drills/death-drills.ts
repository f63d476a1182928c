import { setTimeout } from 'node:timers/promises';
import { random } from '../scenarios/random';
import type { ProviderName } from '../support/providers';
import { DrilledPort } from './drilled-port';
import { sum, withFaults, type Tally } from './drill';
import type { Installation } from './installation';
import { endOf } from './port-end';
import { killFor, VICTIMS } from './victims';

/** How many ports live while processes die. */
const PORTS = 50;

/** What their providers do: as usual, webhooks not at all, twice and out of order; and an answer that is lost. */
const KINDS: readonly { readonly provider: ProviderName; readonly scenarioId: string }[] = [
  ...['00', '10', '11', '12'].map((scenarioId) => ({ provider: 'twilio' as const, scenarioId })),
  ...['00', '12'].map((scenarioId) => ({ provider: 'telnyx-v1' as const, scenarioId })),
  ...['00', '10', '11', '12'].map((scenarioId) => ({ provider: 'fone-dynamics' as const, scenarioId })),
];

/** Each step of a port comes within this time of the one before, so that all of them meet deaths. */
const STEP_MS = 12_000;
/** Each process dies this often in a round. */
const DEATHS_EACH = 4;
const BETWEEN_DEATHS_MS = 4_000;
const AWAY_MS = 3_000;

/** What a provider does with an order, until the number has moved. */
const PUSHES = ['submitted', 'foc_confirmed', 'ported'] as const;

/** Polls find what no webhook told: a death must lose no port, and hints have a drill of their own. */
export const DEATH_POLICY = { watchEvery: 'PT20S' };

/** One round: fifty ports live from start to end while worker, receiver and Temporal are killed, by the seed. */
export async function deathRound(
  installation: Installation,
  round: number,
  seed: number,
  report: (line: string) => void,
): Promise<Tally> {
  const chance = random(seed * 1_000 + round);
  const ports = Array.from({ length: PORTS }, (_, index) => {
    const { provider, scenarioId } = KINDS[index % KINDS.length]!;
    const requestId = `death-${String(round)}-${String(index)}-${installation.stack.account}`;
    return new DrilledPort(installation, provider, requestId, { scenarioId });
  });
  const pauses = ports.map(() => PUSHES.concat('ported').map(() => chance() * STEP_MS));
  let ended = 0;
  const deaths = killInTurns(installation, chance, (line) =>
    report(`round ${String(round)}: ${line}; ${String(ended)} of ${String(PORTS)} ports have ended`),
  );
  const tallies = await Promise.all(
    ports.map(async (port, index) => {
      const tally = await withFaults(
        () => liveAs(port, installation, pauses[index]!),
        () => 0,
      );
      ended += 1;
      if (tally.lost + tally.twice > 0) await installation.keepHistory(port.handle.requestId);
      return tally;
    }),
  );
  return { ...sum(tallies), faults: await deaths };
}

/** Kills each process the same number of times, in an order by chance. @returns how many died */
async function killInTurns(
  installation: Installation,
  chance: () => number,
  report: (line: string) => void,
): Promise<number> {
  const turns = Array.from({ length: DEATHS_EACH }, () => VICTIMS)
    .flat()
    .map((victim) => ({ victim, order: chance(), pause: chance(), away: chance() }))
    .sort((a, b) => a.order - b.order);
  for (const [index, { victim, pause, away }] of turns.entries()) {
    await setTimeout(pause * BETWEEN_DEATHS_MS);
    report(`death ${String(index + 1)} of ${String(turns.length)}, ${victim}`);
    await killFor(victim, installation, away * AWAY_MS);
  }
  return turns.length;
}

async function liveAs(
  port: DrilledPort,
  { stack }: Installation,
  [beforeStart = 0, ...pauses]: readonly number[],
): Promise<Omit<Tally, 'faults'>> {
  await setTimeout(beforeStart);
  await port.start();
  const { ref } = await port.orderAtProvider();
  for (const [index, to] of PUSHES.entries()) {
    await setTimeout(pauses[index] ?? 0);
    await stack.control.advance(ref, { to });
  }
  return endOf(port, 'ported', 1);
}
