import { prepareRequest } from '../../activities/port/prepare';
import type { Account } from '../../activities/accounts';
import { cancelAtProvider } from '../../activities/port/cancel-at-provider';
import { changesSince } from '../../activities/port/digest';
import { fitDates } from '../../activities/port/fit-dates';
import { requirementsOf } from '../../activities/port/requirements';
import { revisedRequest } from '../../activities/port/revise-request';
import { runOrderAction } from '../../activities/port/run-order-action';
import { prepareOrder } from '../../activities/port/prepare-order';
import type { PortRequestInput } from '../../src/contract/port-request-input';
import { attentionsOf } from '../../src/domain/attentions/attentions';
import { begin, offsetFor } from '../../src/domain/lifecycle/begin';
import type { Command } from '../../src/domain/model/port-commands';
import type { DateFits } from '../../src/domain/model/date-fits';
import type { PortEvent } from '../../src/domain/model/events';
import { evolve } from '../../src/domain/lifecycle/evolve';
import { proceed, type OutwardStep } from '../../src/domain/lifecycle/proceed';
import { phaseOf } from '../../src/domain/facts/phase';
import { currentItems, numbersOfOrder } from '../../src/domain/facts/items';
import type { Attempt } from '../../src/domain/model/attempt';
import type { Port } from '../../src/domain/model/port';
import { DAY, HOUR, SECOND, type Instant, type Milliseconds } from '../../src/domain/model/time';
import type { ProviderProblem } from '../../src/domain/model/snapshot';
import type { ProviderAccount } from '../../src/providers/account';
import { ProviderError } from '../../src/providers/provider-error';
import type { FaultRule } from '../../src/sandbox/faults';
import { Sandbox } from '../../src/sandbox/sandbox';
import { accountDirectory } from '../../src/worker/worker';
import { random } from './random';
import { commandOf, isTimeFor, type Act, type Shown } from './scenario';
import { OPERATOR } from './tell';
import { sandboxAccount, WEBHOOK_URL, WEBHOOKS } from './sandbox-account';
import { sandboxTransport, sandboxUrl } from './sandbox-transport';
import { webhookReader } from './webhook-reader';
import type { ProviderName } from '../support/providers';

/** How webhooks fare on their way, by chance. */
export interface NetworkConditions {
  /** The share of webhooks that never arrive. */
  readonly lost: number;
  readonly twice: number;
  /** The longest a webhook is on its way, milliseconds. */
  readonly delay: number;
}

export const IDEAL_NETWORK: NetworkConditions = { lost: 0, twice: 0, delay: SECOND };
export const ROUGH_NETWORK: NetworkConditions = { lost: 0.3, twice: 0.3, delay: 6 * HOUR };

export interface Simulated {
  readonly port: Port;
  readonly sandbox: Sandbox;
  /** Every state the port was in, for invariants over its whole run. */
  readonly steps: readonly { readonly at: Instant; readonly step: OutwardStep; readonly port: Port }[];
  /** When each webhook reached the port, and of which order it told. */
  readonly hints: readonly ArrivedHint[];
  /** What the provider itself held of the first number, from when on: what was not read may not be known. */
  readonly truths: readonly Truth[];
}

export interface ArrivedHint {
  readonly at: Instant;
  readonly orderRef: string;
}

export interface Truth {
  readonly at: Instant;
  readonly status?: string;
  readonly focAt?: Instant;
}

/** A step that calls an activity. */
export type CallStep = Exclude<OutwardStep, { kind: 'wait' | 'done' }>;

/** The clock of a run, for a call that takes longer than usual. */
export interface SimulatedTime {
  now(): Instant;
  pass(length: Milliseconds): void;
}

/** Runs the call of a step, and returns what reaches the port: a fault runs it twice, or not, or loses its answer. */
export type AroundCall = (
  step: CallStep,
  call: () => Promise<PortEvent>,
  time: SimulatedTime,
) => Promise<PortEvent>;

/** A command at a moment of its own. The same id twice is the same command. */
export interface TimedCommand {
  readonly at: Instant;
  readonly id: string;
  readonly command: Command;
}

export interface Involved {
  /** What an operator does when the port waits and asks for it, in this order. */
  readonly does?: readonly Act[];
  /** Commands at certain times, whatever the port is doing then. */
  readonly says?: readonly TimedCommand[];
  /** How the account is configured, where that is not the usual. */
  readonly account?: Partial<Pick<ProviderAccount, 'statusMap'>>;
  /** What requests to the provider meet, each once unless it says otherwise. */
  readonly meets?: readonly Omit<FaultRule, 'provider'>[];
  /** What an operator does besides, whenever the port waits; it comes before the next act. */
  readonly repairs?: (port: Port, sandbox: Sandbox) => Pick<Act, 'command' | 'id'> | undefined;
  /** What happens to each call; default: it is run. */
  readonly around?: AroundCall;
  /** Looks on whenever nothing is on its way, neither a call nor a webhook, and before each act. */
  readonly sees?: (port: Port, sandbox: Sandbox, now: Instant) => void;
}

/** When every simulated port begins. */
export const BEGIN = Date.parse('2026-03-02T15:00:00Z');
/** Longer than any scenario takes, with the time that people have to answer. */
const PATIENCE = 90 * DAY;

/**
 * A port's whole run without Temporal and without a network: the real decisions, the real provider client, the
 * sandbox in process, a clock that jumps. The second shell of every scenario (the first is the workflow).
 *
 * @param involved - who else has a part in it
 */
export async function simulate(
  input: PortRequestInput,
  seed: number,
  network: NetworkConditions,
  {
    does = [],
    says = [],
    meets = [],
    account: own,
    repairs,
    around = (_, call) => call(),
    sees,
  }: Involved = {},
): Promise<Simulated> {
  const providerName = input.provider as ProviderName;
  const acts = [...does];
  let unsaid = [...says];
  /** When the next act is done, once its time has come. */
  let actsAt: Instant | undefined;
  const chance = random(seed);
  const clock = { time: BEGIN, now: () => clock.time };
  const arrivals: ArrivedHint[] = [];
  const usual = sandboxAccount(sandboxUrl(providerName), 'default', {}, providerName);
  const config = { ...usual, account: { ...usual.account, ...own } };
  const read = webhookReader(config);
  const sandbox = new Sandbox({
    clock,
    twilioWebhookUrl: WEBHOOK_URL,
    onWebhook: (delivery) => {
      const result = read(delivery);
      if (!result.ok) throw new Error(`The sandbox sent a webhook that is refused: ${result.message}`);
      const copies = chance() < network.lost ? 0 : chance() < network.twice ? 2 : 1;
      for (let copy = 0; copy < copies; copy++) {
        const at = clock.time + Math.ceil(chance() * network.delay);
        arrivals.push(...result.hints.map(({ orderRef }) => ({ at, orderRef })));
      }
      return Promise.resolve(204);
    },
  });
  for (const fault of meets) sandbox.injectFault({ provider: providerName, ...fault });
  const directory = accountDirectory([config], {
    transport: sandboxTransport(sandbox),
    webhooks: WEBHOOKS,
  });
  const account = directory.find(providerName, 'default')!;
  const prepared = prepareRequest(input, directory, clock.now());
  let port = begin(
    prepared,
    clock.now(),
    offsetFor(`${input.requestId}${String(seed)}`, prepared.policy.watchEvery),
  );
  const steps: { at: Instant; step: OutwardStep; port: Port }[] = [];
  const hints: ArrivedHint[] = [];
  const truths: Truth[] = [];
  const noteTruth = () => {
    const number = sandbox.orders()[0]?.numbers[0];
    const { status, focAt } = { status: number?.status, focAt: number?.focAt };
    const truth: Truth = {
      at: clock.now(),
      ...(status !== undefined && { status }),
      ...(focAt !== undefined && { focAt: Date.parse(focAt) }),
    };
    const known = truths.at(-1);
    if (known?.status !== truth.status || known?.focAt !== truth.focAt) truths.push(truth);
  };

  const time: SimulatedTime = {
    now: clock.now,
    pass(length) {
      clock.time += length;
      sandbox.runDue();
      noteTruth();
    },
  };

  for (;;) {
    for (const hint of takeDue(arrivals, clock.now())) {
      hints.push(hint);
      port = evolve(port, { kind: 'hinted', at: clock.now() });
    }
    for (const { at, id, command } of unsaid.filter((said) => said.at <= clock.now())) {
      // Its handler ran when it was said, also while a call was under way.
      port = evolve(port, commanded({ id, command }, at));
    }
    unsaid = unsaid.filter((said) => said.at > clock.now());
    const next = proceed(port, clock.now());
    port = next.port;
    const { step } = next;
    steps.push({ at: clock.now(), step, port });
    const isAtRest = step.kind === 'wait' || step.kind === 'done';
    const repair = step.kind === 'wait' ? repairs?.(port, sandbox) : undefined;
    if (repair !== undefined) {
      port = evolve(port, commanded(repair, clock.now()));
      continue;
    }
    const [act] = acts;
    if (act !== undefined && step.kind === 'wait' && isTimeFor(act, shownOf(port)))
      actsAt ??= clock.now() + (act.after ?? 0);
    const isTime = act !== undefined && step.kind === 'wait' && clock.now() >= (actsAt ?? Infinity);
    // The operator has looked.
    if (isTime || (isAtRest && arrivals.length === 0)) sees?.(port, sandbox, clock.now());
    if (step.kind === 'done') break;
    if (isTime) {
      acts.shift();
      actsAt = undefined;
      port = evolve(port, commanded(act, clock.now()));
      continue;
    }
    if (clock.now() > BEGIN + PATIENCE)
      throw new Error(`The port still wants to ${step.kind} after 90 days.`);
    if (step.kind === 'wait') {
      const wakeAt = Math.min(
        step.until ?? Infinity,
        sandbox.nextEventAt() ?? Infinity,
        ...arrivals.map(({ at }) => at),
        ...unsaid.map((said) => said.at),
        actsAt ?? Infinity,
      );
      if (!Number.isFinite(wakeAt))
        throw new Error(`Nothing will ever wake this port: it waits ${step.why}.`);
      clock.time = Math.max(clock.time + 1, wakeAt);
      sandbox.runDue();
      noteTruth();
      continue;
    }
    const event = await around(step, () => performIn(account, port, step, clock.now()), time);
    noteTruth();
    // A call takes time, and things happen meanwhile.
    clock.time += Math.ceil(chance() * 2 * SECOND);
    port = evolve(port, { ...event, at: clock.now() });
    sandbox.runDue();
    noteTruth();
  }
  return { port, sandbox, steps, hints, truths };
}

async function performIn(account: Account, port: Port, step: CallStep, now: Instant): Promise<PortEvent> {
  const { provider } = account;
  const { request } = port;
  const call = { now };
  // Signed where it is needed: most steps are reads, and a signature costs more than they do.
  const plan = (attempt: Attempt) => {
    const url = account.webhookUrl?.(request.requestId);
    return {
      attemptKey: attempt.key,
      request,
      numbers: attempt.numbers,
      ...(url !== undefined && { webhookUrl: url }),
    };
  };
  switch (step.kind) {
    case 'check_reset':
      return { kind: 'reset_checked', at: now, mayHaveSubmitted: false };
    case 'revise':
      return { kind: 'revised', at: now, revision: revisedRequest(request, step.patch) };
    case 'prepare':
      throw new Error('Its worker has the account.');
    case 'review':
      return { kind: 'reviewed', at: now, missing: requirementsOf(account, request, now) };
    case 'search':
      return answerOr<PortEvent>(
        async () => {
          const search = {
            since: step.since,
            isTaken: () => Promise.resolve(new Set(port.orders.map((order) => order.ref))),
          };
          const found = await provider.findSubmission(plan(step.attempt), search, call);
          return { kind: 'searched', at: now, found };
        },
        (problem) => ({ kind: 'search_failed', at: now, startedAt: now, problem }),
      );
    case 'cancel':
      return {
        kind: 'cancel_answered',
        at: now,
        orderRef: step.cancel.orderRef,
        results: await cancelAtProvider(provider, step.cancel, call),
      };
    case 'check':
      return answerOr<PortEvent>(
        async () => {
          const answers = await provider.checkPortability(step.numbers, call, request);
          const lacking = { answers, missing: requirementsOf(account, request, now, answers) };
          const draft = { attemptKey: '', request, numbers: step.numbers };
          const prepared = await prepareOrder(provider, draft, lacking, call);
          return { kind: 'checked', at: now, answers, ...prepared };
        },
        (problem) => ({ kind: 'call_failed', at: now, startedAt: now, call: 'check', problem }),
      );
    case 'submit':
      return answerOr<PortEvent>(
        async () => {
          return { kind: 'submitted', at: now, orders: await provider.send(plan(step.attempt), call) };
        },
        (problem) => ({ kind: 'submission_failed', at: now, problem }),
      );
    case 'fit_dates': {
      const dates = await answerOr<DateFits>(
        async () => ({ ok: true, fits: await fitDates(provider, { ...step, country: port.country }, call) }),
        (problem) => ({ ok: false, problem }),
      );
      return { kind: 'dates_fitted', at: now, dates };
    }
    case 'order_action': {
      const { id, orderRef, task } = step.action;
      const numbers = numbersOfOrder(port, orderRef);
      return answerOr<PortEvent>(
        async () => {
          await runOrderAction(provider, { task, orderRef, request, numbers }, call);
          return { kind: 'order_action_answered', at: now, id };
        },
        (problem) => ({ kind: 'order_action_answered', at: now, id, problem }),
      );
    }
    case 'read':
      return answerOr<PortEvent>(
        async () => {
          const { orders, failures } = await provider.read(step.orderRefs, call);
          const result = changesSince(orders, step.digest, failures, step.orderRefs);
          return {
            kind: 'read',
            at: now,
            startedAt: now,
            orderRefs: step.orderRefs,
            result,
            cause: step.cause,
          };
        },
        (problem) => ({ kind: 'read_failed', at: now, startedAt: now, orderRefs: step.orderRefs, problem }),
      );
  }
}

async function answerOr<T>(call: () => Promise<T>, failed: (problem: ProviderProblem) => T): Promise<T> {
  try {
    return await call();
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error;
    return failed(error.problem);
  }
}

function commanded(act: Pick<Act, 'command' | 'id'>, at: Instant): PortEvent {
  const command = commandOf(act, at);
  return { kind: 'commanded', at, asked: { id: act.id, at, by: OPERATOR, command, isPolled: false } };
}

/** What an operator sees of the port. */
function shownOf(port: Port): Shown {
  return { phase: phaseOf(port), attentions: attentionsOf(port), numbers: currentItems(port) };
}

function takeDue(arrivals: ArrivedHint[], now: Instant): ArrivedHint[] {
  const due = arrivals.filter(({ at }) => at <= now);
  arrivals.splice(0, arrivals.length, ...arrivals.filter(({ at }) => at > now));
  return due;
}
