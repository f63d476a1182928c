import { portOutcome } from '../../src/contract/view';
import { HOUR, MINUTE } from '../../src/domain/model/time';
import { FONE_DYNAMICS_SCENARIOS, OTHER_FONE_DYNAMICS_SCENARIOS } from '../scenarios/fone-dynamics';
import { inAllNetworks } from '../scenarios/in-all-networks';
import { requestOf } from '../scenarios/scenario';
import { IDEAL_NETWORK, simulate } from '../scenarios/simulator';

// Rough networks are tried enough with Twilio's scenarios.
inAllNetworks([], [...FONE_DYNAMICS_SCENARIOS, ...OTHER_FONE_DYNAMICS_SCENARIOS]);

const scenarioOf = (name: string) =>
  [...FONE_DYNAMICS_SCENARIOS, ...OTHER_FONE_DYNAMICS_SCENARIOS].find((each) => each.name === name)!;

test('a number that went back within a day of its port is believed by the second look', async () => {
  const { port } = await simulate(requestOf(scenarioOf('21'), 'reversed'), 1, IDEAL_NETWORK);
  const at = (kind: string, to?: string) =>
    port.timeline.entries.find(
      (entry) => entry.kind === kind && (to === undefined || entry.data?.['to'] === to),
    )!.at;
  const ported = at('status_changed', 'ported');
  expect(at('reversed') - ported).toBeGreaterThanOrEqual(4 * HOUR + 5 * MINUTE - 10_000);
  expect(at('reversed') - ported).toBeLessThan(24 * HOUR);
  expect(portOutcome(port).numbers).toMatchObject([{ outcome: 'reversed' }]);
});

test('a number that stays is held for a day, with one look at its end, and then is done', async () => {
  const { port, steps } = await simulate(requestOf(scenarioOf('00'), 'held'), 1, IDEAL_NETWORK);
  const ported = port.timeline.entries.find(({ data }) => data?.['to'] === 'ported')!.at;
  expect(port.ending!.at - ported).toBeGreaterThanOrEqual(24 * HOUR);
  expect(port.ending!.at - ported).toBeLessThan(24 * HOUR + MINUTE);
  // The webhook of the cutover came before; nothing else makes it look again.
  expect(steps.filter(({ at, step }) => step.kind === 'read' && at > ported)).toHaveLength(1);
});

test('who asks for a cancel is told whom to write to', async () => {
  const scenario = scenarioOf('00-cancel');
  const { port, sandbox } = await simulate(requestOf(scenario, 'ticket'), 1, IDEAL_NETWORK, {
    does: scenario.does,
  });
  const [order] = sandbox.orders();
  const told = port.timeline.entries.find(({ kind }) => kind === 'cancel_refused')!;
  expect(told.data!['message']).toContain(`Write to Fone Dynamics' support`);
  expect(told.data!['message']).toContain(order!.ref);
  // It has nothing to be asked by.
  expect(sandbox.requests().filter(({ method }) => method !== 'GET')).toHaveLength(1);
});

test('an account that maps none of the words that are not published loses nothing, and a person has the last word', async () => {
  const { phoneNumber } = scenarioOf('00');
  const settle = { name: 'settle', numbers: [phoneNumber], as: 'ported', evidence: 'Calls arrive.' } as const;
  const { port } = await simulate(requestOf(scenarioOf('00'), 'unmapped'), 1, IDEAL_NETWORK, {
    account: { statusMap: {} },
    does: [{ whenAttention: 'no_news', id: 'settle', command: settle }],
  });
  const unknown = port.timeline.entries.filter(({ kind }) => kind === 'unknown_provider_status');
  expect(unknown.map(({ data }) => data?.['providerStatus'])).toEqual(['Submitted', 'Accepted', 'Completed']);
  // No date is believed beside an unknown status.
  expect(port.timeline.entries.some(({ kind }) => kind === 'foc_confirmed')).toBe(false);
  expect(portOutcome(port)).toMatchObject({
    phase: 'completed',
    ending: { kind: 'natural' },
    numbers: [{ outcome: 'ported' }],
  });
});
