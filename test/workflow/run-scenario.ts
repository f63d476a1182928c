import type { Decision } from '../../src/domain/model/commands';
import { expectRun } from '../scenarios/run';
import { isTimeFor, numbersOf, type Scenario } from '../scenarios/scenario';
import { tell } from '../scenarios/tell';
import type { SkippedAccount } from './skipped-account';

/** Runs a scenario with skipped time, from the start to its end, and checks its expectations. */
export async function runScenario(account: SkippedAccount, scenario: Scenario): Promise<void> {
  for (const fault of scenario.meets) account.sandbox.injectFault({ provider: account.provider, ...fault });
  const numbers = numbersOf(scenario).map((phoneNumber) => ({ phoneNumber }));
  const port = await account.start(account.request({ numbers }));
  const answers: Decision[] = [];
  for (const act of scenario.does) {
    await account.until(port, (view) => isTimeFor(act, view));
    if (act.after !== undefined) await account.until(port, () => false, (await account.now()) + act.after);
    answers.push(await tell(port, act, await account.now()));
  }
  const { attentions } = await account.untilEnd(port);
  expect(attentions).toEqual([]);
  const orders = account.sandbox.orders().length;
  expectRun({ outcome: await port.result(), timeline: await port.timeline(), answers, orders }, scenario);
}
