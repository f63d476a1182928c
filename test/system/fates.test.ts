import { Client, Connection } from '@temporalio/client';
import { PortingClient } from '../../src/client/porting-client';
import { PortingError } from '../../src/client/porting-error';
import type { PortHandle } from '../../src/client/port-handle';
import type { PortOutcome, TimelineEntryView } from '../../src/contract/port-view';
import { numberWithFate, twilioRequest } from '../scenarios/request';
import { SCENARIOS, type Act } from '../scenarios/scenarios';
import { startProcesses, type ProcessStack } from '../support/process-stack';
import { eventually } from '../support/stack';

/** Long enough that a process can be killed and started within a few days. */
const DAY_SECONDS = 2;

/** Durations under an hour do not shrink with the day, so the account says how long an unknown create settles. */
const POLICY = { settle: 'PT1S' };

/** What became of one port. */
interface Life {
  readonly outcome: PortOutcome;
  readonly timeline: readonly TimelineEntryView[];
  /** What each command was answered, in order: the numbers that were accepted, or the refusal. */
  readonly answers: readonly (readonly string[] | PortingError)[];
}

let stack: ProcessStack;
let porting: PortingClient;
let lives: Map<string, Life>;
beforeAll(async () => {
  stack = await startProcesses('fates', DAY_SECONDS, POLICY);
  const connection = await Connection.connect({ address: stack.variables['TEMPORAL_ADDRESS']! });
  porting = new PortingClient({ client: new Client({ connection }), connection }, stack.account);
  // All of them live at once: a life takes half a minute.
  lives = new Map(
    await Promise.all(SCENARIOS.map(async ({ fate, does }) => [fate, await live(fate, does)] as const)),
  );
}, 120_000);
afterAll(async () => {
  await porting.close();
  await stack.stop();
});

test.each(SCENARIOS)('fate $fate ends as promised, as real processes: $what', async ({ fate, end }) => {
  const phoneNumber = numberOf(fate);
  const { outcome, timeline } = lives.get(fate)!;
  const told = Object.fromEntries(
    Object.keys(end.told).map((kind) => [kind, timeline.filter((entry) => entry.kind === kind).length]),
  );
  expect({ phase: outcome.phase, numbers: outcome.numbers, told }).toEqual({
    phase: end.phase,
    numbers: [{ phoneNumber, outcome: end.outcome }],
    told: end.told,
  });
  expect(await stack.control.ordersFor(phoneNumber)).toHaveLength(end.orders);
});

test('a cancel in time is accepted, though the provider ports all the same (fate 13)', () => {
  expect(lives.get('13')!.answers).toEqual([[numberOf('13')]]);
});

test('a cancel after the window has closed is refused, with the date and the deadline (fate 06)', () => {
  const { answers, timeline } = lives.get('06')!;
  const moved = timeline.find(({ kind }) => kind === 'foc_changed')!;
  expect(answers).toEqual([expect.any(PortingError)]);
  expect(answers[0]).toMatchObject({
    code: 'cancellation_window_closed',
    refused: [
      {
        number: numberOf('06'),
        code: 'cancellation_window_closed',
        cancelBy: moved.data!['cancelBy'],
        foc: moved.data!['foc'],
      },
    ],
  });
});

test('a cancel that the provider refuses needs a person (fate 19)', () => {
  const { answers, timeline } = lives.get('19')!;
  expect(answers).toEqual([[numberOf('19')]]);
  expect(timeline).toContainEqual(
    expect.objectContaining({
      kind: 'attention_raised',
      numbers: [numberOf('19')],
      data: expect.objectContaining({ cause: 'cancel_refused' }),
    }),
  );
});

test('a port survives the SIGKILL of its worker while it waits for the FOC', async () => {
  const phoneNumber = numberWithFate('00', '32');
  const port = await start('killed', phoneNumber);
  await eventually(
    () => port.view(),
    ({ phase }) => phase === 'awaiting_signature' || phase === 'waiting_for_foc',
  );
  await stack.restartWorker();
  expect((await port.result()).phase).toBe('completed');
  expect(await stack.control.ordersFor(phoneNumber)).toHaveLength(1);
}, 90_000);

function numberOf(fate: string): string {
  return numberWithFate(fate, '31');
}

/** From the start to the end, with what somebody does on the way. */
async function live(fate: string, does: readonly Act[] = []): Promise<Life> {
  const port = await start(`fate-${fate}`, numberOf(fate));
  const answers: Life['answers'][number][] = [];
  for (const { whenPhase, id, command } of does) {
    await eventually(
      () => port.view(),
      ({ phase }) => phase === whenPhase,
      60_000,
    );
    if (command.name !== 'cancel') throw new Error(`No scenario does ${command.name} yet.`);
    const { name: _, ...input } = command;
    answers.push(await answerTo(port.cancel({ idempotencyKey: id, by: 'operator', ...input })));
  }
  return { outcome: await port.result(), timeline: await port.timeline(), answers };
}

async function answerTo(command: ReturnType<PortHandle['cancel']>): Promise<Life['answers'][number]> {
  try {
    return (await command).accepted;
  } catch (error) {
    if (!(error instanceof PortingError)) throw error;
    return error;
  }
}

async function start(name: string, phoneNumber: string): Promise<PortHandle> {
  const requestId = `${name}-${stack.account}`;
  return porting.start({
    ...twilioRequest({ requestId, numbers: [{ phoneNumber }] }),
    account: stack.account,
  });
}
