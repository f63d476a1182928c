import type { InputOf } from '../../src/domain/model/port-commands';
import type { PortHandle } from '../../src/client/port-handle';
import { PortingError } from '../../src/client/porting-error';
import type { PortRequestInput } from '../../src/contract/port-request-input';
import { DAY } from '../../src/domain/model/time';
import type { LoggedRequest } from '../../src/sandbox/request-log';
import { testNumber } from '../scenarios/request';
import { CANCEL, type SkippedAccount } from './skipped-account';

/** The numbers that these ports move: nothing happens to them but what a test does. */
export const [NUMBER, SECOND_NUMBER] = [testNumber('00', '51'), testNumber('00', '52')];

/** A port that is at the provider and has a date: ten days ahead, unless a test says which. */
export async function startDated(
  account: SkippedAccount,
  { focAt, ...overrides }: Partial<PortRequestInput> & { readonly focAt?: number } = {},
): Promise<{ port: PortHandle; focAt: number }> {
  const port = await account.start(account.request({ numbers: [{ phoneNumber: NUMBER }], ...overrides }));
  await account.untilSubmitted(port);
  const date = focAt ?? (await account.now()) + 10 * DAY;
  await setDate(account, port, date);
  return { port, focAt: date };
}

/** The provider gives numbers a date, another date, or none any more; the port hears of it and reads. */
export async function setDate(
  account: SkippedAccount,
  port: PortHandle,
  focAt: number | undefined,
  numbers?: readonly string[],
): Promise<void> {
  await account.skipFor(1_000); // both clocks, so that no instant is before the last one
  const [order] = (await port.view()).orders;
  const step = focAt === undefined ? { to: 'submitted' } : { to: 'foc_confirmed', focAt: isoOf(focAt) };
  account.advance(order!.ref, { ...step, ...(numbers && { numbers }) });
  const expected = focAt === undefined ? undefined : isoOf(focAt);
  await account.until(port, (view) =>
    view.numbers
      .filter(({ phoneNumber }) => numbers?.includes(phoneNumber) ?? true)
      .every(({ foc }) => foc?.from === expected || foc?.precision === 'date'),
  );
}

/** What a cancel is answered: the numbers that are out, and why the others are not. */
export async function cancel(port: PortHandle, input: InputOf<'cancel'> & { idempotencyKey?: string } = {}) {
  try {
    const { accepted, refused } = await port.cancel({ by: 'ada', ...input });
    return { accepted, refused };
  } catch (error) {
    if (!(error instanceof PortingError) || error.refused.length === 0) throw error;
    return { accepted: [], refused: error.refused };
  }
}

/** The cancels that the provider received, with its own idea of when. */
export function cancelsReceived({ sandbox }: SkippedAccount): (LoggedRequest & { instant: number })[] {
  return sandbox
    .requests()
    .filter(({ method, path }) => method === CANCEL.method && path.includes('/Porting/PortIn/KW'))
    .map((entry) => ({ ...entry, instant: Date.parse(entry.at) }));
}

export function isoOf(instant: number): string {
  return new Date(instant).toISOString();
}
