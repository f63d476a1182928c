import { inAllNetworks } from '../scenarios/in-all-networks';
import { requestOf, type Act } from '../scenarios/scenario';
import { IDEAL_NETWORK, simulate } from '../scenarios/simulator';
import { OTHER_TELNYX_SCENARIOS, TELNYX_SCENARIOS } from '../scenarios/telnyx-v1';

// No webhooks, so the network changes little but the time of the day at which the port looks.
inAllNetworks([], [...TELNYX_SCENARIOS, ...OTHER_TELNYX_SCENARIOS]);

/** The requests of one kind that Telnyx got in a run. */
async function asked(scenarioId: string, does: readonly Act[], method: string, path: RegExp) {
  const scenario = TELNYX_SCENARIOS.find((each) => each.scenarioId === scenarioId)!;
  const { sandbox } = await simulate(requestOf(scenario, 'asked'), 1, IDEAL_NETWORK, { does });
  return sandbox.requests().filter((request) => request.method === method && path.test(request.path));
}

test('a cancel inside the window reaches Telnyx, whose people may still help', async () => {
  const late: Act = { whenPhase: 'window_closed', id: 'late', command: { name: 'cancel' } };
  expect(await asked('06', [late], 'POST', /\/cancellation$/)).toMatchObject([{ status: 422 }]);
});

test('what is amended before there is a sub request reaches it when it comes', async () => {
  const patch = { subscriber: { name: 'Acme Holding LLC' } };
  const early: Act = { whenPhase: 'waiting_for_foc', id: 'early', command: { name: 'amend', patch } };
  expect(await asked('21', [early], 'PUT', /\/port_requests\/[^/]+\/sub_requests\//)).toMatchObject([
    { status: 200 },
  ]);
});
