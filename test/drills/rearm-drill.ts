import { setTimeout } from 'node:timers/promises';
import { SECOND } from '../../src/domain/model/time';
import { DrilledPort, untilAnswered } from './drilled-port';
import { eventually } from './eventually';
import { sum, type Tally } from './drill';
import type { Installation } from './installation';
import { killFor, VICTIMS, type Victim } from './victims';

const WINDOW = 10 * SECOND;
const NOTICE = 5 * SECOND;
/** Of an hour or less, so the length of the day does not shrink them. */
export const REARM_POLICY = { cancellationWindow: 'PT10S', notice: 'PT5S' };

/** The first date. */
const FAR = 300 * SECOND;
/** The date that replaces it: soon, but time enough for a process to die and come back. */
const NEAR = 60 * SECOND;
/** How late a notice may be: requests to a dead worker wait 5 s for it, and the machine may be busy. */
const TOLERANCE = 20 * SECOND;

/**
 * rearm: the date moves earlier, a process dies, and the notice before the deadline comes at the new date. With the old
 * timer it would come four minutes later.
 */
export async function rearmedAfterDeath(installation: Installation): Promise<Tally> {
  const tallies: Tally[] = [];
  for (const victim of VICTIMS.filter((each) => each !== 'receiver'))
    tallies.push(await rearmedAfterDeathOf(victim, installation));
  return sum(tallies);
}

async function rearmedAfterDeathOf(victim: Victim, installation: Installation): Promise<Tally> {
  const port = new DrilledPort(installation, 'twilio', `rearm-${victim}-${installation.stack.account}`);
  await port.start();
  await pushDate(port, FAR);
  const focAt = await pushDate(port, NEAR);
  // The timer is set by now.
  await setTimeout(SECOND);
  await killFor(victim, installation, SECOND);
  const dueAt = focAt - WINDOW - NOTICE;
  const noticeAt = await noticeOf(port, dueAt + TOLERANCE);
  const late = noticeAt === undefined ? undefined : noticeAt - dueAt;
  const isInTime = late !== undefined && late <= TOLERANCE;
  const when = late === undefined ? 'not' : `${String(Math.round(late / SECOND))} s late`;
  return {
    ports: 1,
    faults: 1,
    orders: (await port.ordersAtProvider()).length,
    lost: isInTime ? 0 : 1,
    twice: 0,
    problems: isInTime ? [] : [`${victim} died: the notice of the new date came ${when}`],
  };
}

/** The provider gives a date, and the port has read it. @returns the date */
async function pushDate(port: DrilledPort, after: number): Promise<number> {
  // To the second, as the provider's answers are.
  const focAt = Math.ceil((Date.now() + after) / SECOND) * SECOND;
  await port.push({ to: 'foc_confirmed', focAt: new Date(focAt).toISOString() });
  await port.until(({ numbers }) => Date.parse(numbers[0]?.foc?.from ?? '') === focAt);
  return focAt;
}

/** When the timeline says that the window is closing; undefined: it does not say so by the deadline. */
async function noticeOf(port: DrilledPort, deadline: number): Promise<number | undefined> {
  const timeline = await eventually(
    () => untilAnswered(() => port.handle.timeline()),
    (entries) => Date.now() > deadline || entries.some(({ kind }) => kind === 'cancellation_window_closing'),
  );
  const notice = timeline.find(({ kind }) => kind === 'cancellation_window_closing');
  return notice && Date.parse(notice.at);
}
