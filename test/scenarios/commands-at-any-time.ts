import { portOutcome } from '../../src/contract/view';
import { HOUR, MINUTE, SECOND, type Instant } from '../../src/domain/model/time';
import type { LoggedRequest } from '../../src/sandbox/request-log';
import { DEPTH } from '../support/depth';
import { randomCommands } from './random-commands';
import { testNumber, twilioRequest } from './request';
import { ROUGH_NETWORK, simulate, type Simulated, type TimedCommand, type Truth } from './simulator';

/**
 * Commands at any time, on any network. What must come of them is computed from what the provider held and
 * from what it was asked, when: from its own log, not from our timeline.
 */

const SEEDS = DEPTH.commands;

/** Twilio takes a cancel only more than this before the date (docs/reference/twilio.md#cancellation). */
const WINDOW = 72 * HOUR;
/** A call that was under way when the command came, and one look at an old date. */
const DECISION_TIMEOUT = 5 * SECOND;
/** Two searches, the first after ten minutes, and the calls between. */
const SEARCH_TIMEOUT = 25 * MINUTE;
const OLD_DATE = 15 * MINUTE;
/** So long a provider has to carry out a cancel that it took, before it is sent again. */
const CANCEL_CONFIRMATION = 4 * HOUR;

/** Declares the tests of these scenarios. */
export function commandsAtAnyTime(scenarios: readonly string[]): void {
  describe.each(scenarios)('scenario %s, with commands at any time', (scenario) => {
    const input = twilioRequest({
      requestId: `sim-${scenario}`,
      numbers: [{ phoneNumber: testNumber(scenario) }],
    });

    test(`on ${String(SEEDS)} rough networks`, async () => {
      for (let seed = 1; seed <= SEEDS; seed++) {
        const says = randomCommands(seed);
        const simulated = await simulate(input, seed, ROUGH_NETWORK, { says });
        try {
          expectDecisions(simulated, says);
          expectOneOrder(simulated);
          expectEndAsProvider(simulated);
        } catch (error) {
          throw new Error(`seed ${String(seed)}: ${JSON.stringify(asTexts(says))}`, { cause: error });
        }
      }
    }, 600_000);
  });
}

function expectDecisions(simulated: Simulated, says: readonly TimedCommand[]): void {
  const deletes = requestsOf(simulated, 'DELETE');
  const due: Instant[] = [];
  const repeated: Instant[] = [];
  let isCancelAccepted = false;
  for (const [id, { at, command }] of firstOfEach(says)) {
    const decided = decisionOf(simulated, id);
    if (decided === undefined) {
      // The port was over before it heard of it.
      expect(simulated.port.ending!.at).toBeLessThanOrEqual(at + DECISION_TIMEOUT);
      continue;
    }
    // same-twice: one decision, however often it came.
    expect(simulated.port.recentDecisions.filter((other) => other.id === id)).toHaveLength(1);
    expect(decided.at - at).toBeLessThanOrEqual(DECISION_TIMEOUT);
    if (command.name !== 'cancel') continue;

    // The look that follows a refused cancel at once tells only whether the cancel was taken before.
    const look = requestsOf(simulated, 'GET').findLast(
      (request) => request.at <= decided.at && !deletes.some((asked) => asked.at === request.at),
    );
    const known = look && truthAt(simulated, look.at);
    const isRefused = decided.accepted.length === 0;
    if (known?.status === 'completed' || known?.status === 'canceled') {
      expect(decided.refused[0]?.code).toBe('number_ended');
    } else if (simulated.sandbox.orders().length > 0) {
      // deadline: refused exactly when the window of the date that the newest look showed had closed by then.
      expect(isRefused).toBe(known?.focAt !== undefined && at >= known.focAt - WINDOW);
    }
    if (isRefused && simulated.sandbox.orders().length === 0) {
      // The number was taken out a moment before, and it was never sent.
      expect(isCancelAccepted).toBe(true);
      expect(decided.refused).toMatchObject([{ code: 'number_ended' }]);
      continue;
    }
    if (isRefused) {
      expect(decided.refused).toHaveLength(1);
      // Never on a date that may have moved: it was read lately.
      if (decided.refused[0]?.code === 'cancellation_window_closed')
        expect(look!.at).toBeGreaterThanOrEqual(at - OLD_DATE);
      // A cancel is never refused while the provider would have taken it all along.
      expect(isOpenAllAlong(simulated, at)).toBe(false);
      continue;
    }
    // What the provider took, or is to be asked as soon as the order is found, needs no second push; it may get one while
    // the provider shows nothing of it.
    const answered = deletes.findLast((request) => request.at < decided.at);
    const isAlreadyAsked = answered === undefined ? isCancelAccepted : answered.status === 204;
    isCancelAccepted = true;
    if (isAlreadyAsked) {
      repeated.push(decided.at);
      continue;
    }
    if (decided.isAtProvider) due.push(decided.at);
    else if (simulated.sandbox.orders().length > 0) {
      // The order was on its way and not known: canceled there as soon as it was found.
      expect(deletes.some((request) => request.at >= at && request.at <= at + SEARCH_TIMEOUT)).toBe(true);
      due.push(deletes[0]!.at);
    }
  }
  // deadline: what was accepted is sent at once, and again only where the provider does not carry it out.
  const sentAt = deletes.map((request) => request.at);
  expect(sentAt).toEqual(expect.arrayContaining([...new Set(due)]));
  for (const [index, at] of sentAt.entries()) {
    if (due.includes(at) || repeated.includes(at)) continue;
    expect(index).toBeGreaterThan(0);
    const before = sentAt[index - 1]!;
    const isTakenBack = simulated.truths.some(
      (truth) => truth.at >= before && truth.at < at && truth.status === 'canceling',
    );
    if (!isTakenBack) expect(at - before).toBeGreaterThanOrEqual(CANCEL_CONFIRMATION);
    expect(['canceling', 'canceled']).not.toContain(truthAt(simulated, at - 1)?.status);
  }
  if (!isCancelAccepted) expect(deletes).toEqual([]);
}

/** one-order: exactly one, or none when the number was taken out before it was sent. */
function expectOneOrder({ sandbox, port }: Simulated): void {
  const creates = sandbox.requests().filter(({ method, path }) => method === 'POST' && /PortIn$/.test(path));
  const isTakenOutBefore = port.items[0]!.orderRef === undefined;
  expect(creates).toHaveLength(isTakenOutBefore ? 0 : 1);
  expect(sandbox.orders()).toHaveLength(isTakenOutBefore ? 0 : 1);
}

/** The end is what the provider says, and all-accounted. */
function expectEndAsProvider({ sandbox, port }: Simulated): void {
  const status = sandbox.orders()[0]?.numbers[0]?.status;
  const isPorted = status === 'completed';
  if (status !== undefined) expect(['completed', 'canceled']).toContain(status);
  expect(portOutcome(port)).toMatchObject({
    phase: isPorted ? 'completed' : 'canceled',
    numbers: [{ phoneNumber: port.items[0]!.phoneNumber, outcome: isPorted ? 'ported' : 'canceled' }],
  });
}

function decisionOf({ steps }: Simulated, id: string) {
  const step = steps.find(({ port }) => port.recentDecisions.some((decided) => decided.id === id));
  if (step === undefined) return undefined;
  return {
    ...step.port.recentDecisions.find((decided) => decided.id === id)!,
    at: step.at,
    isAtProvider: step.port.items[0]!.orderRef !== undefined,
  };
}

function requestsOf(
  { sandbox }: Simulated,
  method: 'GET' | 'DELETE',
): (Omit<LoggedRequest, 'at'> & { at: Instant })[] {
  return sandbox
    .requests()
    .filter((request) => request.method === method && request.orderRef !== undefined)
    .map((request) => ({ ...request, at: Date.parse(request.at) }));
}

function truthAt({ truths }: Simulated, at: Instant): Truth | undefined {
  return truths.findLast((truth) => truth.at <= at);
}

/** Whether the provider would have taken a cancel at every moment that can count for one that came at `at`. */
function isOpenAllAlong(simulated: Simulated, at: Instant): boolean {
  const from = at - OLD_DATE;
  const counted = simulated.truths.filter((truth) => truth.at > from && truth.at <= at + DECISION_TIMEOUT);
  return [truthAt(simulated, from), ...counted].every(
    (truth) =>
      truth?.status !== 'completed' &&
      truth?.status !== 'canceled' &&
      (truth?.focAt === undefined || at < truth.focAt - WINDOW),
  );
}

function firstOfEach(says: readonly TimedCommand[]): Map<string, TimedCommand> {
  const first = new Map<string, TimedCommand>();
  for (const said of says) if (!first.has(said.id)) first.set(said.id, said);
  return first;
}

function asTexts(says: readonly TimedCommand[]): string[] {
  return says.map(({ at, id }) => `${id} at ${new Date(at).toISOString()}`);
}
