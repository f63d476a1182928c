import { setTimeout } from 'node:timers/promises';
import { request } from 'undici';
import { random } from '../scenarios/random';
import { DrilledPort } from './drilled-port';
import { eventually } from './eventually';
import type { Tally } from './drill';
import type { Installation } from './installation';
import { kill, killFor, VICTIMS, type Victim } from './victims';

/** Nothing but a webhook makes these ports read. */
export const HINT_POLICY = { watchEvery: 'P30D', noNews: 'P60D' };

const PORTS = 8;
/** How often each process dies. */
const DEATHS_EACH = 3;
/** Each port gets so many webhooks around a death. */
const WEBHOOKS = 3;
const WITHIN_MS = 400;

/** A webhook that the receiver answered, and when it was posted. */
interface Posted {
  readonly ref: string;
  readonly at: number;
  /** Undefined: it gave no answer. */
  readonly status: number | undefined;
}

/**
 * hint-read: webhooks are posted while a process dies. What was answered 2xx is durable, so a read follows it; what was
 * not, the provider would repeat.
 */
export async function acknowledgedHints(
  installation: Installation,
  seed: number,
  report: (line: string) => void,
): Promise<Tally> {
  const chance = random(seed);
  const refs = await openOrders(installation, 'hints', PORTS);
  const victims = Array.from({ length: DEATHS_EACH }, () => VICTIMS).flat();
  const problems: string[] = [];
  let answered = 0;
  for (const [round, victim] of victims.entries()) {
    report(`death ${String(round + 1)} of ${String(victims.length)}, ${victim}`);
    const posting = refs.flatMap((ref) =>
      Array.from({ length: WEBHOOKS }, async () => {
        await setTimeout(chance() * WITHIN_MS);
        return post(installation, ref);
      }),
    );
    await setTimeout((chance() * WITHIN_MS) / 2);
    const restart = await kill(victim, installation);
    // A server that is away for a while: whatever is answered 2xx now must not have waited for it in memory.
    const posted = await Promise.all(posting);
    await restart();
    const acknowledged = posted.filter(isAcknowledged);
    answered += acknowledged.length;
    const unread = await unreadOf(installation, acknowledged);
    problems.push(...unread.map((line) => `${victim} died: ${line}`));
  }
  if (answered === 0) problems.push('no webhook was answered 2xx, so nothing was proved');
  return {
    ports: refs.length,
    faults: victims.length,
    orders: refs.length,
    lost: problems.length,
    twice: 0,
    problems,
  };
}

const EARLY_PORTS = 5;
/** How long the provider thinks about its answer to a create. */
const ANSWER_TAKES_MS = 8_000;

/**
 * hint-read, for orders that no port knows yet: the provider tells of an order before it has answered the create. The
 * account buffers such hints, through the death of receiver, Temporal and worker.
 */
export async function earlyHints(installation: Installation): Promise<Tally> {
  await installation.stack.control.fault({
    method: 'POST',
    pathPattern: '/Porting/PortIn$',
    kind: 'delay',
    delayMs: ANSWER_TAKES_MS,
    times: EARLY_PORTS,
  });
  const ports = portsOf(installation, 'early', EARLY_PORTS);
  await Promise.all(ports.map((port) => port.start()));
  const refs = await Promise.all(ports.map(async (port) => (await port.orderAtProvider()).ref));
  const posted = await Promise.all(refs.map((ref) => post(installation, ref)));
  const acknowledged = posted.filter(isAcknowledged);
  // The worker last: its submissions have their answers by then.
  const victims: readonly Victim[] = ['receiver', 'server', 'worker'];
  for (const victim of victims) {
    if (victim === 'worker') await Promise.all(ports.map((port) => port.order()));
    await killFor(victim, installation, 0);
  }
  const unread = await unreadOf(installation, acknowledged);
  const refused = refs.length - acknowledged.length;
  const problems = [
    ...unread,
    ...(refused === 0 ? [] : [`${String(refused)} webhooks were not answered 2xx though nothing was away`]),
  ];
  return {
    ports: ports.length,
    faults: victims.length,
    orders: refs.length,
    lost: unread.length + refused,
    twice: 0,
    problems,
  };
}

/** Ports at Twilio whose sandbox sends no webhooks: the drill does. */
function portsOf(installation: Installation, name: string, count: number): DrilledPort[] {
  return Array.from(
    { length: count },
    (_, index) =>
      new DrilledPort(installation, 'twilio', `${name}-${String(index)}-${installation.stack.account}`, {
        scenarioId: '10',
      }),
  );
}

async function openOrders(installation: Installation, name: string, count: number): Promise<string[]> {
  const ports = portsOf(installation, name, count);
  await Promise.all(ports.map((port) => port.start()));
  return Promise.all(ports.map(async (port) => (await port.order()).ref));
}

function isAcknowledged({ status }: Posted): boolean {
  return status !== undefined && status >= 200 && status < 300;
}

async function post({ stack }: Installation, ref: string): Promise<Posted> {
  const at = Date.now();
  try {
    const { statusCode, body } = await request(stack.webhookUrl, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ port_in_request_sid: ref, status: 'pending' }),
    });
    await body.dump();
    return { ref, at, status: statusCode };
  } catch {
    return { ref, at, status: undefined };
  }
}

/** Waits until every acknowledged webhook is followed by a read of its order. @returns those that never are */
async function unreadOf({ stack }: Installation, acknowledged: readonly Posted[]): Promise<string[]> {
  const stillUnread = async () => {
    const reads = (await stack.control.requests()).filter(({ method }) => method === 'GET');
    return acknowledged.filter(
      ({ ref, at }) => !reads.some((read) => read.orderRef === ref && Date.parse(read.at) >= at),
    );
  };
  try {
    await eventually(stillUnread, ({ length }) => length === 0);
    return [];
  } catch {
    return (await stillUnread()).map(
      ({ ref, status }) => `a webhook of ${ref} was answered ${String(status)}, and no read followed`,
    );
  }
}
