import { failureOf } from '../scripted';
import { operating } from './examples';

/** Which events `webhooks.set` has Twilio send. */
const OURS = 'https://hooks.example/webhooks/twilio/default/k1.abc';
const OLDER = 'https://hooks.example/webhooks/twilio/default/k0.old';
const FOREIGN = 'https://foreign.example/hook?key=s3cr3t';
const COMPLETED = 'PortInCompleted';
const CANCELED = 'PortInCanceled';

const configured = (url: string | null, events: readonly string[] | null, portOut: string | null = null) => ({
  json: { port_in_target_url: url, port_out_target_url: portOut, notifications_of: events },
});

it('nothing is set at another receiver’s, whatever the events', async () => {
  const { run, sent } = operating([configured(FOREIGN, [])]);
  const { problem } = await failureOf(run('webhooks.set', { url: OURS, events: [COMPLETED] }));
  expect(problem).toMatchObject({ code: 'foreign_webhook_url', outcome: 'refused' });
  expect(sent).toHaveLength(1);
});

it('an event that Twilio does not know is refused, without our URL', async () => {
  const refusal = { code: 20001, message: `Unknown event PortInX for ${OURS}`, status: 400 };
  const { run } = operating([configured(OURS, []), { status: 400, json: refusal }]);
  const { problem } = await failureOf(run('webhooks.set', { url: OURS, events: ['PortInX'] }));
  expect(problem).toMatchObject({ code: 'provider_refused', providerCode: '20001' });
  expect(problem.message).toContain('PortInX');
  expect(problem.message).not.toContain('k1.abc');
});

it.each<[string, string | null, readonly string[] | null, readonly string[]]>([
  ['where there was no URL', null, null, [COMPLETED]],
  ['with our URL as it is', OURS, [], [COMPLETED, CANCELED]],
  ['with more than there were', OURS, [COMPLETED], [CANCELED, COMPLETED]],
  ['with fewer than there were', OURS, [COMPLETED, CANCELED], [COMPLETED]],
  ['with others than there were', OURS, [COMPLETED], [CANCELED]],
  ['with all instead of some', OURS, [COMPLETED], []],
  ['with all for another URL', OLDER, [], []],
  ['with the same for another URL', OLDER, [COMPLETED], [COMPLETED]],
])('they are sent: %s', async (_, url, before, events) => {
  const { run, asked, bodies } = operating([
    configured(url, before),
    { ...configured(OURS, events), status: 201 },
  ]);
  await expect(run('webhooks.set', { url: OURS, events })).resolves.toEqual({
    url: OURS,
    events,
    changed: true,
  });
  expect(asked()[1]).toBe('POST /v1/Porting/Configuration/Webhook');
  expect(bodies()[1]).toEqual({ port_in_target_url: OURS, notifications_of: events });
});

it.each<[string, readonly string[] | null, readonly string[] | undefined]>([
  ['the same', [COMPLETED, CANCELED], [COMPLETED, CANCELED]],
  ['the same in another order', [COMPLETED, CANCELED], [CANCELED, COMPLETED]],
  ['the same, named twice', [COMPLETED], [COMPLETED, ` ${COMPLETED} `]],
  ['all, as before', [], []],
  ['all, as Twilio says nothing of any', null, []],
  ['not named', [COMPLETED], undefined],
])('nothing is sent when the events are %s', async (_, before, events) => {
  const { run, asked } = operating([configured(OURS, before)]);
  await expect(run('webhooks.set', { url: OURS, events })).resolves.toEqual({
    url: OURS,
    events: before ?? [],
    changed: false,
  });
  expect(asked()).toEqual(['GET /v1/Porting/Configuration/Webhook']);
});

it('the URL of ports out stays as it is', async () => {
  const { run, bodies } = operating([
    configured(OURS, [], FOREIGN),
    { ...configured(OURS, [COMPLETED], FOREIGN), status: 201 },
  ]);
  await run('webhooks.set', { url: OURS, events: [COMPLETED] });
  expect(bodies()[1]).toEqual({
    port_in_target_url: OURS,
    port_out_target_url: FOREIGN,
    notifications_of: [COMPLETED],
  });
});

it('fifty events with a hundred characters each are taken', async () => {
  const events = Array.from({ length: 50 }, (_, i) => `Event${i}`.padEnd(100, 'x'));
  const { run, bodies } = operating([configured(OURS, []), { ...configured(OURS, events), status: 201 }]);
  await expect(run('webhooks.set', { url: OURS, events })).resolves.toMatchObject({ changed: true });
  expect(bodies()[1]).toMatchObject({ notifications_of: events });
});
