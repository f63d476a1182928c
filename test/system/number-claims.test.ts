import { NumberClaims } from '../../src/claims/number-claims';
import type { PortHandle } from '../../src/client/port-handle';
import { PortingError } from '../../src/client/porting-error';
import type { PortView } from '../../src/contract/port-view';
import { SECOND } from '../../src/domain/model/time';
import { twilioRequest } from '../scenarios/request';
import { SandboxControl } from '../support/sandbox-control';
import { eventually, NUMBER_KEY, startStack, type Stack } from '../support/stack';

/**
 * One live claim for each number: whatever starts at the same instant, exactly one port of a number is submitted, and the
 * others ask a person.
 */
const PAIRS = 100;
const SOON_MS = 90_000;

let stack: Stack;
let claims: NumberClaims;
beforeAll(async () => {
  stack = await startStack({
    name: 'number-claims',
    claimsNumbers: true,
    policy: { searchDelay: 2 * SECOND },
  });
  claims = new NumberClaims({ taskQueue: stack.account, key: NUMBER_KEY }, stack.client.workflow);
});
afterAll(async () => {
  await stack.stop();
});

/** Numbers without a scenario of their own, none used twice. */
let lines = 0;
function nextNumber(): string {
  lines++;
  return `+1212${String(2_000_000 + lines * 1_000)}`;
}

async function start(requestId: string, ...phoneNumbers: string[]): Promise<PortHandle> {
  const numbers = phoneNumbers.map((phoneNumber) => ({ phoneNumber }));
  return stack.porting.start({ ...twilioRequest({ requestId, numbers }), account: stack.account });
}

/** The view, as soon as a worker that is busy with hundreds of ports answers. */
async function viewOf(port: PortHandle): Promise<PortView> {
  for (;;) {
    const answer = await port.view().catch((error: unknown) => {
      if (error instanceof PortingError && error.code === 'no_answer') return undefined;
      throw error;
    });
    if (answer !== undefined) return answer;
  }
}

async function submitted(port: PortHandle): Promise<PortView> {
  return eventually(
    () => viewOf(port),
    ({ orders }) => orders.length > 0,
    SOON_MS,
  );
}

async function waiting(port: PortHandle): Promise<PortView> {
  return eventually(
    () => viewOf(port),
    ({ attentions }) => attentions.some(({ cause }) => cause === 'number_in_flight'),
    SOON_MS,
  );
}

/** The provider carries the cancel out at once. */
async function endByCancel(port: PortHandle): Promise<void> {
  await port.cancel({});
  const { orders } = await port.view();
  await new SandboxControl(stack.sandbox.url).advance(orders[0]!.ref, { to: 'canceled' });
  await port.result();
}

/** Waits until both ports know where they stand. */
async function settled(ports: readonly PortHandle[]): Promise<readonly PortView[]> {
  return Promise.all(
    ports.map((port) =>
      eventually(
        () => viewOf(port),
        ({ orders, attentions }) => orders.length > 0 || attentions.length > 0,
        SOON_MS,
      ),
    ),
  );
}

test(
  `of two ports of a number that start at the same instant, exactly one is submitted: ${String(PAIRS)} times`,
  async () => {
    const pairs = await Promise.all(
      Array.from({ length: PAIRS }, async (_, pair) => {
        const number = nextNumber();
        return Promise.all(['a', 'b'].map((side) => start(`pair-${String(pair)}-${side}`, number)));
      }),
    );
    const views: (readonly PortView[])[] = [];
    // One after the other: hundreds of queries at once would keep the worker from its work.
    for (const pair of pairs) views.push(await settled(pair));
    expect(views.map((pair) => pair.filter(({ orders }) => orders.length > 0).length)).toEqual(
      views.map(() => 1),
    );
    const losers = views.flat().filter(({ orders }) => orders.length === 0);
    expect(losers.flatMap(({ attentions }) => attentions.map(({ cause }) => cause))).toEqual(
      losers.map(() => 'number_in_flight'),
    );
  },
  SOON_MS + 30_000,
);

test(
  'of two ports with common numbers in opposite orders, one gets all of its numbers',
  async () => {
    const pairs = await Promise.all(
      Array.from({ length: 10 }, async (_, pair) => {
        const [a, b, c, d] = [nextNumber(), nextNumber(), nextNumber(), nextNumber()];
        return Promise.all([
          start(`common-${String(pair)}-a`, a, b, c),
          start(`common-${String(pair)}-b`, d, c, b),
        ]);
      }),
    );
    const views: (readonly PortView[])[] = [];
    // One after the other: hundreds of queries at once would keep the worker from its work.
    for (const pair of pairs) views.push(await settled(pair));
    expect(views.map((pair) => pair.filter(({ orders }) => orders.length > 0).length)).toEqual(
      views.map(() => 1),
    );
  },
  SOON_MS + 30_000,
);

/** A check of more numbers is made in parts of a hundred. */
const OF_TWO_PARTS = 120;

/** Numbers in the order in which they are claimed. */
const numbersOf = (count: number) => Array.from({ length: count }, nextNumber).toSorted();

test('a port that waits for a number of its second part keeps none of the first, so a third port goes on', async () => {
  const numbers = numbersOf(OF_TWO_PARTS);
  const [early, late] = [numbers[3]!, numbers[OF_TWO_PARTS - 2]!];
  const first = await start('has-a-late-number', late);
  await submitted(first);
  const large = await start('of-two-parts', ...numbers.toReversed());
  expect((await waiting(large)).attentions).toMatchObject([{ numbers: [late] }]);
  for (const number of numbers)
    expect([number, (await claims.find(number))?.requestId]).toEqual([
      number,
      number === late ? 'has-a-late-number' : undefined,
    ]);

  const third = await start('has-an-early-number', early);
  await submitted(third);
  await endByCancel(first);
  await endByCancel(third);
  // The answers of the first part are recent, but its numbers must be claimed again.
  await large.refresh({});
  await submitted(large);
  const owners = await Promise.all(numbers.map(async (number) => (await claims.find(number))?.requestId));
  expect(new Set(owners)).toEqual(new Set(['of-two-parts']));
}, 120_000);

test('of large ports whose numbers overlap in a chain, one is submitted, and the others keep no claim', async () => {
  const numbers = numbersOf(2 * OF_TWO_PARTS);
  const ports = await Promise.all(
    [0, 1, 2].map((link) => {
      // Each shares half of its numbers with the next, and all share one.
      const own = numbers.slice((link * OF_TWO_PARTS) / 2, (link * OF_TWO_PARTS) / 2 + OF_TWO_PARTS);
      return start(`chain-${String(link)}`, ...new Set([...own, numbers[OF_TWO_PARTS]!]));
    }),
  );
  const views = await settled(ports);
  const winners = views.filter(({ orders }) => orders.length > 0).map(({ requestId }) => requestId);
  expect(winners).toHaveLength(1);
  const owners = await Promise.all(numbers.map(async (number) => (await claims.find(number))?.requestId));
  expect(new Set(owners.filter((owner) => owner !== undefined))).toEqual(new Set(winners));
}, 120_000);

test.each([
  ['none of its parts was answered', 0],
  ['only its first part was answered', OF_TWO_PARTS - 1],
])(
  'a port that ends when %s leaves no claim',
  async (what, failing) => {
    const numbers = numbersOf(OF_TWO_PARTS);
    const pathPattern = `Portability.*${numbers[failing]!.slice(1)}`;
    await new SandboxControl(stack.sandbox.url).fault({
      method: 'GET',
      pathPattern,
      kind: 'status',
      status: 503,
      times: 1_000,
    });
    const requestId = what.replaceAll(' ', '-');
    const port = await start(requestId, ...numbers);
    await eventually(
      async () => claims.find(numbers[failing]!),
      (claim) => claim?.requestId === requestId,
      SOON_MS,
    );
    await port.abandon({});
    await port.result();
    // The check may still be claiming: its worker learns of the cancel within half a minute.
    await eventually(
      async () =>
        (await Promise.all(numbers.map((number) => claims.find(number)))).flatMap((claim) => claim ?? []),
      (left) => left.length === 0,
      SOON_MS,
    );
  },
  120_000,
);

test('the port that waits names the other one, and goes on when that one has ended', async () => {
  const number = nextNumber();
  const first = await start('first', number);
  await submitted(first);
  const second = await start('second', number);
  const { attentions } = await waiting(second);
  expect(attentions).toMatchObject([{ numbers: [number], message: expect.stringContaining('Port first') }]);
  expect(await claims.find(number)).toMatchObject({ requestId: 'first', portStatus: 'RUNNING' });
  await endByCancel(first);
  expect(await claims.find(number)).toBeUndefined();
  await second.refresh({});
  await submitted(second);
  expect(await claims.find(number)).toMatchObject({ requestId: 'second' });
}, 60_000);

test('the numbers of a port that was terminated stay claimed, until a person releases them', async () => {
  const number = nextNumber();
  const first = await start('terminated', number);
  await submitted(first);
  await stack.client.workflow.getHandle(first.workflowId).terminate();
  const second = await start('after-terminated', number);
  const { attentions } = await waiting(second);
  expect(attentions[0]?.message).toContain('Port terminated had the number and is terminated');
  const claim = (await claims.find(number))!;
  expect(await claims.end(number, claim, 'the provider has no open order')).toBe(true);
  // A second release, with the same claim, ends nothing that another port has made meanwhile.
  await second.refresh({});
  await submitted(second);
  expect(await claims.end(number, claim, 'again')).toBe(false);
  expect(await claims.find(number)).toMatchObject({ requestId: 'after-terminated' });
}, 60_000);

test('the number of a completed port whose claim was not released is taken over', async () => {
  const number = nextNumber();
  const first = await start('completed', number);
  await submitted(first);
  await endByCancel(first);
  await claims.claim(number, 'completed');
  await submitted(await start('after-completed', number));
  expect(await claims.find(number)).toMatchObject({ requestId: 'after-completed' });
}, 60_000);

test('a reset keeps the claim', async () => {
  const number = nextNumber();
  const port = await start('reset', number);
  await submitted(port);
  const claim = await claims.find(number);
  const handle = stack.client.workflow.getHandle(port.workflowId);
  const { runId } = await handle.describe();
  const { events } = await handle.fetchHistory();
  const task = events?.find(({ workflowTaskCompletedEventAttributes: completed }) => completed != null);
  await stack.client.workflowService.resetWorkflowExecution({
    namespace: 'default',
    workflowExecution: { workflowId: port.workflowId, runId },
    reason: 'a test',
    requestId: 'reset-keeps-the-claim',
    workflowTaskFinishEventId: task?.eventId ?? null,
  });
  await submitted(port);
  expect(await claims.find(number)).toEqual(claim);
}, 60_000);
