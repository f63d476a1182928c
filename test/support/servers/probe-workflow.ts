import { proxyActivities, sleep, upsertSearchAttributes } from '@temporalio/workflow';
import { PortPhase } from '../../../src/contract/search-attributes';

/** Proves that a server runs workflows: a long sleep, a search attribute, an activity. */
export async function probe(days: number): Promise<string> {
  await sleep(days * 86_400_000);
  upsertSearchAttributes([{ key: PortPhase, value: 'draft' }]);
  return await proxyActivities<{ greet: () => Promise<string> }>({ startToCloseTimeout: '10 s' }).greet();
}
